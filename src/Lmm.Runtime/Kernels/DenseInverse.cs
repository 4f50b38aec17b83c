using System.Runtime.CompilerServices;

namespace Lmm.Kernels;

/// <summary>
/// The inverse of a dense positive definite matrix from its Cholesky factor, by halves, so that nearly all operations are those of
/// <see cref="MatrixProduct"/>. The two halves of the diagonal are inverted side by side; the results do not depend on the number of threads.
/// </summary>
/// <remarks>
/// With V = L₂₁L₁₁⁻¹ and P₂₂ = (L₂₂L₂₂ᵀ)⁻¹: P₂₁ = −P₂₂V and P₁₁ = (L₁₁L₁₁ᵀ)⁻¹ − VᵀP₂₁, the recurrence of Takahashi et al. (1973) by blocks.
/// </remarks>
internal sealed unsafe class DenseInverse
{
    /// <summary>Matrices up to this order are inverted through the inverse of the triangle.</summary>
    private const int DirectOrder = 2 * MicroKernel.Columns;

    /// <summary>The halves of matrices of this order and more are worth two threads.</summary>
    private const int ParallelOrder = 300;

    private const int Tile = 16;

    private readonly MatrixProduct _product;
    private readonly TriangularSolves _solves;
    private readonly TriangularInverse _triangle;
    private readonly DenseInverse[] _halves;
    private readonly ParallelOptions _options;
    private readonly Action<int> _invertHalf;
    private readonly AlignedBuffer _room = new();
    private readonly AlignedBuffer _inverse = new();
    private double* _matrix;
    private int _matrixOrder;
    private nint _matrixStride;

    public DenseInverse(int maximumThreads, CancellationToken cancellationToken = default)
    {
        _options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, maximumThreads), CancellationToken = cancellationToken };
        _product = new MatrixProduct(maximumThreads, cancellationToken);
        _solves = new TriangularSolves(maximumThreads, cancellationToken);
        _triangle = new TriangularInverse(_product);
        _halves = maximumThreads > 1 ? [new DenseInverse((maximumThreads + 1) / 2, cancellationToken), new DenseInverse(maximumThreads / 2, cancellationToken)] : [];
        _invertHalf = InvertHalf;
    }

    /// <summary>Overwrites L (lower triangle, order n, rows <paramref name="stride"/> apart) with the whole of (LLᵀ)⁻¹, both triangles; what was above the diagonal is lost.</summary>
    public void Invert(double* lower, int order, nint stride)
    {
        _room.Reserve(RoomFor(order));
        Invert(lower, order, stride, _room.Pointer);
    }

    /// <summary>The values of V here and in the half that needs more: of an odd order that may be the second.</summary>
    public static long RoomFor(int order)
    {
        if (order <= DirectOrder)
        {
            return 0;
        }

        int half = MicroKernel.Half(order);
        int rest = order - half;
        return ((long)half * rest) + Math.Max(RoomFor(half), RoomFor(rest));
    }

    // `free` has space for V here and in the halves.
    private void Invert(double* lower, int order, nint stride, double* free)
    {
        if (order <= DirectOrder)
        {
            _inverse.Reserve((long)order * order);
            InvertDirectly(lower, order, stride);
            return;
        }

        int half = MicroKernel.Half(order);
        int rest = order - half;
        double* below = lower + (half * stride);
        double* corner = below + half;
        for (int row = 0; row < rest; row++)
        {
            Span<double> source = new(below + (row * stride), half);
            source.CopyTo(new Span<double>(free + ((nint)row * half), half));
            source.Clear();
        }

        _solves.Run(lower, half, stride, free, rest, half, transposed: false);
        if (_halves.Length > 0 && order >= ParallelOrder)
        {
            _matrix = lower;
            (_matrixOrder, _matrixStride) = (order, stride);
            Parallel.For(0, 2, _options, _invertHalf);
        }
        else
        {
            double* next = free + ((nint)rest * half);
            Invert(lower, half, stride, next);
            Invert(corner, rest, stride, next);
        }

        var v = new StridedMatrix(free, half, 1);
        var cross = new StridedMatrix(below, stride, 1);
        _product.Add(rest, half, rest, new StridedMatrix(corner, stride, 1), v, cross, -1);
        _product.Add(half, half, rest, v.Transpose, cross, new StridedMatrix(lower, stride, 1), -1, lowerOnly: true);
        MirrorTriangle(lower, half, stride);
        Mirror(below, rest, half, stride, lower + half);
    }

    private void InvertHalf(int place)
    {
        int half = MicroKernel.Half(_matrixOrder);
        double* corner = _matrix + (half * _matrixStride) + half;
        _halves[place].Invert(place == 0 ? _matrix : corner, place == 0 ? half : _matrixOrder - half, _matrixStride);
    }

    // (LLᵀ)⁻¹ = L⁻ᵀL⁻¹
    private void InvertDirectly(double* lower, int order, nint stride)
    {
        _triangle.Invert(lower, order, stride, _inverse.Pointer, order);
        for (int row = 0; row < order; row++)
        {
            new Span<double>(lower + (row * stride), order).Clear();
        }

        var inverted = new StridedMatrix(_inverse.Pointer, order, 1);
        _product.Add(order, order, order, inverted.Transpose, inverted, new StridedMatrix(lower, stride, 1), 1);
    }

    /// <summary>Copies the lower triangle to the upper one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MirrorTriangle(double* matrix, int order, nint stride)
    {
        for (int first = 0; first < order; first += Tile)
        {
            int end = Math.Min(order, first + Tile);
            Mirror(matrix + (end * stride) + first, order - end, end - first, stride, matrix + (first * stride) + end);
            for (int row = first; row < end; row++)
            {
                for (int column = first; column < row; column++)
                {
                    matrix[(column * stride) + row] = matrix[(row * stride) + column];
                }
            }
        }
    }

    /// <summary>target (columns × rows, the same stride) := the transpose of source (rows × columns).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Mirror(double* source, int rows, int columns, nint stride, double* target)
    {
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
