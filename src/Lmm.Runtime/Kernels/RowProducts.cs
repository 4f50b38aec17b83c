using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Lmm.Kernels;

/// <summary>Sums of products of rows: C += Lᵀ R for L and R held row by row.</summary>
internal static class RowProducts
{
    /// <summary>C[e, :] += Σ_r L[r, e] · R[r, :].</summary>
    /// <param name="left">L, rows × <paramref name="leftCount"/>, <paramref name="leftStride"/> apart.</param>
    /// <param name="leftStride">The distance between the rows of L.</param>
    /// <param name="leftCount">The columns of L that are used.</param>
    /// <param name="right">R, rows × <paramref name="stride"/>.</param>
    /// <param name="stride">The length of a row of R and of C, a multiple of <see cref="Padding.VectorLength"/>.</param>
    /// <param name="rowCount">The number of rows.</param>
    /// <param name="sums">C, <paramref name="leftCount"/> × <paramref name="stride"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Accumulate(ReadOnlySpan<double> left, int leftStride, int leftCount, ReadOnlySpan<double> right, int stride, int rowCount, Span<double> sums)
    {
        if (rowCount == 0 || leftCount == 0)
        {
            return;
        }

        _ = left[((rowCount - 1) * leftStride) + leftCount - 1];
        _ = right[(rowCount * stride) - 1];
        _ = sums[(leftCount * stride) - 1];
        ref double l = ref MemoryMarshal.GetReference(left);
        ref double r = ref MemoryMarshal.GetReference(right);
        ref double c = ref MemoryMarshal.GetReference(sums);
        for (int column = 0; column < leftCount; column++)
        {
            for (int start = 0; start < stride; start += Padding.VectorLength)
            {
                ref double target = ref Unsafe.Add(ref c, (column * stride) + start);
                Vector512<double> sum = Vector512.LoadUnsafe(ref target);
                for (int row = 0; row < rowCount; row++)
                {
                    Vector512<double> factor = Vector512.Create(Unsafe.Add(ref l, (row * leftStride) + column));
                    sum = Vector512.FusedMultiplyAdd(factor, Vector512.LoadUnsafe(ref Unsafe.Add(ref r, (row * stride) + start)), sum);
                }

                sum.StoreUnsafe(ref target);
            }
        }
    }

    /// <summary>target = start + Σ_i f[i] · R[i, :].</summary>
    /// <param name="start">What is added to, a row; empty for zeros.</param>
    /// <param name="factors">f.</param>
    /// <param name="rows">R, as many rows as factors × <paramref name="stride"/>.</param>
    /// <param name="stride">The length of a row, a multiple of <see cref="Padding.VectorLength"/>.</param>
    /// <param name="target">A row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Combine(ReadOnlySpan<double> start, ReadOnlySpan<double> factors, ReadOnlySpan<double> rows, int stride, Span<double> target)
    {
        _ = target[stride - 1];
        _ = rows[(factors.Length * stride) - 1];
        ref double r = ref MemoryMarshal.GetReference(rows);
        ref double t = ref MemoryMarshal.GetReference(target);
        for (int column = 0; column < stride; column += Padding.VectorLength)
        {
            Vector512<double> sum = start.IsEmpty ? default : Vector512.Create(start.Slice(column, Padding.VectorLength));
            for (int row = 0; row < factors.Length; row++)
            {
                sum = Vector512.FusedMultiplyAdd(Vector512.Create(factors[row]), Vector512.LoadUnsafe(ref Unsafe.Add(ref r, (row * stride) + column)), sum);
            }

            sum.StoreUnsafe(ref Unsafe.Add(ref t, column));
        }
    }

    /// <summary>Writes each row of <paramref name="rows"/>, <paramref name="stride"/> long, times its weight.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="weights">As many weights.</param>
    /// <param name="target">As many rows.</param>
    /// <param name="stride">The length of a row, a multiple of <see cref="Padding.VectorLength"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights, Span<double> target, int stride)
    {
        for (int row = 0; row < weights.Length; row++)
        {
            Vector512<double> weight = Vector512.Create(weights[row]);
            for (int column = row * stride; column < (row + 1) * stride; column += Padding.VectorLength)
            {
                (Vector512.Create(rows.Slice(column, Padding.VectorLength)) * weight).CopyTo(target[column..]);
            }
        }
    }
}
