namespace Lmm.Solver.Information;

/// <summary>The scaled F distribution whose mean and variance are those of Wald's statistic with estimated variances.</summary>
/// <remarks>
/// Source: Kenward &amp; Roger, Biometrics 53, 1997, section 3, with A₁ and A₂ as there: the moments are exact in the balanced one-way layout and
/// for Hotelling's T².
/// </remarks>
internal static class KenwardRogerMoments
{
    /// <summary>Terms below this are zero but for rounding, as they are in the cases in which the moments are exact.</summary>
    private const double Rounding = 1e-10;

    /// <summary>The denominator degrees of freedom and the factor that F has to be multiplied by.</summary>
    /// <param name="rows">ℓ, the number of functions that are tested.</param>
    /// <param name="product">A₁.</param>
    /// <param name="square">A₂.</param>
    public static (double DegreesOfFreedom, double Scale) Match(int rows, double product, double square)
    {
        double count = rows;
        double b = (product + (6 * square)) / (2 * count);
        double g = (((count + 1) * product) - ((count + 4) * square)) / ((count + 2) * square);
        double divisor = (3 * count) + (2 * (1 - g));
        double c1 = g / divisor;
        double c2 = (count - g) / divisor;
        double c3 = (count + 2 - g) / divisor;
        double v0 = 1 + (c1 * b);
        double v1 = 1 - (c2 * b);
        double v2 = 1 - (c3 * b);
        v0 = Math.Abs(v0) < Rounding ? 0 : v0;
        double mean = 1 - (square / count);
        double ratio = Ratio(mean, v1);
        double rho = ratio * ratio * v0 / v2 / count;
        double degrees = 4 + ((count + 2) / ((count * rho) - 1));
        double scale = Math.Abs(degrees - 2) < 1e-2 ? 1 : degrees * mean / (degrees - 2);
        return (degrees, scale);
    }

    private static double Ratio(double numerator, double denominator)
        => Math.Abs(numerator) < Rounding && Math.Abs(denominator) < Rounding ? 1 : numerator / denominator;
}
