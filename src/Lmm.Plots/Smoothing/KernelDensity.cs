namespace Lmm.Plots.Smoothing;

/// <summary>Densities by the normal kernel.</summary>
internal static class KernelDensity
{
    private const int Points = 160;
    private const double Reach = 3;

    /// <summary>The density of values at equidistant points, with Silverman's bandwidth (0.9 min(s, IQR/1.34) n^(-1/5), R's <c>bw.nrd0</c>).</summary>
    /// <param name="values">The values, finite.</param>
    public static (double[] X, double[] Density) Of(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Order()];
        double mean = sorted.Average();
        double deviation = Math.Sqrt(sorted.Sum(value => (value - mean) * (value - mean)) / Math.Max(1, sorted.Length - 1));
        double quartiles = (Sample.Quantile(sorted, 0.75) - Sample.Quantile(sorted, 0.25)) / 1.34;
        double spread = quartiles > 0 ? Math.Min(deviation, quartiles) : deviation;
        double bandwidth = 0.9 * (spread > 0 ? spread : Math.Max(Math.Abs(mean), 1) * 1e-3) * Math.Pow(sorted.Length, -0.2);
        (double low, double high) = (sorted[0] - (Reach * bandwidth), sorted[^1] + (Reach * bandwidth));
        double[] x = [.. Enumerable.Range(0, Points).Select(index => low + ((high - low) * index / (Points - 1)))];
        double scale = 1 / (bandwidth * sorted.Length * Math.Sqrt(2 * Math.PI));
        return (x, Array.ConvertAll(x, at => scale * sorted.Sum(value => Math.Exp(-0.5 * (at - value) * (at - value) / (bandwidth * bandwidth)))));
    }
}
