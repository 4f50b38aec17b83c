using System.Runtime.CompilerServices;
using Lmm.Crossing;
using Lmm.Kernels;

namespace Lmm.Solver.Expansion;

/// <summary>
/// The levels of a grouping factor that is eliminated level by level. With D = ZₗᵀZₗ, B = ZₗᵀU the products with the tail's columns U, and
/// J = (I + DΣ)⁻¹, a level has r = JD, its precision given the tail, K = ΣJ, the covariance of its modes, and C = JB.
/// </summary>
internal sealed class HeadLevels
{
    private readonly FactorCrossProducts _factor;
    private readonly int[] _start;
    private readonly int[] _columns;
    private readonly double[] _panels;
    private readonly double[] _couplings;
    private readonly double[] _covariance;
    private readonly double[] _block;
    private readonly double[] _system;

    /// <summary>Finds what a factor's levels meet in the tail.</summary>
    public HeadLevels(CrossProducts products, int index, int[] tailOffsets, int firstRow)
    {
        _factor = products.Factors[index];
        (Index, FirstRow, EffectCount, LevelCount) = (index, firstRow, _factor.EffectCount, _factor.LevelCount);
        (_start, _columns, _panels) = Panels(products, index, tailOffsets);
        int k = EffectCount;
        Inverses = new double[LevelCount * k * k];
        Precision = new double[Inverses.Length];
        Covariance = new double[Inverses.Length];
        _couplings = new double[_panels.Length];
        _covariance = new double[k * k];
        _block = new double[k * k];
        _system = new double[k * k];
    }

    /// <summary>The index of the factor.</summary>
    public int Index { get; }

    /// <summary>The place of its first effect among all.</summary>
    public int FirstRow { get; }

    /// <summary>k.</summary>
    public int EffectCount { get; }

    /// <summary>The number of levels.</summary>
    public int LevelCount { get; }

    /// <summary>r, levels × k × k.</summary>
    public double[] Precision { get; }

    /// <summary>K, levels × k × k.</summary>
    public double[] Covariance { get; }

    /// <summary>The columns of the tail that a level meets.</summary>
    public ReadOnlySpan<int> Columns(int level) => _columns.AsSpan(_start[level], _start[level + 1] - _start[level]);

    /// <summary>B of a level, k × the columns that it meets.</summary>
    public ReadOnlySpan<double> Panel(int level) => _panels.AsSpan(_start[level] * EffectCount, (_start[level + 1] - _start[level]) * EffectCount);

    /// <summary>C of a level, k × the columns that it meets.</summary>
    public ReadOnlySpan<double> Coupling(int level) => _couplings.AsSpan(_start[level] * EffectCount, (_start[level + 1] - _start[level]) * EffectCount);

    /// <summary>J, levels × k × k.</summary>
    public double[] Inverses { get; }

    /// <summary>Y = CMCᵀ, levels × k × k, once <see cref="Explain"/> has formed it.</summary>
    public double[] Explained => field ??= new double[Inverses.Length];

    /// <summary>J of a level.</summary>
    public ReadOnlySpan<double> Inverse(int level) => Inverses.AsSpan(level * EffectCount * EffectCount, EffectCount * EffectCount);

    /// <summary>Zₗᵀ[X y] of an effect at a level.</summary>
    public ReadOnlySpan<double> Data(int level, int effect)
        => _factor.Values.AsSpan((((level * EffectCount) + effect) * _factor.Width) + EffectCount, _factor.Width - EffectCount);

    /// <summary>Adds a multiple of the outer product of two vectors over the columns that a level meets.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddOuter(int level, SymmetricMatrix target, double scale, ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        ReadOnlySpan<int> places = Columns(level);
        for (int row = 0; row < places.Length; row++)
        {
            Span<double> values = target.Row(places[row], target.Order);
            double factor = scale * left[row];
            for (int column = 0; column < places.Length; column++)
            {
                values[places[column]] += factor * right[column];
            }
        }
    }

    /// <summary>Forms J, r and K of all levels at Λ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Eliminate(ReadOnlySpan<double> lambda)
    {
        int k = EffectCount;
        LevelBlock.ProductTransposed(lambda, lambda, _covariance, k);
        for (int level = 0; level < LevelCount; level++)
        {
            for (int row = 0; row < k; row++)
            {
                _factor.Values.AsSpan(((level * k) + row) * _factor.Width, row + 1).CopyTo(_block.AsSpan(row * k));
                for (int column = 0; column < row; column++)
                {
                    _block[(column * k) + row] = _block[(row * k) + column];
                }
            }

            LevelBlock.Product(_block, _covariance, _system, k);
            for (int row = 0; row < k; row++)
            {
                _system[(row * k) + row] += 1;
            }

            Span<double> inverse = Inverses.AsSpan(level * k * k, k * k);
            SmallElimination.Invert(_system, inverse, k);
            LevelBlock.Product(inverse, _block, Precision.AsSpan(level * k * k), k);
            LevelBlock.Product(_covariance, inverse, Covariance.AsSpan(level * k * k), k);
        }
    }

    /// <summary>Forms C of all levels, once they are eliminated.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Couple()
    {
        int k = EffectCount;
        Array.Clear(_couplings);
        for (int level = 0; level < LevelCount; level++)
        {
            int count = _start[level + 1] - _start[level];
            ReadOnlySpan<double> inverse = Inverse(level);
            ReadOnlySpan<double> panel = Panel(level);
            Span<double> coupling = _couplings.AsSpan(_start[level] * k, count * k);
            for (int row = 0; row < k; row++)
            {
                for (int inner = 0; inner < k; inner++)
                {
                    VectorProducts.Add(inverse[(row * k) + inner], panel.Slice(inner * count, count), coupling.Slice(row * count, count));
                }
            }
        }
    }

    /// <summary>Forms Y of all levels by M, which is symmetric.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Explain(SymmetricMatrix modes)
    {
        int k = EffectCount;
        Array.Clear(Explained);
        using var room = new Room(stackalloc double[Room.MostOnStack], k);
        Span<double> sums = room.Values;
        for (int level = 0; level < LevelCount; level++)
        {
            ReadOnlySpan<int> columns = Columns(level);
            ReadOnlySpan<double> coupling = Coupling(level);
            Span<double> target = Explained.AsSpan(level * k * k, k * k);
            for (int one = 0; one < columns.Length; one++)
            {
                // Half of the diagonal and what is below it; the transpose is added at the end.
                ReadOnlySpan<double> values = modes.Row(columns[one], modes.Order);
                sums.Clear();
                for (int two = 0; two <= one; two++)
                {
                    double value = two == one ? values[columns[two]] / 2 : values[columns[two]];
                    for (int row = 0; row < k; row++)
                    {
                        sums[row] += coupling[(row * columns.Length) + two] * value;
                    }
                }

                for (int row = 0; row < k; row++)
                {
                    VectorProducts.Add(coupling[(row * columns.Length) + one], sums, target.Slice(row * k, k));
                }
            }

            for (int row = 0; row < k; row++)
            {
                for (int column = 0; column <= row; column++)
                {
                    target[(row * k) + column] = target[(column * k) + row] = target[(row * k) + column] + target[(column * k) + row];
                }
            }
        }
    }

    private static (int[] Start, int[] Columns, double[] Panels) Panels(CrossProducts products, int index, int[] tailOffsets)
    {
        int k = products.Factors[index].EffectCount;
        var start = new int[products.Factors[index].LevelCount + 1];
        foreach (PairCrossProducts pair in products.Pairs)
        {
            if (pair.First == index && tailOffsets[pair.Second] >= 0)
            {
                int width = products.Factors[pair.Second].EffectCount;
                for (int level = 0; level + 1 < start.Length; level++)
                {
                    start[level + 1] += (pair.Start[level + 1] - pair.Start[level]) * width;
                }
            }
            else if (pair.Second == index && tailOffsets[pair.First] >= 0)
            {
                int width = products.Factors[pair.First].EffectCount;
                foreach (int level in pair.Partner)
                {
                    start[level + 1] += width;
                }
            }
        }

        for (int level = 0; level + 1 < start.Length; level++)
        {
            start[level + 1] += start[level];
        }

        var columns = new int[start[^1]];
        var panels = new double[checked(start[^1] * k)];
        var next = new int[start.Length];
        foreach (PairCrossProducts pair in products.Pairs)
        {
            if ((pair.First != index && pair.Second != index) || tailOffsets[pair.First == index ? pair.Second : pair.First] < 0)
            {
                continue;
            }

            int other = pair.First == index ? pair.Second : pair.First;
            int width = products.Factors[other].EffectCount;
            for (int first = 0; first + 1 < pair.Start.Length; first++)
            {
                for (int at = pair.Start[first]; at < pair.Start[first + 1]; at++)
                {
                    (int level, int partner) = pair.First == index ? (first, pair.Partner[at]) : (pair.Partner[at], first);
                    int count = start[level + 1] - start[level];
                    for (int column = 0; column < width; column++)
                    {
                        int place = next[level]++;
                        columns[start[level] + place] = tailOffsets[other] + (partner * width) + column;
                        for (int row = 0; row < k; row++)
                        {
                            int entry = pair.First == index ? (row * width) + column : (column * k) + row;
                            panels[(start[level] * k) + (row * count) + place] = pair.Values[(at * k * width) + entry];
                        }
                    }
                }
            }
        }

        return (start, columns, panels);
    }
}
