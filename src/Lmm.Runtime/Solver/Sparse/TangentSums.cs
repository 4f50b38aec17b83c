using System.Runtime.CompilerServices;
using Lmm.Crossing;

namespace Lmm.Solver.Sparse;

/// <summary>
/// The derivative of half the slope of the log-determinant, Σ over a factor's levels of the blocks (AΛW)<sub>ll</sub> as <see cref="FrontSums"/> has them,
/// along a direction dΛ: Σ (A(dΛW + Λ∂W))<sub>ll</sub>.
/// </summary>
internal sealed unsafe class TangentSums
{
    private readonly SymbolicFactor _symbolic;
    private readonly FrontAssembly _assembly;
    private readonly double[] _pairSums;
    private readonly double[] _pairTangents;
    private readonly double[] _mixed;

    /// <summary>Makes room for the sums.</summary>
    public TangentSums(SymbolicFactor symbolic, FrontAssembly assembly)
    {
        (_symbolic, _assembly) = (symbolic, assembly);
        CrossProducts products = assembly.Products;
        Slopes = Array.ConvertAll(products.Factors, static factor => new double[factor.EffectCount * factor.EffectCount]);
        _pairSums = new double[products.Pairs.Length];
        _pairTangents = new double[products.Pairs.Length];
        int most = products.Factors.Max(static factor => factor.EffectCount);
        _mixed = new double[most * most];
    }

    /// <summary>The sums by grouping factor, k × k, row by row.</summary>
    public double[][] Slopes { get; }

    /// <summary>Sets all sums to zero.</summary>
    public void Clear()
    {
        foreach (double[] slope in Slopes)
        {
            Array.Clear(slope);
        }

        Array.Clear(_pairSums);
        Array.Clear(_pairTangents);
    }

    /// <summary>Adds the levels and blocks of a front of the inverse W and of its derivative; rows of X in it count when <paramref name="withFixedEffects"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(int supernode, double* inverse, double* tangent, double[][] lambda, double[][] direction, bool withFixedEffects)
    {
        int order = _symbolic.FrontOrder(supernode);
        for (int place = _symbolic.FirstNode[supernode]; place < _symbolic.FirstNode[supernode + 1]; place++)
        {
            AddLevel(place, _symbolic.ColumnOf(place) - _symbolic.FirstColumn[supernode], inverse, tangent, order, lambda, direction, withFixedEffects);
        }

        CrossEntries entries = _assembly.Entries;
        for (int entry = entries.Start[supernode]; entry < entries.Start[supernode + 1]; entry++)
        {
            PairCrossProducts pair = _assembly.Products.Pairs[entries.Pair[entry]];
            nint at = ((nint)entries.Row[entry] * order) + entries.Column[entry];
            if (lambda[pair.First].Length == 1 && lambda[pair.Second].Length == 1)
            {
                double value = pair.Values[entries.Index[entry]];
                _pairSums[entries.Pair[entry]] += value * inverse[at];
                _pairTangents[entries.Pair[entry]] += value * tangent[at];
                continue;
            }

            nint rowStride = entries.IsTransposed[entry] ? 1 : order;
            nint columnStride = entries.IsTransposed[entry] ? order : 1;
            AddPair(pair, entries.Index[entry], inverse + at, tangent + at, rowStride, columnStride, lambda, direction);
        }
    }

    /// <summary>Adds all sums to those of the model.</summary>
    public void AddTo(double[][] slopes, double[][] lambda, double[][] direction)
    {
        for (int pair = 0; pair < _pairSums.Length; pair++)
        {
            (int first, int second) = (_assembly.Products.Pairs[pair].First, _assembly.Products.Pairs[pair].Second);
            Slopes[first][0] += (direction[second][0] * _pairSums[pair]) + (lambda[second][0] * _pairTangents[pair]);
            Slopes[second][0] += (direction[first][0] * _pairSums[pair]) + (lambda[first][0] * _pairTangents[pair]);
        }

        for (int factor = 0; factor < slopes.Length; factor++)
        {
            for (int entry = 0; entry < slopes[factor].Length; entry++)
            {
                slopes[factor][entry] += Slopes[factor][entry];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddLevel(int place, int column, double* inverse, double* tangent, int order, double[][] lambda, double[][] direction, bool withFixedEffects)
    {
        (int factor, int level) = _assembly.LevelAt(place);
        FactorCrossProducts own = _assembly.Products.Factors[factor];
        int k = own.EffectCount;
        ReadOnlySpan<double> values = own.Values.AsSpan(level * k * own.Width, k * own.Width);
        nint corner = ((nint)column * order) + column;
        Span<double> mixed = _mixed.AsSpan(0, k * k);
        Mix(lambda[factor], direction[factor], inverse + corner, tangent + corner, order, 1, k, k, mixed);
        double* border = tangent + ((nint)(order - _symbolic.BorderRows) * order) + column;
        int fixedRows = withFixedEffects ? _symbolic.BorderRows - 1 : 0;
        double[] slope = Slopes[factor];
        for (int row = 0; row < k; row++)
        {
            ReadOnlySpan<double> source = values.Slice(row * own.Width, own.Width);
            for (int effect = 0; effect < k; effect++)
            {
                double sum = 0;
                for (int inner = 0; inner < k; inner++)
                {
                    sum += source[inner] * mixed[(inner * k) + effect];
                }

                for (int index = 0; index < fixedRows; index++)
                {
                    sum += source[k + index] * border[((nint)index * order) + effect];
                }

                slope[(row * k) + effect] += sum;
            }
        }
    }

    // slope₁ += A(dΛ₂W₂₁ + Λ₂∂W₂₁) and slope₂ += Aᵀ(dΛ₁W₁₂ + Λ₁∂W₁₂) for a block A of the first factor's level with the second's.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddPair(PairCrossProducts pair, int index, double* inverse, double* tangent, nint rowStride, nint columnStride, double[][] lambda, double[][] direction)
    {
        int rows = _assembly.Products.Factors[pair.First].EffectCount;
        int columns = _assembly.Products.Factors[pair.Second].EffectCount;
        ReadOnlySpan<double> block = pair.Values.AsSpan(index * rows * columns, rows * columns);
        Span<double> mixed = _mixed.AsSpan(0, rows * columns);
        Mix(lambda[pair.Second], direction[pair.Second], inverse, tangent, columnStride, rowStride, columns, rows, mixed);
        double[] slope = Slopes[pair.First];
        for (int row = 0; row < rows; row++)
        {
            for (int effect = 0; effect < rows; effect++)
            {
                for (int inner = 0; inner < columns; inner++)
                {
                    slope[(row * rows) + effect] += block[(row * columns) + inner] * mixed[(inner * rows) + effect];
                }
            }
        }

        Mix(lambda[pair.First], direction[pair.First], inverse, tangent, rowStride, columnStride, rows, columns, mixed);
        slope = Slopes[pair.Second];
        for (int row = 0; row < columns; row++)
        {
            for (int effect = 0; effect < columns; effect++)
            {
                for (int inner = 0; inner < rows; inner++)
                {
                    slope[(row * columns) + effect] += block[(inner * columns) + row] * mixed[(inner * columns) + effect];
                }
            }
        }
    }

    // dΛW + Λ∂W for blocks of W and ∂W with so many rows and columns.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Mix(double[] scale, double[] change, double* inverse, double* tangent, nint rowStride, nint columnStride, int rows, int columns, Span<double> target)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                double sum = 0;
                for (int inner = 0; inner < rows; inner++)
                {
                    nint at = (inner * rowStride) + (column * columnStride);
                    sum += (change[(row * rows) + inner] * inverse[at]) + (scale[(row * rows) + inner] * tangent[at]);
                }

                target[(row * columns) + column] = sum;
            }
        }
    }
}
