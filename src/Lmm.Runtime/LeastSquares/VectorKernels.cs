using System.Numerics;
using System.Runtime.InteropServices;

namespace Lmm.LeastSquares;

/// <summary>The vector operations of the least-squares solver.</summary>
internal static class VectorKernels
{
    /// <summary>Σ x y.</summary>
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ReadOnlySpan<Vector<double>> xs = MemoryMarshal.Cast<double, Vector<double>>(x);
        ReadOnlySpan<Vector<double>> ys = MemoryMarshal.Cast<double, Vector<double>>(y[..x.Length]);
        Vector<double> sums = Vector<double>.Zero;
        for (int i = 0; i < xs.Length; i++)
        {
            sums += xs[i] * ys[i];
        }

        double sum = Vector.Sum(sums);
        for (int i = xs.Length * Vector<double>.Count; i < x.Length; i++)
        {
            sum += x[i] * y[i];
        }

        return sum;
    }

    /// <summary>y ← y + a x.</summary>
    public static void AddScaled(Span<double> y, double a, ReadOnlySpan<double> x)
    {
        Span<Vector<double>> ys = MemoryMarshal.Cast<double, Vector<double>>(y[..x.Length]);
        ReadOnlySpan<Vector<double>> xs = MemoryMarshal.Cast<double, Vector<double>>(x);
        Vector<double> factor = new(a);
        for (int i = 0; i < xs.Length; i++)
        {
            ys[i] += factor * xs[i];
        }

        for (int i = xs.Length * Vector<double>.Count; i < x.Length; i++)
        {
            y[i] += a * x[i];
        }
    }

    /// <summary>x ← a x.</summary>
    public static void Scale(Span<double> x, double a)
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] *= a;
        }
    }

    /// <summary>The Euclidean norm; scaled by the largest magnitude, so that it neither overflows nor underflows.</summary>
    public static double Norm(ReadOnlySpan<double> x)
    {
        double norm = Math.Sqrt(Dot(x, x));
        return norm is > 1e-140 and < 1e140 ? norm : ScaledNorm(x);
    }

    private static double ScaledNorm(ReadOnlySpan<double> x)
    {
        double largest = 0;
        foreach (double value in x)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        if (largest == 0)
        {
            return 0;
        }

        double sum = 0;
        foreach (double value in x)
        {
            double ratio = value / largest;
            sum += ratio * ratio;
        }

        return largest * Math.Sqrt(sum);
    }
}
