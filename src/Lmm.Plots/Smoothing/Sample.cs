namespace Lmm.Plots.Smoothing;

/// <summary>What samples tell.</summary>
internal static class Sample
{
    /// <summary>A quantile, by linear interpolation (R's type 7).</summary>
    /// <param name="sorted">The sample in order; not empty.</param>
    /// <param name="probability">From 0 to 1.</param>
    public static double Quantile(IReadOnlyList<double> sorted, double probability)
    {
        double at = probability * (sorted.Count - 1);
        int below = (int)Math.Floor(at);
        return below + 1 >= sorted.Count ? sorted[^1] : sorted[below] + ((at - below) * (sorted[below + 1] - sorted[below]));
    }
}
