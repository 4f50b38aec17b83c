using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lmm.Benchmarks.Kernels;

/// <summary>The most fused multiply-adds that a core does: sixteen independent chains of them, in registers.</summary>
internal static class Peak
{
    private const int Steps = 500_000;
    private const int Chains = 16;

    /// <summary>GFlop/s of one core, two operations to a fused multiply-add.</summary>
    public static double GigaFlops()
    {
        Vector512<double> sum = Vector512<double>.Zero;
        double seconds = Clock.Processor(static () => { }, () => sum += Run(Steps));
        return double.IsNaN(Vector512.Sum(sum)) ? double.NaN : 2.0 * Steps * Chains * Vector512<double>.Count / seconds / 1e9;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static Vector512<double> Run(int steps)
    {
        Vector512<double> x = Vector512.Create(0.999999);
        Vector512<double> y = Vector512.Create(1e-6);
        Vector512<double> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x;
        Vector512<double> i = x, j = x, k = x, l = x, m = x, n = x, o = x, p = x;
        for (int step = 0; step < steps; step++)
        {
            a = Vector512.FusedMultiplyAdd(a, x, y);
            b = Vector512.FusedMultiplyAdd(b, x, y);
            c = Vector512.FusedMultiplyAdd(c, x, y);
            d = Vector512.FusedMultiplyAdd(d, x, y);
            e = Vector512.FusedMultiplyAdd(e, x, y);
            f = Vector512.FusedMultiplyAdd(f, x, y);
            g = Vector512.FusedMultiplyAdd(g, x, y);
            h = Vector512.FusedMultiplyAdd(h, x, y);
            i = Vector512.FusedMultiplyAdd(i, x, y);
            j = Vector512.FusedMultiplyAdd(j, x, y);
            k = Vector512.FusedMultiplyAdd(k, x, y);
            l = Vector512.FusedMultiplyAdd(l, x, y);
            m = Vector512.FusedMultiplyAdd(m, x, y);
            n = Vector512.FusedMultiplyAdd(n, x, y);
            o = Vector512.FusedMultiplyAdd(o, x, y);
            p = Vector512.FusedMultiplyAdd(p, x, y);
        }

        return a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p;
    }
}
