using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Lmm.Kernels;

/// <summary>Multiplies rows by an upper triangular matrix in place: row := row · M.</summary>
internal sealed class RowMixing
{
    /// <summary>The columns that are worked off at a time: four vectors, whose sums stay in registers.</summary>
    private const int Group = 4 * Padding.VectorLength;

    private readonly int _width;
    private readonly int _stride;
    private readonly double[] _matrix;

    /// <summary>Prepares the matrix.</summary>
    /// <param name="mixing">M, width × width, row by row; what is below the diagonal is zero.</param>
    /// <param name="width">The columns of M.</param>
    public RowMixing(double[] mixing, int width)
    {
        _width = width;
        _stride = (width + Group - 1) / Group * Group;
        _matrix = new double[width * _stride];
        for (int row = 0; row < width; row++)
        {
            mixing.AsSpan(row * width, width).CopyTo(_matrix.AsSpan(row * _stride));
        }
    }

    /// <summary>Overwrites the first columns of <paramref name="count"/> rows, <paramref name="rowStride"/> apart.</summary>
    public void Apply(int count, Span<double> rows, int rowStride)
    {
        if (_width < Padding.VectorLength)
        {
            ApplyNarrow(count, rows, rowStride);
        }
        else
        {
            ApplyWide(count, rows, rowStride);
        }
    }

    // Few columns do not fill a vector.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ApplyNarrow(int count, Span<double> rows, int rowStride)
    {
        for (int row = 0; row < count; row++)
        {
            Span<double> values = rows.Slice(row * rowStride, _width);
            for (int column = values.Length - 1; column >= 0; column--)
            {
                double sum = 0;
                for (int inner = 0; inner <= column; inner++)
                {
                    sum += values[inner] * _matrix[(inner * _stride) + column];
                }

                values[column] = sum;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ApplyWide(int count, Span<double> rows, int rowStride)
    {
        Span<double> mixed = stackalloc double[Group];
        ref double m = ref MemoryMarshal.GetArrayDataReference(_matrix);
        for (int row = 0; row < count; row++)
        {
            // The last columns first: those on their left need only what stands further left.
            Span<double> values = rows.Slice(row * rowStride, _width);
            for (int first = _stride - Group; first >= 0; first -= Group)
            {
                int end = Math.Min(_width, first + Group);
                Vector512<double> x0 = default, x1 = default, x2 = default, x3 = default;
                for (int inner = 0; inner < end; inner++)
                {
                    Vector512<double> factor = Vector512.Create(values[inner]);
                    ref double from = ref Unsafe.Add(ref m, (inner * _stride) + first);
                    x0 = Vector512.FusedMultiplyAdd(factor, Vector512.LoadUnsafe(ref from), x0);
                    x1 = Vector512.FusedMultiplyAdd(factor, Vector512.LoadUnsafe(ref from, 8), x1);
                    x2 = Vector512.FusedMultiplyAdd(factor, Vector512.LoadUnsafe(ref from, 16), x2);
                    x3 = Vector512.FusedMultiplyAdd(factor, Vector512.LoadUnsafe(ref from, 24), x3);
                }

                x0.CopyTo(mixed);
                x1.CopyTo(mixed[8..]);
                x2.CopyTo(mixed[16..]);
                x3.CopyTo(mixed[24..]);
                mixed[..(end - first)].CopyTo(values[first..]);
            }
        }
    }
}
