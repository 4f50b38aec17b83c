using Lmm.Kernels;
using Lmm.Solver.Expansion;

namespace Lmm.Influence;

/// <summary>
/// zMzᵀ of rows z of Z, by the head's level that they share: with z of the level and t of the tail it is z(K + EMEᵀ)zᵀ − 2zEMtᵀ + tMtᵀ, and what of that
/// is of the level is formed once. It serves one thread.
/// </summary>
internal sealed class ModeForms
{
    private readonly ModeCovariance _modes;
    private readonly HeadLevels _head;
    private readonly int[] _place;
    private readonly double[] _own;
    private double[] _losses = [];
    private double[] _products = [];
    private int _count;

    /// <summary>Makes room.</summary>
    public ModeForms(EffectRows effects)
    {
        _modes = effects.Modes;
        _head = _modes.Heads[0];
        _place = new int[_modes.Tail.Order];
        _own = new double[_head.EffectCount * _head.EffectCount];
    }

    /// <summary>Forms what rows of a level of the first head share; of no level for −1.</summary>
    public void MoveTo(int level)
    {
        int k = _head.EffectCount;
        if (level < 0)
        {
            return;
        }

        _head.Covariance.AsSpan(level * k * k, k * k).CopyTo(_own);
        ReadOnlySpan<int> columns = _head.Columns(level);
        _count = columns.Length;
        if (_losses.Length < k * _count)
        {
            _losses = new double[k * _count];
            _products = new double[k * _count];
        }

        Span<double> losses = _losses.AsSpan(0, k * _count);
        Span<double> products = _products.AsSpan(0, k * _count);
        losses.Clear();
        products.Clear();
        ModeCovariance.AddLosses(_head, level, losses);
        for (int column = 0; column < columns.Length; column++)
        {
            _place[columns[column]] = column;
            Span<double> modes = _modes.Tail.Modes.Row(columns[column], _modes.Tail.Order);
            for (int row = 0; row < k; row++)
            {
                double sum = 0;
                ReadOnlySpan<double> own = losses.Slice(row * _count, _count);
                for (int inner = 0; inner < columns.Length; inner++)
                {
                    sum += own[inner] * modes[columns[inner]];
                }

                products[(row * _count) + column] = sum;
            }
        }

        for (int row = 0; row < k; row++)
        {
            for (int column = 0; column < k; column++)
            {
                _own[(row * k) + column] += VectorProducts.Dot(products.Slice(row * _count, _count), losses.Slice(column * _count, _count));
            }
        }
    }

    /// <summary>zMzᵀ of a row that was read, of the level that it was moved to.</summary>
    public double Of(WorkingRowReader reader, int index)
    {
        double sum = 0;
        for (int place = 0; place < _modes.Heads.Length; place++)
        {
            HeadLevels head = _modes.Heads[place];
            int level = reader.Level(head.Index, index);
            if (level >= 0)
            {
                int k = head.EffectCount;
                sum += Form(place == 0 ? _own : head.Covariance.AsSpan(level * k * k, k * k), reader.Effects(head.Index, index));
            }
        }

        return sum + OfTail(reader, index);
    }

    private double OfTail(WorkingRowReader reader, int index)
    {
        double sum = 0;
        int level = reader.Level(_head.Index, index);
        foreach (int factor in _modes.Tail.Factors)
        {
            int first = reader.Level(factor, index);
            if (first < 0)
            {
                continue;
            }

            ReadOnlySpan<double> values = reader.Effects(factor, index);
            first = _modes.Tail.Offsets[factor] + (first * values.Length);
            for (int effect = 0; effect < values.Length; effect++)
            {
                double product = OfTail(reader, index, first + effect);
                ReadOnlySpan<double> own = level < 0 ? [] : reader.Effects(_head.Index, index);
                for (int row = 0; row < own.Length; row++)
                {
                    product -= 2 * own[row] * _products[(row * _count) + _place[first + effect]];
                }

                sum += values[effect] * product;
            }
        }

        return sum;
    }

    // A column of tM.
    private double OfTail(WorkingRowReader reader, int index, int column)
    {
        double sum = 0;
        ReadOnlySpan<double> modes = _modes.Tail.Modes.Row(column, _modes.Tail.Order);
        foreach (int factor in _modes.Tail.Factors)
        {
            int level = reader.Level(factor, index);
            if (level >= 0)
            {
                ReadOnlySpan<double> values = reader.Effects(factor, index);
                sum += VectorProducts.Dot(values, modes.Slice(_modes.Tail.Offsets[factor] + (level * values.Length), values.Length));
            }
        }

        return sum;
    }

    private static double Form(ReadOnlySpan<double> matrix, ReadOnlySpan<double> vector)
    {
        double sum = 0;
        for (int row = 0; row < vector.Length; row++)
        {
            sum += vector[row] * VectorProducts.Dot(vector, matrix.Slice(row * vector.Length, vector.Length));
        }

        return sum;
    }
}
