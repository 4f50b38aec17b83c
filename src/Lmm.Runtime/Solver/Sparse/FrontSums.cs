using System.Runtime.CompilerServices;
using Lmm.Crossing;
using Lmm.Kernels;
using Lmm.Solver.Blocks;
using Lmm.Solver.Factoring;

namespace Lmm.Solver.Sparse;

/// <summary>
/// What the gradient and the information need of fronts of the inverse W = (ΛᵀAΛ + I)⁻¹: the entries of W where A is not zero give half the
/// derivative of the log-determinant, Σ over a factor's levels of the blocks (AΛW)<sub>ll</sub>, and ΛᵀRΛ = I − W<sub>ll</sub> the precisions.
/// </summary>
internal sealed unsafe class FrontSums
{
    /// <summary>Below this size of Λ's diagonal the sums are formed without its inverse, which would lose their digits.</summary>
    private const double NearlySingular = 1e-3;

    private readonly SymbolicFactor _symbolic;
    private readonly FrontAssembly _assembly;
    private readonly LevelPrecision[] _precisions;
    private readonly double[] _pairSums;
    private readonly double[] _scaled;
    private readonly double[] _block;
    private readonly double[] _left;
    private readonly double[] _right;

    public FrontSums(CrossProducts products, SymbolicFactor symbolic, FrontAssembly assembly)
    {
        _symbolic = symbolic;
        _assembly = assembly;
        Factors = [.. products.Factors.Select((_, factor) => new FactorSums(EffectBlocks.Of(products, factor)))];
        _precisions = Array.ConvertAll(products.Factors, static factor => new LevelPrecision(factor.EffectCount));
        _pairSums = new double[products.Pairs.Length];
        int most = products.Factors.Max(static factor => factor.EffectCount);
        _scaled = new double[most * most];
        _block = new double[most * most];
        _left = new double[most * most];
        _right = new double[most * most];
    }

    /// <summary>The sums by grouping factor.</summary>
    public FactorSums[] Factors { get; }

    /// <summary>Sets all sums to zero.</summary>
    public void Clear()
    {
        foreach (FactorSums sums in Factors)
        {
            sums.Clear();
        }

        Array.Clear(_pairSums);
    }

    /// <summary>Adds the levels and blocks of a front of the inverse; rows of X in it count when <paramref name="withFixedEffects"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(int supernode, double* inverse, double[][] lambda, bool withFixedEffects)
    {
        int order = _symbolic.FrontOrder(supernode);
        for (int place = _symbolic.FirstNode[supernode]; place < _symbolic.FirstNode[supernode + 1]; place++)
        {
            AddLevel(place, _symbolic.ColumnOf(place) - _symbolic.FirstColumn[supernode], inverse, order, lambda, withFixedEffects);
        }

        CrossEntries entries = _assembly.Entries;
        for (int entry = entries.Start[supernode]; entry < entries.Start[supernode + 1]; entry++)
        {
            PairCrossProducts pair = _assembly.Products.Pairs[entries.Pair[entry]];
            double* block = inverse + ((nint)entries.Row[entry] * order) + entries.Column[entry];
            if (lambda[pair.First].Length == 1 && lambda[pair.Second].Length == 1)
            {
                _pairSums[entries.Pair[entry]] += pair.Values[entries.Index[entry]] * *block;
                continue;
            }

            AddPair(pair, entries.Index[entry], block, entries.IsTransposed[entry] ? 1 : order, entries.IsTransposed[entry] ? order : 1, lambda);
        }
    }

    /// <summary>Keeps the covariance matrices ΛW<sub>ll</sub>Λᵀ of a front's levels, by factor levels × k × k.</summary>
    public void Keep(int supernode, double* inverse, double[][] lambda, double[][] covariances)
    {
        int order = _symbolic.FrontOrder(supernode);
        for (int place = _symbolic.FirstNode[supernode]; place < _symbolic.FirstNode[supernode + 1]; place++)
        {
            (int factor, int level) = _assembly.LevelAt(place);
            double[] scale = lambda[factor];
            int k = _assembly.Products.Factors[factor].EffectCount;
            int column = _symbolic.ColumnOf(place) - _symbolic.FirstColumn[supernode];
            double* corner = inverse + ((nint)column * order) + column;
            Span<double> target = covariances[factor].AsSpan(level * k * k, k * k);
            for (int row = 0; row < k; row++)
            {
                for (int other = 0; other <= row; other++)
                {
                    double sum = 0;
                    for (int left = 0; left <= row; left++)
                    {
                        for (int right = 0; right <= other; right++)
                        {
                            sum += scale[(row * k) + left] * corner[((nint)left * order) + right] * scale[(other * k) + right];
                        }
                    }

                    target[(row * k) + other] = sum;
                }
            }
        }
    }

    /// <summary>Adds all sums to those of the model.</summary>
    public void AddTo(FactorSums[] sums, double[][] lambda)
    {
        for (int pair = 0; pair < _pairSums.Length; pair++)
        {
            (int first, int second) = (_assembly.Products.Pairs[pair].First, _assembly.Products.Pairs[pair].Second);
            Factors[first].DeterminantSlope[0] += lambda[second][0] * _pairSums[pair];
            Factors[second].DeterminantSlope[0] += lambda[first][0] * _pairSums[pair];
        }

        for (int factor = 0; factor < sums.Length; factor++)
        {
            sums[factor].Add(Factors[factor]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddLevel(int place, int column, double* inverse, int order, double[][] lambda, bool withFixedEffects)
    {
        (int factor, int level) = _assembly.LevelAt(place);
        FactorCrossProducts own = _assembly.Products.Factors[factor];
        FactorSums sums = Factors[factor];
        double[] scale = lambda[factor];
        int k = own.EffectCount;
        ReadOnlySpan<double> values = own.Values.AsSpan(level * k * own.Width, k * own.Width);
        double* corner = inverse + ((nint)column * order) + column;
        Span<double> scaled = _scaled.AsSpan(0, k * k);

        // W_ll Λᵀ, so that (DΛW)[a, b] = Σ_c D[a, c] (WΛᵀ)[b, c].
        for (int row = 0; row < k; row++)
        {
            for (int effect = 0; effect < k; effect++)
            {
                double sum = 0;
                for (int inner = 0; inner <= effect; inner++)
                {
                    sum += corner[((nint)row * order) + inner] * scale[(effect * k) + inner];
                }

                scaled[(row * k) + effect] = sum;
            }
        }

        double* border = inverse + ((nint)(order - _symbolic.BorderRows) * order) + column;
        int fixedRows = withFixedEffects ? _symbolic.BorderRows - 1 : 0;
        for (int row = 0; row < k; row++)
        {
            ReadOnlySpan<double> source = values.Slice(row * own.Width, own.Width);
            for (int effect = 0; effect < k; effect++)
            {
                double sum = LevelBlock.Dot(scaled.Slice(effect * k, k), source);
                for (int index = 0; index < fixedRows; index++)
                {
                    sum += source[k + index] * border[((nint)index * order) + effect];
                }

                sums.DeterminantSlope[(row * k) + effect] += sum;
            }
        }

        AddPrecision(factor, values, corner, order, scale);
    }

    // slope₁ += AΛ₂W₂₁ and slope₂ += AᵀΛ₁W₁₂ for a block A of the first factor's level with the second's.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddPair(PairCrossProducts pair, int index, double* inverse, nint rowStride, nint columnStride, double[][] lambda)
    {
        double[] first = lambda[pair.First];
        double[] second = lambda[pair.Second];
        int rows = _assembly.Products.Factors[pair.First].EffectCount;
        int columns = _assembly.Products.Factors[pair.Second].EffectCount;
        ReadOnlySpan<double> block = pair.Values.AsSpan(index * rows * columns, rows * columns);
        Span<double> right = _right.AsSpan(0, rows * columns);
        Span<double> left = _left.AsSpan(0, rows * columns);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                // W₁₂Λ₂ᵀ and Λ₁W₁₂.
                double sum = 0;
                for (int inner = 0; inner <= column; inner++)
                {
                    sum += inverse[(row * rowStride) + (inner * columnStride)] * second[(column * columns) + inner];
                }

                right[(row * columns) + column] = sum;
                sum = 0;
                for (int inner = 0; inner <= row; inner++)
                {
                    sum += first[(row * rows) + inner] * inverse[(inner * rowStride) + (column * columnStride)];
                }

                left[(row * columns) + column] = sum;
            }
        }

        double[] slope = Factors[pair.First].DeterminantSlope;
        for (int row = 0; row < rows; row++)
        {
            for (int effect = 0; effect < rows; effect++)
            {
                slope[(row * rows) + effect] += LevelBlock.Dot(block.Slice(row * columns, columns), right.Slice(effect * columns, columns));
            }
        }

        slope = Factors[pair.Second].DeterminantSlope;
        for (int row = 0; row < columns; row++)
        {
            for (int effect = 0; effect < columns; effect++)
            {
                for (int inner = 0; inner < rows; inner++)
                {
                    slope[(row * columns) + effect] += block[(inner * columns) + row] * left[(inner * columns) + effect];
                }
            }
        }
    }

    // R = Λ⁻ᵀ(I − W)Λ⁻¹; where Λ is nearly singular, R of the level as if its factor were alone, for the information only guides the search.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddPrecision(int factor, ReadOnlySpan<double> values, double* inverse, int order, double[] scale)
    {
        int k = _assembly.Products.Factors[factor].EffectCount;
        int width = _assembly.Products.Factors[factor].Width;
        Span<double> block = _block.AsSpan(0, k * k);
        if (!IsInvertible(scale, k))
        {
            AddPrecisionAlone(factor, values, width, scale, block);
            return;
        }

        for (int row = 0; row < k; row++)
        {
            for (int column = 0; column < k; column++)
            {
                block[(row * k) + column] = (row == column ? 1 : 0) - inverse[((nint)Math.Max(row, column) * order) + Math.Min(row, column)];
            }
        }

        for (int row = k - 1; row >= 0; row--)
        {
            // Λᵀ is upper triangular: from the last row to the first.
            for (int column = 0; column < k; column++)
            {
                double sum = block[(row * k) + column];
                for (int inner = row + 1; inner < k; inner++)
                {
                    sum -= scale[(inner * k) + row] * block[(inner * k) + column];
                }

                block[(row * k) + column] = sum / scale[(row * k) + row];
            }
        }

        for (int row = 0; row < k; row++)
        {
            for (int column = k - 1; column >= 0; column--)
            {
                double sum = block[(row * k) + column];
                for (int inner = column + 1; inner < k; inner++)
                {
                    sum -= block[(row * k) + inner] * scale[(inner * k) + column];
                }

                block[(row * k) + column] = sum / scale[(column * k) + column];
            }
        }

        Factors[factor].AddPrecision(block);
    }

    private void AddPrecisionAlone(int factor, ReadOnlySpan<double> values, int width, double[] scale, Span<double> block)
    {
        int k = _assembly.Products.Factors[factor].EffectCount;
        Span<double> omega = _left.AsSpan(0, k * k);
        Span<double> map = _right.AsSpan(0, k * k);
        for (int row = 0; row < k; row++)
        {
            values.Slice(row * width, k).CopyTo(block[(row * k)..]);
        }

        LevelBlock.Scale(block, scale, omega, k);
        if (SmallMatrix.Cholesky(omega, k, k))
        {
            LevelBlock.Transfer(omega, scale, map, k);
            _precisions[factor].Add(block, map, Factors[factor]);
        }
    }

    private static bool IsInvertible(double[] scale, int k)
    {
        for (int effect = 0; effect < k; effect++)
        {
            if (Math.Abs(scale[(effect * k) + effect]) < NearlySingular)
            {
                return false;
            }
        }

        return true;
    }
}
