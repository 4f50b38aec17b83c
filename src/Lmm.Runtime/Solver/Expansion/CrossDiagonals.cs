using System.Runtime.CompilerServices;
using Lmm.Kernels;

namespace Lmm.Solver.Expansion;

/// <summary>
/// The diagonals of [XR e]ᵀH⁻¹GH⁻¹G'H⁻¹[XR e] for each two entries of Σ, which the second derivatives need: that of e, and for REML the trace over XR. The columns of
/// many entries are multiplied by ZᵀH⁻¹Z at once.
/// </summary>
internal sealed class CrossDiagonals
{
    /// <summary>A panel of columns has so many values at the most, unless one entry has more.</summary>
    private const int MostValues = 1 << 20;

    private readonly CrossProducts _products;
    private readonly EffectPrecision _precision;
    private readonly CovarianceEntries _entries;
    private readonly double[] _columns;
    private readonly int _width;
    private readonly int _first;
    private readonly int _atOnce;
    private readonly double[] _directions;
    private readonly double[] _multiplied;
    private readonly double[] _scores;
    private readonly double[] _traces;

    /// <summary>Makes room for the diagonals.</summary>
    /// <param name="products">The cross-products.</param>
    /// <param name="precision">ZᵀH⁻¹Z.</param>
    /// <param name="entries">The entries of Σ.</param>
    /// <param name="columns">ZᵀH⁻¹[XR e], q × (rank + 1), as it is when they are formed.</param>
    /// <param name="withFixedEffects">Whether the columns of XR are wanted.</param>
    public CrossDiagonals(CrossProducts products, EffectPrecision precision, CovarianceEntries entries, double[] columns, bool withFixedEffects)
    {
        (_products, _precision, _entries, _columns) = (products, precision, entries, columns);
        _width = products.FixedEffects.Rank + 1;
        _first = withFixedEffects ? 0 : _width - 1;
        _atOnce = Math.Clamp(MostValues / Math.Max(1, precision.RowCount * Taken), 1, Math.Max(1, entries.Count));
        _directions = new double[precision.RowCount * Taken * _atOnce];
        _multiplied = new double[_directions.Length];
        _scores = new double[entries.Count * entries.Count];
        _traces = new double[withFixedEffects ? _scores.Length : 0];
    }

    // The columns that are taken of each entry.
    private int Taken => _width - _first;

    /// <summary>eᵀH⁻¹GH⁻¹G'H⁻¹e.</summary>
    public double Score(int first, int second) => _scores[(first * _entries.Count) + second];

    /// <summary>The trace over the columns of XR.</summary>
    public double Trace(int first, int second) => _traces[(first * _entries.Count) + second];

    /// <summary>Forms them for the columns as they are.</summary>
    public void Form()
    {
        int count = _entries.Count;
        for (int begin = 0; begin < count; begin += _atOnce)
        {
            int taken = Math.Min(_atOnce, count - begin);
            int stride = taken * Taken;
            Array.Clear(_directions);
            for (int index = 0; index < taken; index++)
            {
                WriteDirection(begin + index, index * Taken, stride);
            }

            _precision.Multiply(_directions, _multiplied, stride);
            for (int index = 0; index < taken; index++)
            {
                for (int first = begin + index; first < count; first++)
                {
                    Sum(first, begin + index, index * Taken, stride);
                }
            }
        }
    }

    // E times the columns, at the levels of its factor.
    private void WriteDirection(int entry, int place, int stride)
    {
        (int factor, int row, int column) = _entries.Entries[entry];
        int k = _products.Factors[factor].EffectCount;
        for (int level = 0; level < _products.Factors[factor].LevelCount; level++)
        {
            int first = _precision.FirstRow(factor) + (level * k);
            Columns(first + column).CopyTo(_directions.AsSpan(((first + row) * stride) + place));
            Columns(first + row).CopyTo(_directions.AsSpan(((first + column) * stride) + place));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sum(int entry, int other, int place, int stride)
    {
        (int factor, int row, int column) = _entries.Entries[entry];
        int k = _products.Factors[factor].EffectCount;
        double score = 0;
        double trace = 0;
        for (int level = 0; level < _products.Factors[factor].LevelCount; level++)
        {
            int first = _precision.FirstRow(factor) + (level * k);
            for (int side = 0; side < (row == column ? 1 : 2); side++)
            {
                ReadOnlySpan<double> left = Columns(first + (side == 0 ? row : column));
                ReadOnlySpan<double> right = _multiplied.AsSpan(((first + (side == 0 ? column : row)) * stride) + place, Taken);
                score += left[^1] * right[^1];
                trace += Taken > 1 ? VectorProducts.Dot(left[..^1], right[..^1]) : 0;
            }
        }

        int count = _entries.Count;
        _scores[(entry * count) + other] = _scores[(other * count) + entry] = score;
        if (_traces.Length > 0)
        {
            _traces[(entry * count) + other] = _traces[(other * count) + entry] = trace;
        }
    }

    private ReadOnlySpan<double> Columns(int row) => _columns.AsSpan((row * _width) + _first, Taken);
}
