using Lmm.Kernels;

namespace Lmm.LeastSquares;

/// <summary>The Euclidean norm of a vector.</summary>
internal static class VectorNorm
{
    // Squares of what lies between neither overflow nor underflow.
    private const double Small = 1e-140;
    private const double Large = 1e140;

    /// <summary>√(Σ x²); scaled by the largest magnitude where the squares would overflow or underflow.</summary>
    public static double Of(ReadOnlySpan<double> x)
    {
        double norm = Math.Sqrt(VectorProducts.Dot(x, x));
        return norm is > Small and < Large ? norm : Scaled(x);
    }

    private static double Scaled(ReadOnlySpan<double> x)
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
