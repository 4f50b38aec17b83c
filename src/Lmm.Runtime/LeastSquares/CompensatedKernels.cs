using System.Numerics;
using System.Runtime.InteropServices;

namespace Lmm.LeastSquares;

/// <summary>
/// Sums of products carried in two doubles, as accurate as if computed in twice the working precision
/// (Dot2 of Ogita, Rump and Oishi, SIAM J. Sci. Comput. 26, 2005).
/// </summary>
internal static class CompensatedKernels
{
    /// <summary>Σ x y, rounded once at the end.</summary>
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ReadOnlySpan<Vector<double>> xs = MemoryMarshal.Cast<double, Vector<double>>(x);
        ReadOnlySpan<Vector<double>> ys = MemoryMarshal.Cast<double, Vector<double>>(y[..x.Length]);
        Vector<double> highs = Vector<double>.Zero;
        Vector<double> lows = Vector<double>.Zero;
        for (int i = 0; i < xs.Length; i++)
        {
            AddProduct(ref highs, ref lows, xs[i], ys[i]);
        }

        Vector<double> high = Vector<double>.Zero;
        Vector<double> low = new(Vector.Sum(lows));
        for (int lane = 0; lane < Vector<double>.Count; lane++)
        {
            AddProduct(ref high, ref low, Vector<double>.One, new Vector<double>(highs[lane]));
        }

        for (int i = xs.Length * Vector<double>.Count; i < x.Length; i++)
        {
            AddProduct(ref high, ref low, new Vector<double>(x[i]), new Vector<double>(y[i]));
        }

        return high[0] + low[0];
    }

    /// <summary>(high, low) ← (high, low) + a x, element by element.</summary>
    public static void AddScaled(Span<double> high, Span<double> low, double a, ReadOnlySpan<double> x)
    {
        Span<Vector<double>> highs = MemoryMarshal.Cast<double, Vector<double>>(high);
        Span<Vector<double>> lows = MemoryMarshal.Cast<double, Vector<double>>(low);
        ReadOnlySpan<Vector<double>> xs = MemoryMarshal.Cast<double, Vector<double>>(x);
        Vector<double> factor = new(a);
        for (int i = 0; i < xs.Length; i++)
        {
            AddProduct(ref highs[i], ref lows[i], factor, xs[i]);
        }

        for (int i = xs.Length * Vector<double>.Count; i < x.Length; i++)
        {
            Vector<double> h = new(high[i]);
            Vector<double> l = new(low[i]);
            AddProduct(ref h, ref l, factor, new Vector<double>(x[i]));
            high[i] = h[0];
            low[i] = l[0];
        }
    }

    // Product and sum each leave their rounding error in the low part: TwoProduct and TwoSum.
    private static void AddProduct(ref Vector<double> high, ref Vector<double> low, Vector<double> x, Vector<double> y)
    {
        Vector<double> product = x * y;
        Vector<double> productError = Vector.FusedMultiplyAdd(x, y, -product);
        Vector<double> sum = high + product;
        Vector<double> shadow = sum - high;
        low += (high - (sum - shadow)) + (product - shadow) + productError;
        high = sum;
    }
}
