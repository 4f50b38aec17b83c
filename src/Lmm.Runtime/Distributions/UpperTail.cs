using MathNet.Numerics;

namespace Lmm.Distributions;

/// <summary>
/// Upper tail probabilities, accurate relative to themselves however small they are: one minus a distribution function
/// would lose every digit below 1e-16.
/// </summary>
internal static class UpperTail
{
    /// <summary>P(Z &gt; z) for Z standard normal.</summary>
    public static double Normal(double z) => SpecialFunctions.Erfc(z / Math.Sqrt(2)) / 2;

    /// <summary>P(X &gt; x) for X chi-squared, the regularised upper incomplete gamma function Q(df/2, x/2).</summary>
    public static double ChiSquared(double x, double degreesOfFreedom)
        => double.IsNaN(x) ? double.NaN : x <= 0 ? 1 : double.IsPositiveInfinity(x) ? 0 : SpecialFunctions.GammaUpperRegularized(degreesOfFreedom / 2, x / 2);

    /// <summary>P(|T| &gt; |t|) for T Student's t: I(ν/(ν+t²); ν/2, ½). Infinite degrees of freedom are the normal distribution.</summary>
    public static double StudentTwoSided(double t, double degreesOfFreedom)
        => double.IsPositiveInfinity(degreesOfFreedom) ? SpecialFunctions.Erfc(Math.Abs(t) / Math.Sqrt(2)) : FisherF(t * t, 1, degreesOfFreedom);

    /// <summary>P(F &gt; f) for F with those degrees of freedom: I(d₂/(d₂+d₁f); d₂/2, d₁/2).</summary>
    public static double FisherF(double f, double numeratorDegreesOfFreedom, double denominatorDegreesOfFreedom)
    {
        if (double.IsNaN(f))
        {
            return double.NaN;
        }

        if (f <= 0)
        {
            return 1;
        }

        double scaled = numeratorDegreesOfFreedom * f;
        if (double.IsPositiveInfinity(scaled))
        {
            return 0;
        }

        double total = denominatorDegreesOfFreedom + scaled;
        return IncompleteBeta.Regularized(denominatorDegreesOfFreedom / total, scaled / total, denominatorDegreesOfFreedom / 2, numeratorDegreesOfFreedom / 2);
    }
}
