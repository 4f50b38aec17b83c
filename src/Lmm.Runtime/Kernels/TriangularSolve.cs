namespace Lmm.Kernels;

/// <summary>Solves with a triangular matrix from the right, for rows of a right-hand side, on the calling thread. The rows are independent, so that they can be shared out.</summary>
internal sealed unsafe class TriangularSolve
{
    /// <summary>Triangles up to this order are solved with directly, larger ones by halves.</summary>
    private const int DirectOrder = 4 * MicroKernel.Columns;

    private readonly CancellationToken _cancellationToken;
    private readonly MatrixProduct _product;
    private readonly TriangularInverse _triangle;
    private readonly AlignedBuffer _panel = new();
    private readonly AlignedBuffer _inverse = new();
    private readonly AlignedBuffer _copy = new();

    public TriangularSolve(CancellationToken cancellationToken)
    {
        _cancellationToken = cancellationToken;
        _product = new MatrixProduct(1, cancellationToken);
        _triangle = new TriangularInverse(_product);
    }

    /// <summary>B := BL⁻ᵀ with L of order n and B of so many rows: X1 = B1 L11⁻ᵀ, X2 = (B2 − X1 L21ᵀ) L22⁻ᵀ.</summary>
    public void SolveTransposed(double* lower, int order, nint stride, double* b, int rows, nint bStride)
    {
        if (order <= DirectOrder)
        {
            _panel.Reserve((long)TriangularPanel.Rows * order);
            for (int first = 0; first < rows; first += TriangularPanel.Rows)
            {
                _cancellationToken.ThrowIfCancellationRequested();
                int height = Math.Min(TriangularPanel.Rows, rows - first);
                double* from = b + (first * bStride);
                Packing.Panel(new StridedMatrix(from, bStride, 1), height, order, TriangularPanel.Rows, _panel.Pointer);
                TriangularPanel.Solve(lower, stride, order, _panel.Pointer);
                Packing.Unpack(_panel.Pointer, TriangularPanel.Rows, height, order, from, bStride);
            }

            return;
        }

        int half = MicroKernel.Half(order);
        double* below = lower + (half * stride);
        SolveTransposed(lower, half, stride, b, rows, bStride);
        _product.Add(rows, order - half, half, new StridedMatrix(b, bStride, 1), new StridedMatrix(below, stride, 1).Transpose, new StridedMatrix(b + half, bStride, 1), -1);
        SolveTransposed(below + half, order - half, stride, b + half, rows, bStride);
    }

    /// <summary>B := BL⁻¹ with L of order n and B of so many rows: X2 = B2 L22⁻¹, X1 = (B1 − X2 L21) L11⁻¹.</summary>
    public void Solve(double* lower, int order, nint stride, double* b, int rows, nint bStride)
    {
        if (order <= DirectOrder)
        {
            _inverse.Reserve((long)order * order);
            _copy.Reserve((long)rows * order);
            for (int row = 0; row < rows; row++)
            {
                Span<double> source = new(b + (row * bStride), order);
                source.CopyTo(new Span<double>(_copy.Pointer + ((nint)row * order), order));
                source.Clear();
            }

            _triangle.Invert(lower, order, stride, _inverse.Pointer, order);
            _product.Add(rows, order, order, new StridedMatrix(_copy.Pointer, order, 1), new StridedMatrix(_inverse.Pointer, order, 1), new StridedMatrix(b, bStride, 1), 1);
            return;
        }

        int half = MicroKernel.Half(order);
        double* below = lower + (half * stride);
        Solve(below + half, order - half, stride, b + half, rows, bStride);
        _product.Add(rows, half, order - half, new StridedMatrix(b + half, bStride, 1), new StridedMatrix(below, stride, 1), new StridedMatrix(b, bStride, 1), -1);
        Solve(lower, half, stride, b, rows, bStride);
    }
}
