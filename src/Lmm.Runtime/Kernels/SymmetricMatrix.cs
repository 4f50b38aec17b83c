namespace Lmm.Kernels;

/// <summary>Storage for a square matrix, row by row; rows start at cache lines and it stays at its place in memory.</summary>
internal sealed unsafe class SymmetricMatrix
{
    private readonly AlignedBuffer _buffer = new();

    /// <summary>Makes a matrix of zeros.</summary>
    public SymmetricMatrix(int order)
    {
        Order = order;
        Stride = Padding.ToVector(order);
        _buffer.Reserve((long)order * Stride);
        Values.Clear();
    }

    /// <summary>The number of rows and columns.</summary>
    public int Order { get; }

    /// <summary>The distance between rows.</summary>
    public int Stride { get; }

    /// <summary>The first element.</summary>
    public double* Pointer => _buffer.Pointer;

    /// <summary>All values: element (i, j) is at i·<see cref="Stride"/> + j.</summary>
    public Span<double> Values => new(_buffer.Pointer, checked(Order * Stride));

    /// <summary>The first <paramref name="count"/> values of a row.</summary>
    public Span<double> Row(int row, int count) => Values.Slice(row * Stride, count);
}
