using Lmm.Distributions;

namespace Lmm.Plots.Smoothing;

/// <summary>Quantiles of the standard normal distribution, and the places at which ordered samples are compared with it.</summary>
internal static class NormalQuantile
{
    /// <summary>z with P(Z &lt; z) = <paramref name="probability"/>.</summary>
    public static double Of(double probability) => probability < 0.5 ? -Quantile.Normal(2 * probability) : Quantile.Normal(2 * (1 - probability));

    /// <summary>The quantiles at the plotting positions of a sample, R's <c>ppoints</c>.</summary>
    public static double[] Of(int count)
    {
        double shift = count <= 10 ? 3.0 / 8 : 0.5;
        return [.. Enumerable.Range(1, count).Select(rank => Of((rank - shift) / (count + 1 - (2 * shift))))];
    }

    /// <summary>The line through the quartiles of a sample and of the distribution, R's <c>qqline</c>.</summary>
    /// <param name="sorted">The sample in order.</param>
    public static (double Intercept, double Slope) Line(IReadOnlyList<double> sorted)
    {
        double upper = Of(0.75);
        double slope = (Sample.Quantile(sorted, 0.75) - Sample.Quantile(sorted, 0.25)) / (2 * upper);
        return (Sample.Quantile(sorted, 0.75) - (slope * upper), slope);
    }
}
