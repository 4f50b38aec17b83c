namespace Lmm.Kernels;

/// <summary>
/// Cholesky factorisation and inversion of dense symmetric matrices, held row by row. Blocked, so that nearly all operations are those of
/// <see cref="MatrixProduct"/>; the results do not depend on the number of threads.
/// </summary>
internal sealed unsafe class DenseCholesky
{
    /// <summary>Triangles of this order are inverted element by element.</summary>
    private const int SmallTriangle = 24;

    private readonly MatrixProduct product;
    private readonly SmallCholesky small = new();
    private readonly ParallelOptions options;
    private readonly Action<int> solvePanel;
    private readonly AlignedBuffer panels = new();
    private readonly AlignedBuffer inverse = new();
    private readonly AlignedBuffer solved = new();
    private readonly AlignedBuffer temporary = new();
    private double* triangle;
    private double* belowTriangle;
    private int belowRows;
    private int triangleOrder;
    private nint triangleStride;

    public DenseCholesky(int maximumThreads)
    {
        product = new MatrixProduct(maximumThreads);
        options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, maximumThreads) };
        solvePanel = SolvePanel;
    }

    /// <summary>Overwrites the lower triangle of A (order n, rows <paramref name="stride"/> apart) with L, A = LLᵀ; false when A is not positive definite or the work is cancelled.</summary>
    public bool Factor(double* a, int order, nint stride, CancellationToken cancellationToken) => Factor(a, order, order, stride, cancellationToken);

    /// <summary>
    /// Eliminates the first <paramref name="pivots"/> columns of A only: they are overwritten with those of L, and the lower triangle of the
    /// rest with the Schur complement.
    /// </summary>
    public bool Factor(double* a, int order, int pivots, nint stride, CancellationToken cancellationToken)
    {
        if (order <= SmallCholesky.MostOrder && pivots == order)
        {
            return small.Factor(a, order, stride);
        }

        int width = BlockWidth(pivots);
        for (int first = 0; first < pivots; first += width)
        {
            int block = Math.Min(width, pivots - first);
            double* diagonal = a + (first * stride) + first;
            if (cancellationToken.IsCancellationRequested || !Factor(diagonal, block, stride, cancellationToken))
            {
                return false;
            }

            int rest = order - first - block;
            double* below = diagonal + (block * stride);
            SolvePanels(diagonal, below, rest, block, stride);
            var panel = new StridedMatrix(below, stride, 1);
            product.Add(rest, rest, block, panel, panel.Transpose, new StridedMatrix(below + block, stride, 1), -1, lowerOnly: true);
        }

        return true;
    }

    /// <summary>Overwrites L (lower triangle, order n) with the whole of (LLᵀ)⁻¹, both triangles; what was above the diagonal is lost.</summary>
    /// <remarks>
    /// From the last block column to the first, with V = L₂₁L₁₁⁻¹ and P₂₂ the inverse of the rest: P₂₁ = −P₂₂V and
    /// P₁₁ = L₁₁⁻ᵀL₁₁⁻¹ − VᵀP₂₁, the recurrence of Takahashi et al. (1973) by blocks.
    /// </remarks>
    public void Invert(double* lower, int order, nint stride) => Invert(lower, order, order, stride);

    /// <summary>
    /// Completes an inverse: the first <paramref name="pivots"/> columns are those of L, and the rest of the matrix is that of the inverse
    /// already, both triangles.
    /// </summary>
    public void Invert(double* lower, int order, int pivots, nint stride)
    {
        if (pivots == 0)
        {
            return;
        }

        int width = BlockWidth(pivots);
        inverse.Reserve((long)width * width);
        solved.Reserve((long)order * width);
        temporary.Reserve((long)width * width);
        int last = (pivots - 1) / width * width;
        for (int first = last; first >= 0; first -= width)
        {
            int block = Math.Min(width, pivots - first);
            int rest = order - first - block;
            double* diagonal = lower + (first * stride) + first;
            double* below = diagonal + (block * stride);
            InvertTriangle(diagonal, block, stride, inverse.Pointer, width);

            Clear(solved.Pointer, rest, block, width);
            var v = new StridedMatrix(solved.Pointer, width, 1);
            var inverted = new StridedMatrix(inverse.Pointer, width, 1);
            product.Add(rest, block, block, new StridedMatrix(below, stride, 1), inverted, v, 1);

            Clear(below, rest, block, stride);
            var cross = new StridedMatrix(below, stride, 1);
            product.Add(rest, block, rest, new StridedMatrix(below + block, stride, 1), v, cross, -1);

            Clear(diagonal, block, block, stride);
            var corner = new StridedMatrix(diagonal, stride, 1);
            product.Add(block, block, block, inverted.Transpose, inverted, corner, 1);
            product.Add(block, block, rest, v.Transpose, cross, corner, -1);
            Mirror(below, rest, block, stride, diagonal + block);
        }
    }

    // Whole tiles of the micro kernel, so that none is padded.
    private static int BlockWidth(int order) => order > 480 ? 5 * MicroKernel.Columns : 2 * MicroKernel.Columns;

    // B := BL⁻ᵀ for the rows below a diagonal block.
    private void SolvePanels(double* lower, double* below, int rows, int order, nint stride)
    {
        int count = (rows + TriangularPanel.Rows - 1) / TriangularPanel.Rows;
        panels.Reserve((long)count * TriangularPanel.Rows * order);
        triangle = lower;
        triangleOrder = order;
        triangleStride = stride;
        belowTriangle = below;
        belowRows = rows;
        if (options.MaxDegreeOfParallelism > 1 && (double)rows * order * order > 2e6)
        {
            Parallel.For(0, count, options, solvePanel);
            return;
        }

        for (int panel = 0; panel < count; panel++)
        {
            SolvePanel(panel);
        }
    }

    private void SolvePanel(int panel)
    {
        int first = panel * TriangularPanel.Rows;
        int height = Math.Min(TriangularPanel.Rows, belowRows - first);
        double* own = panels.Pointer + ((nint)panel * TriangularPanel.Rows * triangleOrder);
        double* from = belowTriangle + (first * triangleStride);
        Packing.Panel(new StridedMatrix(from, triangleStride, 1), height, triangleOrder, TriangularPanel.Rows, own);
        TriangularPanel.Solve(triangle, triangleStride, triangleOrder, own);
        Packing.Unpack(own, TriangularPanel.Rows, height, triangleOrder, from, triangleStride);
    }

    // target := L⁻¹ with zeros above the diagonal, by halves: [A 0; B C]⁻¹ = [A⁻¹ 0; −C⁻¹BA⁻¹ C⁻¹].
    private void InvertTriangle(double* lower, int order, nint stride, double* target, nint targetStride)
    {
        if (order <= SmallTriangle)
        {
            for (int row = 0; row < order; row++)
            {
                new ReadOnlySpan<double>(lower + (row * stride), row + 1).CopyTo(new Span<double>(target + (row * targetStride), row + 1));
                new Span<double>(target + (row * targetStride) + row + 1, order - row - 1).Clear();
            }

            SmallMatrix.InvertLower(new Span<double>(target, (int)((order - 1) * targetStride) + order), order, (int)targetStride);
            return;
        }

        int half = (order / 2 + 7) / 8 * 8;
        int rest = order - half;
        double* below = target + (half * targetStride);
        double* scratch = temporary.Pointer;
        InvertTriangle(lower, half, stride, target, targetStride);
        InvertTriangle(lower + (half * stride) + half, rest, stride, below + half, targetStride);
        Clear(target + half, half, rest, targetStride);
        Clear(scratch, rest, half, half);
        Clear(below, rest, half, targetStride);
        var middle = new StridedMatrix(scratch, half, 1);
        product.Add(rest, half, half, new StridedMatrix(lower + (half * stride), stride, 1), new StridedMatrix(target, targetStride, 1), middle, 1);
        product.Add(rest, half, rest, new StridedMatrix(below + half, targetStride, 1), middle, new StridedMatrix(below, targetStride, 1), -1);
    }

    private static void Clear(double* matrix, int rows, int columns, nint stride)
    {
        for (int row = 0; row < rows; row++)
        {
            new Span<double>(matrix + (row * stride), columns).Clear();
        }
    }

    // target (columns × rows, the same stride) := the transpose of source (rows × columns).
    private static void Mirror(double* source, int rows, int columns, nint stride, double* target)
    {
        const int Tile = 16;
        for (int firstRow = 0; firstRow < rows; firstRow += Tile)
        {
            for (int column = 0; column < columns; column++)
            {
                double* to = target + (column * stride);
                for (int row = firstRow; row < Math.Min(rows, firstRow + Tile); row++)
                {
                    to[row] = source[(row * stride) + column];
                }
            }
        }
    }
}
