using System.Runtime.CompilerServices;
using Lmm.Kernels;
using Lmm.Solver.Factoring;

namespace Lmm.Solver.Blocks;

/// <summary>Applies the block-diagonal Λ of the tail's factors to symmetric matrices of which the lower triangle is held, row by row.</summary>
internal sealed class TailScaling
{
    private readonly int _stride;
    private readonly CancellationToken _cancellationToken;
    private readonly double[] _mixed;
    private readonly double[] _scale;

    public TailScaling(CrossProducts products, BlockOrder order, int stride, CancellationToken cancellationToken)
    {
        _stride = stride;
        _cancellationToken = cancellationToken;
        _mixed = new double[stride];
        _scale = new double[stride];
        Segments = Array.ConvertAll(order.Tail, factor => new TailSegment(
            factor, order.TailOffsets[factor], products.Factors[factor].LevelCount, products.Factors[factor].EffectCount));
    }

    /// <summary>The factors in the tail.</summary>
    public TailSegment[] Segments { get; }

    /// <summary>The number of columns of Z.</summary>
    private int Columns => Segments.Length == 0 ? 0 : Segments[^1].End;

    // With one effect per level everywhere Λ is diagonal, and all of this is scaling by rows and columns.
    private bool IsDiagonal => Array.TrueForAll(Segments, static segment => segment.EffectCount == 1);

    /// <summary>target := ΛᵀAΛ for the rows of Z and of those below, up to <paramref name="order"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Apply(ReadOnlySpan<double> source, Span<double> target, int order, double[][] lambda)
    {
        if (IsDiagonal)
        {
            Scale(source, target, order, lambda);
            return;
        }

        for (int row = 0; row < order; row++)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            source.Slice(row * _stride, row + 1).CopyTo(target[(row * _stride)..]);
        }

        Apply(target, order, lambda);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Apply(Span<double> matrix, int order, double[][] lambda)
    {
        foreach (TailSegment segment in Segments)
        {
            double[] own = lambda[segment.Factor];
            int k = segment.EffectCount;
            for (int first = segment.First; first < segment.End; first += k)
            {
                _cancellationToken.ThrowIfCancellationRequested();
                CompleteDiagonal(matrix, first, k);
                for (int row = 0; row < k; row++)
                {
                    Span<double> target = matrix.Slice((first + row) * _stride, first + k);
                    Scale(target, own[(row * k) + row]);
                    for (int below = row + 1; below < k; below++)
                    {
                        VectorProducts.Add(own[(below * k) + row], matrix.Slice((first + below) * _stride, first + k), target);
                    }
                }

                for (int row = 0; row < k; row++)
                {
                    Multiply(matrix.Slice((first + row) * _stride, first + k), lambda, first + k);
                }
            }
        }

        int columns = Columns;
        for (int row = columns; row < order; row++)
        {
            Multiply(matrix.Slice(row * _stride, columns), lambda, columns);
        }
    }

    /// <summary>A := ΛAΛᵀ for the rows of Z and of those below, up to <paramref name="order"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ApplyTransposed(Span<double> matrix, int order, double[][] lambda)
    {
        if (IsDiagonal)
        {
            Scale(matrix, matrix, order, lambda);
            return;
        }

        foreach (TailSegment segment in Segments)
        {
            double[] own = lambda[segment.Factor];
            int k = segment.EffectCount;
            for (int first = segment.First; first < segment.End; first += k)
            {
                _cancellationToken.ThrowIfCancellationRequested();
                CompleteDiagonal(matrix, first, k);
                for (int row = k - 1; row >= 0; row--)
                {
                    Span<double> target = matrix.Slice((first + row) * _stride, first + k);
                    Scale(target, own[(row * k) + row]);
                    for (int above = 0; above < row; above++)
                    {
                        VectorProducts.Add(own[(row * k) + above], matrix.Slice((first + above) * _stride, first + k), target);
                    }
                }

                for (int row = 0; row < k; row++)
                {
                    MultiplyTransposed(matrix.Slice((first + row) * _stride, first + k), lambda, first + k);
                }
            }
        }

        int columns = Columns;
        for (int row = columns; row < order; row++)
        {
            MultiplyTransposed(matrix.Slice(row * _stride, columns), lambda, columns);
        }
    }

    /// <summary>
    /// Adds Σ over a factor's levels l of the transpose of W<sub>l,·</sub>(ΛᵀS)<sub>·,l</sub> to its slope in <paramref name="sums"/>: half the
    /// derivative of log|ΛᵀSΛ + I| with respect to Λ when W is the inverse of that matrix.
    /// </summary>
    /// <param name="inverse">W, lower triangle.</param>
    /// <param name="schur">S, lower triangle.</param>
    /// <param name="order">The order of W: with the rows of X or without.</param>
    /// <param name="lambda">Λ by grouping factor.</param>
    /// <param name="sums">The sums of each grouping factor.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddDeterminantGradient(Span<double> inverse, Span<double> schur, int order, double[][] lambda, FactorSums[] sums)
    {
        if (IsDiagonal)
        {
            AddDiagonalGradient(inverse, schur, order, lambda, sums);
            return;
        }

        foreach (TailSegment segment in Segments)
        {
            double[] own = lambda[segment.Factor];
            int k = segment.EffectCount;
            for (int first = segment.First; first < segment.End; first += k)
            {
                _cancellationToken.ThrowIfCancellationRequested();
                CompleteDiagonal(inverse, first, k);
                CompleteDiagonal(schur, first, k);
                for (int row = 0; row < k; row++)
                {
                    // W_{l,J}(S_{l,J}Λ_J)ᵀ for the levels J up to and including l.
                    schur.Slice((first + row) * _stride, first + k).CopyTo(_mixed);
                    Multiply(_mixed, lambda, first + k);
                    for (int other = 0; other < k; other++)
                    {
                        sums[segment.Factor].DeterminantSlope[(row * k) + other] += VectorProducts.Dot(inverse.Slice((first + other) * _stride, first + k), _mixed);
                    }
                }

                for (int row = 0; row < k; row++)
                {
                    // The same blocks seen from the levels J before l: (Λ_l W_{l,J})ᵀ S_{l,J}.
                    Span<double> target = _mixed.AsSpan(0, first);
                    target.Clear();
                    for (int inner = 0; inner <= row; inner++)
                    {
                        VectorProducts.Add(own[(row * k) + inner], inverse.Slice((first + inner) * _stride, first), target);
                    }

                    AddColumns(target, schur.Slice((first + row) * _stride, first), sums);
                }
            }
        }

        int columns = Columns;
        for (int row = columns; row < order; row++)
        {
            AddColumns(inverse.Slice(row * _stride, columns), schur.Slice(row * _stride, columns), sums);
        }
    }

    // Each pair of a row's level and a segment of columns counts once from either side: W_ij S_ij, times the other side's λ.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddDiagonalGradient(ReadOnlySpan<double> inverse, ReadOnlySpan<double> schur, int order, double[][] lambda, FactorSums[] sums)
    {
        foreach (TailSegment rows in Segments)
        {
            double own = lambda[rows.Factor][0];
            for (int row = rows.First; row < rows.End; row++)
            {
                _cancellationToken.ThrowIfCancellationRequested();
                foreach (TailSegment columns in Segments)
                {
                    int end = Math.Min(columns.End, row);
                    if (end > columns.First)
                    {
                        double product = VectorProducts.Dot(inverse[((row * _stride) + columns.First)..((row * _stride) + end)], schur[((row * _stride) + columns.First)..]);
                        sums[rows.Factor].DeterminantSlope[0] += lambda[columns.Factor][0] * product;
                        sums[columns.Factor].DeterminantSlope[0] += own * product;
                    }
                }

                sums[rows.Factor].DeterminantSlope[0] += own * inverse[(row * _stride) + row] * schur[(row * _stride) + row];
            }
        }

        int zColumns = Columns;
        for (int row = zColumns; row < order; row++)
        {
            AddColumns(inverse.Slice(row * _stride, zColumns), schur.Slice(row * _stride, zColumns), sums);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Scale(ReadOnlySpan<double> source, Span<double> target, int order, double[][] lambda)
    {
        Array.Fill(_scale, 1);
        foreach (TailSegment segment in Segments)
        {
            _scale.AsSpan(segment.First..segment.End).Fill(lambda[segment.Factor][0]);
        }

        for (int row = 0; row < order; row++)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            VectorProducts.Scale(_scale[row], source.Slice(row * _stride, row + 1), _scale, target.Slice(row * _stride, row + 1));
        }
    }

    /// <summary>x := xΛ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Multiply(Span<double> x, double[][] lambda, int end)
    {
        foreach (TailSegment segment in Segments)
        {
            segment.Multiply(x, lambda[segment.Factor], end);
        }
    }

    /// <summary>x := xΛᵀ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void MultiplyTransposed(Span<double> x, double[][] lambda, int end)
    {
        foreach (TailSegment segment in Segments)
        {
            segment.MultiplyTransposed(x, lambda[segment.Factor], end);
        }
    }

    // sums[a, b] += Σ_J w[(J, b)] s[(J, a)]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddColumns(ReadOnlySpan<double> w, ReadOnlySpan<double> s, FactorSums[] sums)
    {
        foreach (TailSegment segment in Segments)
        {
            int end = Math.Min(segment.End, w.Length);
            int k = segment.EffectCount;
            if (end <= segment.First)
            {
                return;
            }

            double[] target = sums[segment.Factor].DeterminantSlope;
            if (k == 1)
            {
                target[0] += VectorProducts.Dot(w[segment.First..end], s[segment.First..end]);
                continue;
            }

            for (int first = segment.First; first < end; first += k)
            {
                for (int row = 0; row < k; row++)
                {
                    for (int column = 0; column < k; column++)
                    {
                        target[(row * k) + column] += s[first + row] * w[first + column];
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CompleteDiagonal(Span<double> matrix, int first, int k)
    {
        for (int row = 0; row < k; row++)
        {
            for (int column = 0; column < row; column++)
            {
                matrix[((first + column) * _stride) + first + row] = matrix[((first + row) * _stride) + first + column];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scale(Span<double> x, double factor)
    {
        for (int index = 0; index < x.Length; index++)
        {
            x[index] *= factor;
        }
    }
}
