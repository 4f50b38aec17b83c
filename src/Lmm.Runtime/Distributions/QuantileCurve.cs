namespace Lmm.Distributions;

/// <summary>
/// Quantiles of one distribution for many degrees of freedom ν. Their logarithms are smooth in 1/ν, so that for many a series through few of them is taken
/// where it gives all the digits; else each is found by itself.
/// </summary>
internal static class QuantileCurve
{
    private const int Points = 24;
    private const int Judged = 4;
    private const double Accuracy = 1e-13;

    /// <summary>The quantiles.</summary>
    /// <param name="quantile">The quantile, positive, for degrees of freedom.</param>
    /// <param name="degreesOfFreedom">Degrees of freedom, positive; infinite for the limit.</param>
    public static double[] Of(Func<double, double> quantile, IReadOnlyList<double> degreesOfFreedom)
    {
        double[] distinct = [.. degreesOfFreedom.Distinct().Order()];
        if (distinct.Length > 2 * Points)
        {
            ChebyshevSeries series = new(inverse => Math.Log(quantile(1 / inverse)), 1 / distinct[^1], 1 / distinct[0], Points);
            if (series.Last(Judged) < Accuracy)
            {
                return [.. degreesOfFreedom.Select(degrees => Math.Exp(series.At(1 / degrees)))];
            }
        }

        return Each(quantile, degreesOfFreedom);
    }

    /// <summary>The quantiles, each found by itself.</summary>
    public static double[] Each(Func<double, double> quantile, IReadOnlyList<double> degreesOfFreedom)
    {
        Dictionary<double, double> known = degreesOfFreedom.Distinct().ToDictionary(static degrees => degrees, quantile);
        return [.. degreesOfFreedom.Select(degrees => known[degrees])];
    }
}
