using Lmm.Kernels;
using Lmm.Solver.Expansion;

namespace Lmm.Influence;

/// <summary>
/// zMzᵀ of every two of some rows: zKzᵀ where they share a head's level, and gMgᵀ with g = t − zE over the tail. It serves one thread.
/// </summary>
internal sealed class ModeProducts
{
    private readonly ModeCovariance _modes;
    private readonly double[] _tail;
    private readonly List<int> _places = [];
    private readonly List<double> _values = [];
    private readonly List<int> _starts = [];
    private readonly double[] _losses;

    /// <summary>Makes room.</summary>
    public ModeProducts(EffectRows effects)
    {
        _modes = effects.Modes;
        _tail = new double[_modes.Tail.Order];
        _losses = new double[_modes.Heads.Max(static head => head.EffectCount)];
    }

    /// <summary>Writes the products of the rows that were read, times their √w, count × count, row by row.</summary>
    public void Write(WorkingRowReader reader, int count, Span<double> target)
    {
        ReadTails(reader, count);
        for (int row = 0; row < count; row++)
        {
            MoveToTail(row);
            double root = reader.RootWeight(row);
            for (int column = 0; column <= row; column++)
            {
                double sum = OfHeads(reader, row, column);
                for (int at = _starts[column]; at < _starts[column + 1]; at++)
                {
                    sum += _values[at] * _tail[_places[at]];
                }

                target[(row * count) + column] = target[(column * count) + row] = sum * root * reader.RootWeight(column);
            }
        }
    }

    private double OfHeads(WorkingRowReader reader, int row, int column)
    {
        double sum = 0;
        foreach (HeadLevels head in _modes.Heads)
        {
            int level = reader.Level(head.Index, row);
            if (level < 0 || level != reader.Level(head.Index, column))
            {
                continue;
            }

            ReadOnlySpan<double> left = reader.Effects(head.Index, row);
            ReadOnlySpan<double> right = reader.Effects(head.Index, column);
            for (int effect = 0; effect < left.Length; effect++)
            {
                sum += left[effect] * VectorProducts.Dot(right, head.Covariance.AsSpan(((level * left.Length) + effect) * left.Length, left.Length));
            }
        }

        return sum;
    }

    // gM of a row.
    private void MoveToTail(int row)
    {
        Array.Clear(_tail);
        for (int at = _starts[row]; at < _starts[row + 1]; at++)
        {
            VectorProducts.Add(_values[at], _modes.Tail.Modes.Row(_places[at], _tail.Length), _tail);
        }
    }

    private void ReadTails(WorkingRowReader reader, int count)
    {
        _places.Clear();
        _values.Clear();
        _starts.Clear();
        for (int index = 0; index < count; index++)
        {
            _starts.Add(_places.Count);
            foreach (int factor in _modes.Tail.Factors)
            {
                int level = reader.Level(factor, index);
                ReadOnlySpan<double> values = level < 0 ? [] : reader.Effects(factor, index);
                for (int effect = 0; effect < values.Length; effect++)
                {
                    Add(_modes.Tail.Offsets[factor] + (level * values.Length) + effect, values[effect]);
                }
            }

            if (_tail.Length > 0 && reader.Level(_modes.Heads[0].Index, index) is >= 0 and var own)
            {
                AddLosses(_modes.Heads[0], own, reader.Effects(_modes.Heads[0].Index, index));
            }
        }

        _starts.Add(_places.Count);
    }

    // −zKB of a head's level.
    private void AddLosses(HeadLevels head, int level, ReadOnlySpan<double> effects)
    {
        int k = head.EffectCount;
        ReadOnlySpan<int> columns = head.Columns(level);
        ReadOnlySpan<double> panel = head.Panel(level);
        for (int inner = 0; inner < k; inner++)
        {
            _losses[inner] = VectorProducts.Dot(effects, head.Covariance.AsSpan(((level * k) + inner) * k, k));
        }

        for (int column = 0; column < columns.Length; column++)
        {
            double sum = 0;
            for (int inner = 0; inner < k; inner++)
            {
                sum += _losses[inner] * panel[(inner * columns.Length) + column];
            }

            Add(columns[column], -sum);
        }
    }

    private void Add(int place, double value)
    {
        if (value != 0)
        {
            _places.Add(place);
            _values.Add(value);
        }
    }
}
