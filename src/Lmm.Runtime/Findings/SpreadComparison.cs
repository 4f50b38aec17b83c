using Lmm.Distributions;
using Lmm.Results;

namespace Lmm.Findings;

/// <summary>
/// The standard deviations of residuals by groups, and Brown and Forsythe's test that they are one (J. Am. Stat. Assoc. 69, 1974): an analysis of variance of the distances from the groups' medians, which
/// holds for heavy tails too.
/// </summary>
/// <param name="Deviations">The standard deviation of each group.</param>
/// <param name="PValue">The p-value of the test.</param>
internal sealed record SpreadComparison(double[] Deviations, double PValue)
{
    /// <summary>The largest standard deviation over the smallest.</summary>
    public double Ratio => Deviations.Max() / Deviations.Min();

    /// <summary>Compares groups of three or more residuals each.</summary>
    public static SpreadComparison Of(double[][] groups)
    {
        double[][] distances = Array.ConvertAll(groups, static group =>
        {
            double median = Quantiles.FiveNumbers(group)[2];
            return Array.ConvertAll(group, value => Math.Abs(value - median));
        });
        int count = distances.Sum(static group => group.Length);
        double mean = distances.Sum(static group => group.Sum()) / count;
        double between = distances.Sum(group => group.Length * Math.Pow(group.Average() - mean, 2));
        double within = distances.Sum(static group => SampleVariance.Of(group) * (group.Length - 1));
        double f = between / (groups.Length - 1) / (within / (count - groups.Length));
        return new SpreadComparison(Array.ConvertAll(groups, static group => Math.Sqrt(SampleVariance.Of(group))), UpperTail.FisherF(f, groups.Length - 1, count - groups.Length));
    }
}
