namespace Lmm.Kernels;

/// <summary>The inverse of a triangle of moderate order.</summary>
internal sealed unsafe class TriangularInverse(MatrixProduct product)
{
    /// <summary>Triangles of this order are inverted element by element.</summary>
    private const int SmallTriangle = 24;

    private readonly AlignedBuffer _temporary = new();

    /// <summary>target := L⁻¹ with zeros above the diagonal, by halves: [A 0; B C]⁻¹ = [A⁻¹ 0; −C⁻¹BA⁻¹ C⁻¹].</summary>
    public void Invert(double* lower, int order, nint stride, double* target, nint targetStride)
    {
        _temporary.Reserve((long)order * order);
        Halves(lower, order, stride, target, targetStride);
    }

    private void Halves(double* lower, int order, nint stride, double* target, nint targetStride)
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

        int half = ((order / 2) + 7) / 8 * 8;
        int rest = order - half;
        double* below = target + (half * targetStride);
        double* scratch = _temporary.Pointer;
        Halves(lower, half, stride, target, targetStride);
        Halves(lower + (half * stride) + half, rest, stride, below + half, targetStride);
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
}
