using System.Globalization;
using Lmm.Distributions;

namespace Lmm.Results;

/// <summary>Tests of scaled residuals.</summary>
internal static class ResidualTests
{
    /// <summary>The draws that outliers of exact residuals are as far out as all of.</summary>
    public const int DrawsOfOutliers = 250;

    /// <summary>Whether they are uniform.</summary>
    public static ResidualTest Uniformity(double[] values)
    {
        double distance = KolmogorovSmirnov.Statistic(values);
        return new ResidualTest("Uniformity", distance, values.Length == 0 ? double.NaN : KolmogorovSmirnov.PValue(distance, values.Length), "the largest distance from the uniform distribution (Kolmogorov and Smirnov)");
    }

    /// <summary>Whether more or fewer lie beyond so many draws on either side than should.</summary>
    public static ResidualTest Outliers(int outliers, int count, int draws) => new(
        "Outliers",
        outliers,
        count == 0 ? double.NaN : BinomialTest.TwoSided(outliers, count, 2.0 / (draws + 1)),
        string.Create(CultureInfo.InvariantCulture, $"the number of rows beyond {draws} draws; {2.0 * count / (draws + 1):G3} are expected"));

    /// <summary>Whether residuals vary as the model says.</summary>
    public static ResidualTest Dispersion(double ratio, double p) => new("Dispersion", ratio, p, "the sum of squared residuals over its expectation");
}
