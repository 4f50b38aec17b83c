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

    /// <summary>Writes each row of <paramref name="rows"/>, <paramref name="stride"/> long, times its weight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights, Span<double> target, int stride)
    {
        for (int row = 0; row < weights.Length; row++)
        {
            double weight = weights[row];
            for (int column = row * stride; column < (row + 1) * stride; column++)
            {
                target[column] = rows[column] * weight;
            }
        }
    }
}
