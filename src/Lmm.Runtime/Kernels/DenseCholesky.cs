namespace Lmm.Kernels;

/// <summary>
/// Cholesky factorisation of dense symmetric matrices, held row by row. It halves the matrix until a block fits the first-level cache, so that
/// nearly all operations are those of <see cref="MatrixProduct"/> with a deep inner dimension; the results do not depend on the number of threads.
/// </summary>
/// <remarks>Source: Gustavson, IBM J. Res. Dev. 41(6), 1997, on recursive factorisations.</remarks>
internal sealed unsafe class DenseCholesky
{
    /// <summary>For matrices of a smaller order no operation is worth a second thread.</summary>
    public const int ParallelOrder = 100;

    private readonly CancellationToken _cancellationToken;
    private readonly MatrixProduct _product;
    private readonly DenseInverse _inverse;
    private readonly TriangularSolves _solves;
    private readonly SmallCholesky _small = new();

    /// <summary>Makes room for factorisations and inverses.</summary>
    /// <param name="maximumThreads">The most threads to use.</param>
    /// <param name="cancellationToken">Stops the work, which leaves the matrix half done.</param>
    public DenseCholesky(int maximumThreads, CancellationToken cancellationToken = default)
    {
        _cancellationToken = cancellationToken;
        _product = new MatrixProduct(maximumThreads, cancellationToken);
        _inverse = new DenseInverse(maximumThreads, cancellationToken);
        _solves = new TriangularSolves(maximumThreads, cancellationToken);
    }

    /// <summary>Overwrites the lower triangle of A (order n, rows <paramref name="stride"/> apart) with L, A = LLᵀ; false when A is not positive definite.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public bool Factor(double* a, int order, nint stride)
    {
        if (order <= SmallCholesky.MostOrder)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            return _small.Factor(a, order, stride);
        }

        // [A11 ·; A21 A22]: L21 = A21 L11⁻ᵀ, then A22 − L21 L21ᵀ.
        int half = MicroKernel.Half(order);
        int rest = order - half;
        double* below = a + (half * stride);
        if (!Factor(a, half, stride))
        {
            return false;
        }

        _solves.Run(a, half, stride, below, rest, stride, transposed: true);
        var panel = new StridedMatrix(below, stride, 1);
        _product.Add(rest, rest, half, panel, panel.Transpose, new StridedMatrix(below + half, stride, 1), -1, lowerOnly: true);
        return Factor(below + half, rest, stride);
    }

    /// <summary>Overwrites L (lower triangle, order n) with the whole of (LLᵀ)⁻¹, both triangles; what was above the diagonal is lost.</summary>
    public void Invert(double* lower, int order, nint stride) => _inverse.Invert(lower, order, stride);
}
