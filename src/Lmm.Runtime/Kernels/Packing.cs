using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Lmm.Kernels;

/// <summary>Copies matrices into the panels that <see cref="MicroKernel"/> reads.</summary>
internal static unsafe class Packing
{
    /// <summary>
    /// Packs <paramref name="count"/> rows of a matrix, <paramref name="depth"/> columns deep, into one panel of <paramref name="width"/>
    /// values a step; what is missing is zero.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Panel(StridedMatrix source, int count, int depth, int width, double* target)
    {
        if (source.RowStride == 1)
        {
            Contiguous(source, count, depth, width, target);
            return;
        }

        if (count < width)
        {
            new Span<double>(target, width * depth).Clear();
        }

        int row = 0;
        if (source.ColumnStride == 1 && Avx512F.IsSupported)
        {
            for (; row + 8 <= count; row += 8)
            {
                Transpose(source.Pointer + (row * source.RowStride), source.RowStride, depth, width, target + row);
            }
        }

        for (; row < count; row++)
        {
            double* from = source.Pointer + (row * source.RowStride);
            double* to = target + row;
            for (int step = 0; step < depth; step++)
            {
                *to = *from;
                from += source.ColumnStride;
                to += width;
            }
        }
    }

    /// <summary>
    /// Copies a panel of <paramref name="width"/> values a step back into rows: value r of step s goes to
    /// <paramref name="target"/>[r·<paramref name="stride"/> + s].
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Unpack(double* panel, int width, int count, int depth, double* target, nint stride)
    {
        int step = 0;
        if (Avx512F.IsSupported)
        {
            for (; step + 8 <= depth; step += 8)
            {
                Transpose(panel + (step * width), width, count, stride, target + step);
            }
        }

        for (; step < depth; step++)
        {
            for (int row = 0; row < count; row++)
            {
                target[(row * stride) + step] = panel[(step * width) + row];
            }
        }
    }

    // The rows run along memory: each step copies a piece of them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Contiguous(StridedMatrix source, int count, int depth, int width, double* target)
    {
        for (int step = 0; step < depth; step++)
        {
            double* from = source.Pointer + (step * source.ColumnStride);
            var to = new Span<double>(target + (step * width), width);
            new ReadOnlySpan<double>(from, count).CopyTo(to);
            to[count..].Clear();
        }
    }

    // Eight rows at a time, turned in registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose(double* from, nint stride, int depth, nint width, double* to)
    {
        int step = 0;
        for (; step + 8 <= depth; step += 8)
        {
            Vector512<double> r0 = Vector512.Load(from);
            Vector512<double> r1 = Vector512.Load(from + stride);
            Vector512<double> r2 = Vector512.Load(from + (2 * stride));
            Vector512<double> r3 = Vector512.Load(from + (3 * stride));
            Vector512<double> r4 = Vector512.Load(from + (4 * stride));
            Vector512<double> r5 = Vector512.Load(from + (5 * stride));
            Vector512<double> r6 = Vector512.Load(from + (6 * stride));
            Vector512<double> r7 = Vector512.Load(from + (7 * stride));
            Vector512<long> even = Vector512.Create(0L, 8, 2, 10, 4, 12, 6, 14);
            Vector512<long> odd = Vector512.Create(1L, 9, 3, 11, 5, 13, 7, 15);
            Pair(r0, r1, even, odd, out Vector512<double> p0, out Vector512<double> p1);
            Pair(r2, r3, even, odd, out Vector512<double> p2, out Vector512<double> p3);
            Pair(r4, r5, even, odd, out Vector512<double> p4, out Vector512<double> p5);
            Pair(r6, r7, even, odd, out Vector512<double> p6, out Vector512<double> p7);
            Vector512<long> lowPairs = Vector512.Create(0L, 1, 8, 9, 4, 5, 12, 13);
            Vector512<long> highPairs = Vector512.Create(2L, 3, 10, 11, 6, 7, 14, 15);
            Pair(p0, p2, lowPairs, highPairs, out Vector512<double> q0, out Vector512<double> q2);
            Pair(p1, p3, lowPairs, highPairs, out Vector512<double> q1, out Vector512<double> q3);
            Pair(p4, p6, lowPairs, highPairs, out Vector512<double> q4, out Vector512<double> q6);
            Pair(p5, p7, lowPairs, highPairs, out Vector512<double> q5, out Vector512<double> q7);
            Vector512<long> lowHalves = Vector512.Create(0L, 1, 2, 3, 8, 9, 10, 11);
            Vector512<long> highHalves = Vector512.Create(4L, 5, 6, 7, 12, 13, 14, 15);
            Pair(q0, q4, lowHalves, highHalves, out Vector512<double> s0, out Vector512<double> s4);
            Pair(q1, q5, lowHalves, highHalves, out Vector512<double> s1, out Vector512<double> s5);
            Pair(q2, q6, lowHalves, highHalves, out Vector512<double> s2, out Vector512<double> s6);
            Pair(q3, q7, lowHalves, highHalves, out Vector512<double> s3, out Vector512<double> s7);
            s0.Store(to);
            s1.Store(to + width);
            s2.Store(to + (2 * width));
            s3.Store(to + (3 * width));
            s4.Store(to + (4 * width));
            s5.Store(to + (5 * width));
            s6.Store(to + (6 * width));
            s7.Store(to + (7 * width));
            from += 8;
            to += 8 * width;
        }

        for (; step < depth; step++)
        {
            for (int row = 0; row < 8; row++)
            {
                to[row] = from[row * stride];
            }

            from++;
            to += width;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pair(Vector512<double> x, Vector512<double> y, Vector512<long> low, Vector512<long> high, out Vector512<double> first, out Vector512<double> second)
    {
        first = Avx512F.PermuteVar8x64x2(x, low, y);
        second = Avx512F.PermuteVar8x64x2(x, high, y);
    }
}
