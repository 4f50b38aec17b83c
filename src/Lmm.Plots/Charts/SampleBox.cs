using Lmm.Plots.Smoothing;

namespace Lmm.Plots.Charts;

/// <summary>What a box shows of a sample.</summary>
/// <param name="Low">The least value that is not far out.</param>
/// <param name="Lower">The lower quartile.</param>
/// <param name="Median">The median.</param>
/// <param name="Upper">The upper quartile.</param>
/// <param name="High">The largest value that is not far out.</param>
/// <param name="Outside">Values beyond one and a half times the distance of the quartiles from them.</param>
internal sealed record SampleBox(double Low, double Lower, double Median, double Upper, double High, IReadOnlyList<double> Outside)
{
    private const double Reach = 1.5;

    /// <summary>The box of a sample.</summary>
    /// <param name="values">The values; not empty.</param>
    public static SampleBox Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        (double lower, double upper) = (Sample.Quantile(sorted, 0.25), Sample.Quantile(sorted, 0.75));
        double reach = Reach * (upper - lower);
        double[] inside = [.. sorted.Where(value => value >= lower - reach && value <= upper + reach)];
        return new(inside[0], lower, Sample.Quantile(sorted, 0.5), upper, inside[^1], [.. sorted.Where(value => value < inside[0] || value > inside[^1])]);
    }
}
