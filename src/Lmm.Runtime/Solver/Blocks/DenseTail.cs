using System.Globalization;
using System.Runtime.CompilerServices;
using Lmm.Crossing;
using Lmm.Kernels;
using Lmm.Solver.Factoring;

namespace Lmm.Solver.Blocks;

/// <summary>
/// The dense last part of the factorisation: the factors in the tail, X and y. It collects the Schur complement S of the heads, which does not
/// depend on the tail's own Λ, then factors ΛᵀSΛ + I (Λ the identity for X and y, to which no identity is added).
/// </summary>
internal sealed unsafe class DenseTail
{
    private readonly CancellationToken _cancellationToken;
    private readonly bool[] _isInTail;
    private readonly TailScaling _scaling;
    private CrossProducts _products;
    private readonly DenseCholesky _cholesky;
    private readonly SymmetricMatrix _schur;
    private readonly SymmetricMatrix _lower;
    private readonly SymmetricMatrix? _fixedLower;
    private readonly double[] _solution;
    private readonly double[] _triangle;
    private readonly double[] _residual;
    private readonly double[] _weights;
    private readonly LevelPrecision[] _precisions;
    private readonly double[] _block;
    private readonly double[] _omega;
    private readonly double[] _map;

    public DenseTail(CrossProducts products, BlockOrder order, Workers workers)
    {
        _cancellationToken = workers.CancellationToken;
        _products = products;
        Columns = order.TailColumns;
        Rank = products.FixedEffects.Rank;
        Order = Columns + Rank + 1;
        RefuseExcess(products, order, Order);
        _schur = new SymmetricMatrix(Order);
        _lower = new SymmetricMatrix(Order);
        Stride = _schur.Stride;
        _cholesky = new DenseCholesky(Order < DenseCholesky.ParallelOrder ? 1 : workers.MaximumThreads, workers.CancellationToken);
        _scaling = new TailScaling(products, order, Stride, workers.CancellationToken);
        _isInTail = Array.ConvertAll(order.TailOffsets, static offset => offset >= 0);
        _solution = new double[Order];
        _triangle = new double[Rank * Rank];
        FixedEffectsCovariance = new double[Rank * Rank];
        _fixedLower = Rank > SmallCholesky.MostOrder ? new SymmetricMatrix(Rank) : null;
        _residual = new double[Columns];
        _weights = new double[Rank];
        _precisions = Array.ConvertAll(_scaling.Segments, static segment => new LevelPrecision(segment.EffectCount));
        int most = _scaling.Segments.Length == 0 ? 0 : _scaling.Segments.Max(static segment => segment.EffectCount);
        _block = new double[most * most];
        _omega = new double[most * most];
        _map = new double[most * most];
    }

    /// <summary>The number of columns of Z in the tail.</summary>
    public int Columns { get; }

    /// <summary>The rank of X.</summary>
    public int Rank { get; }

    /// <summary>Columns + Rank + 1; the last row is that of y.</summary>
    public int Order { get; }

    /// <summary>The distance between rows.</summary>
    public int Stride { get; }

    /// <summary>S: after <see cref="Begin"/> the tail's part of A, from which the heads subtract; lower triangle.</summary>
    public Span<double> Schur => _schur.Values;

    /// <summary>After <see cref="Factor"/> the Cholesky factor; after <see cref="Invert"/> the covariances over σ² of the tail's modes and of β; lower triangle.</summary>
    public Span<double> Lower => _lower.Values;

    /// <summary>The tail's modes b = Λu, then β in working coordinates.</summary>
    public ReadOnlySpan<double> Solution => _solution.AsSpan(0, Order - 1);

    /// <summary>log|L|² of the rows of Z.</summary>
    public double LogDeterminant { get; private set; }

    /// <summary>log|R_X|² of the rows of X.</summary>
    public double FixedLogDeterminant { get; private set; }

    /// <summary>r², the penalised weighted residual sum of squares.</summary>
    public double ResidualSumOfSquares { get; private set; }

    /// <summary>Takes over cross-products of the same pattern; they are read at every factorisation.</summary>
    public void Load(CrossProducts products) => _products = products;

    /// <summary>Copies the tail's part of A into S.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Begin()
    {
        for (int row = 0; row < Order; row++)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            Schur.Slice(row * Stride, row + 1).Clear();
        }

        foreach (TailSegment segment in _scaling.Segments)
        {
            CopyOwn(segment);
        }

        foreach (PairCrossProducts pair in _products.Pairs)
        {
            if (_isInTail[pair.First] && _isInTail[pair.Second])
            {
                CopyPair(pair);
            }
        }

        for (int row = 0; row < Rank; row++)
        {
            _products.FixedEffects.Gram.AsSpan(row * Rank, row + 1).CopyTo(Schur.Slice(((Columns + row) * Stride) + Columns));
        }

        _products.ResponseProducts.CopyTo(Schur.Slice(((Order - 1) * Stride) + Columns));
    }

    /// <summary>Factors the tail at Λ, one matrix per grouping factor; false when it is not positive definite.</summary>
    public bool Factor(double[][] lambda)
    {
        _scaling.Apply(Schur, Lower, Order, lambda);
        for (int row = 0; row < Columns; row++)
        {
            Lower[(row * Stride) + row] += 1;
        }

        if (!_cholesky.Factor(_lower.Pointer, Order, Stride))
        {
            return false;
        }

        LogDeterminant = LogDiagonal(0, Columns);
        FixedLogDeterminant = LogDiagonal(Columns, Columns + Rank);
        double last = Lower[((Order - 1) * Stride) + Order - 1];
        ResidualSumOfSquares = last * last;
        return true;
    }

    /// <summary>Solves for u and β of the tail, and adds the scores of its factors to <paramref name="sums"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Solve(double[][] lambda, FactorSums[] sums)
    {
        int count = Order - 1;
        Lower.Slice(count * Stride, count).CopyTo(_solution);
        for (int row = count - 1; row >= 0; row--)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            _solution[row] /= Lower[(row * Stride) + row];
            VectorProducts.Add(-_solution[row], Lower.Slice(row * Stride, row), _solution);
        }

        _scaling.MultiplyTransposed(_solution, lambda, Columns);

        // Zᵀe = S_zy − S_zz b − S_zx β, from the lower triangle.
        Schur.Slice(count * Stride, Columns).CopyTo(_residual);
        for (int row = 0; row < count; row++)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<double> values = Schur.Slice(row * Stride, Math.Min(row, Columns));
            VectorProducts.Add(-_solution[row], values, _residual);
            if (row < Columns)
            {
                _residual[row] -= VectorProducts.Dot(values, _solution) + (Schur[(row * Stride) + row] * _solution[row]);
            }
        }

        foreach (TailSegment segment in _scaling.Segments)
        {
            for (int first = segment.First; first < segment.End; first += segment.EffectCount)
            {
                sums[segment.Factor].AddScore(_residual.AsSpan(first, segment.EffectCount));
            }
        }
    }

    /// <summary>The covariance matrix of the working β over σ², rank × rank, row by row; known after <see cref="Invert"/>.</summary>
    public double[] FixedEffectsCovariance { get; }

    /// <summary>
    /// Inverts the factored matrix, with the rows of X or without, adds each tail factor's part of the gradient of its log-determinant to
    /// <paramref name="sums"/>, and leaves the covariances of the modes (and β) in <see cref="Lower"/>.
    /// </summary>
    public void Invert(double[][] lambda, bool withFixedEffects, FactorSums[] sums)
    {
        bool isPartOfInverse = withFixedEffects && _fixedLower is not null;
        if (!isPartOfInverse)
        {
            FormFixedEffectsCovariance();
        }

        int count = Columns + (withFixedEffects ? Rank : 0);
        _cholesky.Invert(_lower.Pointer, count, Stride);
        for (int row = 0; isPartOfInverse && row < Rank; row++)
        {
            Lower.Slice(((Columns + row) * Stride) + Columns, Rank).CopyTo(FixedEffectsCovariance.AsSpan(row * Rank));
        }

        _scaling.AddDeterminantGradient(Lower, Schur, count, lambda, sums);
        for (int index = 0; index < _precisions.Length; index++)
        {
            TailSegment segment = _scaling.Segments[index];
            AddPrecisions(segment, _precisions[index], lambda[segment.Factor], sums[segment.Factor]);
        }

        _scaling.ApplyTransposed(Lower, count, lambda);
    }

    /// <summary>Turns covariances that <see cref="Invert"/> left with the uncertainty of β into those at fixed β: C − C<sub>·β</sub>C<sub>ββ</sub>⁻¹C<sub>β·</sub>.</summary>
    public void FixFixedEffects()
    {
        for (int row = 0; row < Rank; row++)
        {
            Lower.Slice(((Columns + row) * Stride) + Columns, row + 1).CopyTo(_triangle.AsSpan(row * Rank));
        }

        SmallMatrix.Cholesky(_triangle, Rank, Rank);
        for (int row = 0; row < Columns; row++)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            for (int column = 0; column < Rank; column++)
            {
                _weights[column] = Lower[((Columns + column) * Stride) + row];
            }

            SmallMatrix.SolveLower(_triangle, Rank, Rank, _weights);
            SmallMatrix.SolveLowerTransposed(_triangle, Rank, Rank, _weights);
            for (int column = 0; column < Rank; column++)
            {
                VectorProducts.Add(-_weights[column], Lower.Slice((Columns + column) * Stride, row + 1), Lower.Slice(row * Stride, row + 1));
            }
        }
    }

    /// <summary>Copies the first <paramref name="count"/> rows of <see cref="Lower"/> to the upper triangle.</summary>
    public void CompleteCovariance(int count)
    {
        Span<double> values = Lower;
        for (int row = 0; row < count; row++)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            for (int column = 0; column < row; column++)
            {
                values[(column * Stride) + row] = values[(row * Stride) + column];
            }
        }
    }

    /// <summary>The modes of a factor in the tail, levels × k.</summary>
    public ReadOnlySpan<double> Modes(int factor)
    {
        TailSegment segment = Segment(factor);
        return _solution.AsSpan(segment.First..segment.End);
    }

    /// <summary>After <see cref="Invert"/>, the covariance matrices over σ² of the modes of a factor in the tail, levels × k × k (lower triangles).</summary>
    public double[] Covariances(int factor)
    {
        TailSegment segment = Segment(factor);
        int k = segment.EffectCount;
        var result = new double[segment.LevelCount * k * k];
        for (int level = 0; level < segment.LevelCount; level++)
        {
            int first = segment.First + (level * k);
            for (int row = 0; row < k; row++)
            {
                Lower.Slice(((first + row) * Stride) + first, row + 1).CopyTo(result.AsSpan(((level * k) + row) * k));
            }
        }

        return result;
    }

    private TailSegment Segment(int factor)
    {
        int index = 0;
        while (_scaling.Segments[index].Factor != factor)
        {
            index++;
        }

        return _scaling.Segments[index];
    }

    private void FormFixedEffectsCovariance()
    {
        if (_fixedLower is { } large)
        {
            for (int row = 0; row < Rank; row++)
            {
                Lower.Slice(((Columns + row) * Stride) + Columns, row + 1).CopyTo(large.Values[(row * large.Stride)..]);
            }

            _cholesky.Invert(large.Pointer, Rank, large.Stride);
            for (int row = 0; row < Rank; row++)
            {
                large.Values.Slice(row * large.Stride, Rank).CopyTo(FixedEffectsCovariance.AsSpan(row * Rank));
            }

            return;
        }

        for (int row = 0; row < Rank; row++)
        {
            Lower.Slice(((Columns + row) * Stride) + Columns, row + 1).CopyTo(_triangle.AsSpan(row * Rank));
        }

        SmallMatrix.InverseFromFactor(_triangle, FixedEffectsCovariance, Rank);
    }

    /// <summary>Whether two dense matrices of this order fit the memory; each is addressed with 32 bits.</summary>
    public static bool Fits(int size) => Values(size) <= Array.MaxLength - Padding.VectorLength && Bytes(size) <= GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    private static long Values(long size) => size * (size + Padding.VectorLength);

    private static long Bytes(long size) => 2 * sizeof(double) * Values(size);

    private static void RefuseExcess(CrossProducts products, BlockOrder order, int size)
    {
        if (!Fits(size))
        {
            string names = string.Join(", ", order.Tail.Select(factor => products.Factors[factor].Name));
            long available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
            throw new ModelException(products.Shape.ModelName, LmmErrorCode.TooLarge, string.Create(CultureInfo.InvariantCulture, $"the crossed grouping factors {names} and the fixed effects need dense matrices of order {size}, {Bytes(size) / 1e9:F1} GB (their levels meet too many others for a sparse factor), and {available / 1e9:F1} GB are to be had. Leave out the crossed factor with the most levels, or nest factors where the design allows it."));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double LogDiagonal(int first, int end)
    {
        double sum = 0;
        for (int row = first; row < end; row++)
        {
            sum += Math.Log(Lower[(row * Stride) + row]);
        }

        return 2 * sum;
    }

    // R of a level as if it were alone in the tail: good enough for the information, which only guides the search.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddPrecisions(TailSegment segment, LevelPrecision precision, double[] own, FactorSums sums)
    {
        int k = segment.EffectCount;
        for (int first = segment.First; first < segment.End; first += k)
        {
            for (int row = 0; row < k; row++)
            {
                Schur.Slice(((first + row) * Stride) + first, row + 1).CopyTo(_block.AsSpan(row * k));
            }

            LevelBlock.Scale(_block, own, _omega, k);
            if (SmallMatrix.Cholesky(_omega, k, k))
            {
                LevelBlock.Transfer(_omega, own, _map, k);
                precision.Add(_block, _map, sums);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CopyOwn(TailSegment segment)
    {
        FactorCrossProducts own = _products.Factors[segment.Factor];
        int k = segment.EffectCount;
        for (int level = 0; level < own.LevelCount; level++)
        {
            int first = segment.First + (level * k);
            for (int effect = 0; effect < k; effect++)
            {
                ReadOnlySpan<double> source = own.Values.AsSpan(((level * k) + effect) * own.Width, own.Width);
                source[..(effect + 1)].CopyTo(Schur.Slice(((first + effect) * Stride) + first));
                for (int border = 0; border <= Rank; border++)
                {
                    Schur[((Columns + border) * Stride) + first + effect] = source[k + border];
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CopyPair(PairCrossProducts pair)
    {
        TailSegment first = Segment(pair.First);
        TailSegment second = Segment(pair.Second);
        int rows = first.EffectCount;
        int columns = second.EffectCount;
        for (int level = 0; level < first.LevelCount; level++)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            for (int index = pair.Start[level]; index < pair.Start[level + 1]; index++)
            {
                for (int entry = 0; entry < rows * columns; entry++)
                {
                    int row = first.First + (level * rows) + (entry / columns);
                    int column = second.First + (pair.Partner[index] * columns) + (entry % columns);
                    Schur[(Math.Max(row, column) * Stride) + Math.Min(row, column)] = pair.Values[(index * rows * columns) + entry];
                }
            }
        }
    }
}
