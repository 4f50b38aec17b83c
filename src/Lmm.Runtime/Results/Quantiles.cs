namespace Lmm.Results;

/// <summary>Sample quantiles.</summary>
internal static class Quantiles
{
    /// <summary>
    /// Minimum, lower quartile, median, upper quartile and maximum, interpolated between order statistics as R's
    /// default does (type 7 of Hyndman and Fan, Am. Statistician 50, 1996).
    /// </summary>
    public static double[] FiveNumbers(double[] values)
    {
        double[] sorted = [.. values];
        Array.Sort(sorted);
        double[] quantiles = new double[5];
        for (int k = 0; k < quantiles.Length; k++)
        {
            double index = (sorted.Length - 1) * (k / 4.0);
            int below = (int)Math.Floor(index);
            double fraction = index - below;
            quantiles[k] = fraction > 0 && sorted[below + 1] != sorted[below]
                ? ((1 - fraction) * sorted[below]) + (fraction * sorted[below + 1])
                : sorted[below];
        }

        return quantiles;
    }
}
