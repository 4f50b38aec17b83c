namespace Lmm.Kernels;

/// <summary>
/// Elimination of the first columns of a dense symmetric matrix, row by row, and the way back to its inverse, by blocks; the results do not depend
/// on the number of threads. For small orders <see cref="FrontKernel"/> does the same.
/// </summary>
internal sealed unsafe class DenseFront(int maximumThreads, CancellationToken cancellationToken = default)
{
    private readonly DenseCholesky _cholesky = new(maximumThreads, cancellationToken);
    private readonly TriangularSolves _solves = new(maximumThreads, cancellationToken);
    private readonly MatrixProduct _product = new(maximumThreads, cancellationToken);
    private readonly AlignedBuffer _room = new();

    /// <summary>
    /// Overwrites the first <paramref name="pivots"/> columns of the lower triangle with those of L, and the rest with the Schur complement; false
    /// when a pivot is not positive.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public bool Factor(double* front, int order, int pivots, nint stride)
    {
        if (!_cholesky.Factor(front, pivots, stride))
        {
            return false;
        }

        int rest = order - pivots;
        if (rest > 0)
        {
            double* below = front + (pivots * stride);
            _solves.Run(front, pivots, stride, below, rest, stride, transposed: true);
            var panel = new StridedMatrix(below, stride, 1);
            _product.Add(rest, rest, pivots, panel, panel.Transpose, new StridedMatrix(below + pivots, stride, 1), -1, lowerOnly: true);
        }

        return true;
    }

    /// <summary>
    /// Completes an inverse P: the first <paramref name="pivots"/> columns are those of L, and the rest is that of the inverse already, both
    /// triangles. With V = L₂₁L₁₁⁻¹, P₂₁ = −P₂₂V and P₁₁ = (L₁₁L₁₁ᵀ)⁻¹ − VᵀP₂₁ (Takahashi et al. 1973, by blocks).
    /// </summary>
    public void Invert(double* front, int order, int pivots, nint stride)
    {
        int rest = order - pivots;
        double* below = front + (pivots * stride);
        _room.Reserve(Math.Max(1, (long)rest * pivots));
        for (int row = 0; row < rest; row++)
        {
            Span<double> source = new(below + (row * stride), pivots);
            source.CopyTo(new Span<double>(_room.Pointer + ((nint)row * pivots), pivots));
            source.Clear();
        }

        if (rest > 0)
        {
            _solves.Run(front, pivots, stride, _room.Pointer, rest, pivots, transposed: false);
        }

        _cholesky.Invert(front, pivots, stride);
        if (rest > 0)
        {
            var v = new StridedMatrix(_room.Pointer, pivots, 1);
            var cross = new StridedMatrix(below, stride, 1);
            _product.Add(rest, pivots, rest, new StridedMatrix(below + pivots, stride, 1), v, cross, -1);
            _product.Add(pivots, pivots, rest, v.Transpose, cross, new StridedMatrix(front, stride, 1), -1, lowerOnly: true);
            DenseInverse.MirrorTriangle(front, pivots, stride);
            DenseInverse.Mirror(below, rest, pivots, stride, front + pivots);
        }
    }
}
