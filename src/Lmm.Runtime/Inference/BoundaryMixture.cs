using Lmm.Distributions;

namespace Lmm.Inference;

/// <summary>
/// The p-value of a likelihood-ratio test that takes one effect of a random term: its variance is at the boundary under the smaller model, so that the statistic is
/// a mixture of two χ² (Self &amp; Liang, J. Am. Stat. Assoc. 82, 1987; Stram &amp; Lee, Biometrics 50, 1994).
/// </summary>
internal static class BoundaryMixture
{
    /// <summary>½ P(χ²(k − 1) ≥ x) + ½ P(χ²(k) ≥ x), k the parameters taken; χ²(0) is zero.</summary>
    public static double PValue(double statistic, int parameters)
        => statistic <= 0 ? 1 : (UpperTail.ChiSquared(statistic, parameters) + (parameters > 1 ? UpperTail.ChiSquared(statistic, parameters - 1) : 0)) / 2;
}
