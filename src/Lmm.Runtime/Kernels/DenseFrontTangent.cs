namespace Lmm.Kernels;

/// <summary>
/// The derivative of what <see cref="DenseFront"/> does, along a derivative C of the matrix that was eliminated, by blocks; the results do not depend on the number
/// of threads. For small orders <see cref="FrontTangentKernel"/> does the same.
/// </summary>
/// <remarks>
/// With V = L₂₁L₁₁⁻¹, K = (L₁₁L₁₁ᵀ)⁻¹ and U = C₂₁ − VC₁₁: ∂V = UK, ∂S = C₂₂ − UVᵀ − VUᵀ − VC₁₁Vᵀ, and of the inverse P₂₁ = −P₂₂V, P₁₁ = K − VᵀP₂₁ (Takahashi et al. 1973)
/// ∂P₂₁ = −∂P₂₂V − P₂₂∂V, ∂P₁₁ = −KC₁₁K − ∂VᵀP₂₁ − Vᵀ∂P₂₁. Source: Murray, Differentiation of the Cholesky decomposition, 2016, by blocks and without roots.
/// </remarks>
internal sealed unsafe class DenseFrontTangent(int maximumThreads, CancellationToken cancellationToken = default)
{
    /// <summary>So many rows of KC₁₁ are held at once.</summary>
    private const int RowsAtOnce = 512;

    private readonly DenseCholesky _cholesky = new(maximumThreads, cancellationToken);
    private readonly TriangularSolves _solves = new(maximumThreads, cancellationToken);
    private readonly MatrixProduct _product = new(maximumThreads, cancellationToken);
    private readonly AlignedBuffer _room = new();
    private readonly AlignedBuffer _rows = new();

    /// <summary>Turns columns of L, order × pivots, row by row, into K (both triangles) and V below.</summary>
    public void Prepare(double* panel, int order, int pivots)
    {
        int rest = order - pivots;
        if (rest > 0)
        {
            _solves.Run(panel, pivots, pivots, panel + ((nint)pivots * pivots), rest, pivots, transposed: false);
        }

        _cholesky.Invert(panel, pivots, pivots);
    }

    /// <summary>
    /// Overwrites the first <paramref name="pivots"/> columns of C with C₁₁ (both triangles) and U, and the lower triangle of the rest with the derivative of the Schur
    /// complement; its rows are as far apart as it is wide.
    /// </summary>
    public void Eliminate(double* tangent, int order, int pivots, double* panel)
    {
        DenseInverse.MirrorTriangle(tangent, pivots, order);
        int rest = order - pivots;
        if (rest == 0)
        {
            return;
        }

        double* below = tangent + ((nint)pivots * order);
        var v = new StridedMatrix(panel + ((nint)pivots * pivots), pivots, 1);
        _room.Reserve((long)rest * pivots);
        Multiply(rest, pivots, pivots, v, new StridedMatrix(tangent, order, 1), _room.Pointer);

        // U + ½VC₁₁ for the symmetric update, then U.
        SubtractHalf(below, rest, pivots, order);
        var half = new StridedMatrix(below, order, 1);
        var schur = new StridedMatrix(below + pivots, order, 1);
        _product.Add(rest, rest, pivots, half, v.Transpose, schur, -1, lowerOnly: true);
        _product.Add(rest, rest, pivots, v, half.Transpose, schur, -1, lowerOnly: true);
        SubtractHalf(below, rest, pivots, order);
    }

    /// <summary>Completes an inverse P and its derivative: of both all is there but the first <paramref name="pivots"/> rows and columns.</summary>
    /// <param name="front">P, both triangles.</param>
    /// <param name="tangent">∂P, both triangles.</param>
    /// <param name="order">The order of P.</param>
    /// <param name="pivots">The number of columns to complete.</param>
    /// <param name="panel">Those columns, as <see cref="Prepare"/> has left them.</param>
    /// <param name="tangentPanel">The same columns of what <see cref="Eliminate"/> has left.</param>
    public void Invert(double* front, double* tangent, int order, int pivots, double* panel, double* tangentPanel)
    {
        int rest = order - pivots;
        var k = new StridedMatrix(panel, pivots, 1);
        var v = new StridedMatrix(panel + ((nint)pivots * pivots), pivots, 1);
        double* below = front + ((nint)pivots * order);
        double* tangentBelow = tangent + ((nint)pivots * order);
        var cross = new StridedMatrix(below, order, 1);
        var corner = new StridedMatrix(front, order, 1);
        for (int row = 0; row < order; row++)
        {
            Span<double> target = new(front + ((nint)row * order), pivots);
            if (row < pivots)
            {
                new ReadOnlySpan<double>(panel + ((nint)row * pivots), pivots).CopyTo(target);
            }
            else
            {
                target.Clear();
            }

            new Span<double>(tangent + ((nint)row * order), pivots).Clear();
        }

        SubtractTwice(tangent, order, pivots, panel, tangentPanel);
        var inverse = new StridedMatrix(below + pivots, order, 1);
        _product.Add(rest, pivots, rest, inverse, v, cross, -1);
        _product.Add(pivots, pivots, rest, v.Transpose, cross, corner, -1, lowerOnly: true);

        _room.Reserve(Math.Max(1, (long)rest * pivots));
        Multiply(rest, pivots, pivots, new StridedMatrix(tangentPanel + ((nint)pivots * pivots), pivots, 1), k, _room.Pointer);
        var slope = new StridedMatrix(_room.Pointer, pivots, 1);
        var tangentCross = new StridedMatrix(tangentBelow, order, 1);
        var tangentCorner = new StridedMatrix(tangent, order, 1);
        _product.Add(rest, pivots, rest, new StridedMatrix(tangentBelow + pivots, order, 1), v, tangentCross, -1);
        _product.Add(rest, pivots, rest, inverse, slope, tangentCross, -1);
        _product.Add(pivots, pivots, rest, slope.Transpose, cross, tangentCorner, -1, lowerOnly: true);
        _product.Add(pivots, pivots, rest, v.Transpose, tangentCross, tangentCorner, -1, lowerOnly: true);
        Complete(front, order, pivots);
        Complete(tangent, order, pivots);
    }

    private static void Complete(double* front, int order, int pivots)
    {
        DenseInverse.MirrorTriangle(front, pivots, order);
        DenseInverse.Mirror(front + ((nint)pivots * order), order - pivots, pivots, order, front + pivots);
    }

    // ∂P₁₁ −= KC₁₁K, a few rows at a time: the lower triangle.
    private void SubtractTwice(double* tangent, int order, int pivots, double* panel, double* tangentPanel)
    {
        var k = new StridedMatrix(panel, pivots, 1);
        var own = new StridedMatrix(tangentPanel, pivots, 1);
        _rows.Reserve((long)Math.Min(RowsAtOnce, pivots) * pivots);
        for (int first = 0; first < pivots; first += RowsAtOnce)
        {
            int count = Math.Min(RowsAtOnce, pivots - first);
            Multiply(count, pivots, pivots, k.From(first, 0), own, _rows.Pointer);
            _product.Add(count, first + count, pivots, new StridedMatrix(_rows.Pointer, pivots, 1), k, new StridedMatrix(tangent + ((nint)first * order), order, 1), -1);
        }
    }

    // target := AB, rows as far apart as it is wide.
    private void Multiply(int rows, int columns, int inner, StridedMatrix left, StridedMatrix right, double* target)
    {
        for (int row = 0; row < rows; row++)
        {
            new Span<double>(target + ((nint)row * columns), columns).Clear();
        }

        _product.Add(rows, columns, inner, left, right, new StridedMatrix(target, columns, 1), 1);
    }

    private void SubtractHalf(double* below, int rows, int columns, nint stride)
    {
        for (int row = 0; row < rows; row++)
        {
            VectorProducts.Add(-0.5, new ReadOnlySpan<double>(_room.Pointer + ((nint)row * columns), columns), new Span<double>(below + (row * stride), columns));
        }
    }
}
