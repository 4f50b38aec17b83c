namespace Lmm.Kernels;

/// <summary>A matrix in memory: element (i, j) stands at <c>Pointer[i·RowStride + j·ColumnStride]</c>, so that a transpose is a view.</summary>
internal readonly unsafe struct StridedMatrix(double* pointer, nint rowStride, nint columnStride)
{
    /// <summary>The first element.</summary>
    public double* Pointer { get; } = pointer;

    /// <summary>The distance between rows.</summary>
    public nint RowStride { get; } = rowStride;

    /// <summary>The distance between columns.</summary>
    public nint ColumnStride { get; } = columnStride;

    /// <summary>The transpose.</summary>
    public StridedMatrix Transpose => new(Pointer, ColumnStride, RowStride);

    /// <summary>The matrix from (row, column) on.</summary>
    public StridedMatrix From(nint row, nint column) => new(Pointer + (row * RowStride) + (column * ColumnStride), RowStride, ColumnStride);
}
