using Lmm.Intervals;

namespace Lmm.Resampling;

/// <summary>Limits from draws.</summary>
internal static class BootstrapLimits
{
    /// <summary>A position nearer to a draw is at the draw.</summary>
    private const double Rounding = 1e-9;

    /// <summary>The interval of one quantity.</summary>
    /// <param name="kind">How.</param>
    /// <param name="level">The level.</param>
    /// <param name="estimate">The estimate.</param>
    /// <param name="error">Its standard error; used by studentized limits alone.</param>
    /// <param name="draws">The draws; NaN for those without a value.</param>
    /// <param name="errors">Their standard errors; empty for kinds that need none.</param>
    /// <param name="bounds">The bounds of the quantity.</param>
    public static ParameterLimits Of(BootstrapKind kind, double level, double estimate, double error, double[] draws, double[] errors, (double Least, double Greatest) bounds)
    {
        double[] known = [.. draws.Where(double.IsFinite)];
        double tail = (1 - level) / 2;
        (double lower, double upper) = (double.NaN, double.NaN);
        if (kind == BootstrapKind.Studentized)
        {
            double[] ratios = [.. draws.Select((draw, index) => (draw - estimate) / errors[index]).Where(double.IsFinite)];
            (lower, upper) = (estimate - (error * Quantile(ratios, tail, isLower: false)), estimate - (error * Quantile(ratios, tail, isLower: true)));
        }
        else if (double.IsFinite(estimate) || kind == BootstrapKind.Percentile)
        {
            (lower, upper) = (Quantile(known, tail, isLower: true), Quantile(known, tail, isLower: false));
            (lower, upper) = kind == BootstrapKind.Basic ? ((2 * estimate) - upper, (2 * estimate) - lower) : (lower, upper);
        }

        return new ParameterLimits(estimate, lower < bounds.Least ? bounds.Least : lower, upper > bounds.Greatest ? bounds.Greatest : upper)
        {
            LowerAtBoundary = lower <= bounds.Least,
            UpperAtBoundary = upper >= bounds.Greatest,
            StandardError = Deviation(known),
        };
    }

    /// <summary>
    /// The quantile of a tail from draws, at position (R + 1)·tail of them in order, between two draws by the normal distribution; the outermost draw where there
    /// are too few. NaN for fewer than two.
    /// </summary>
    /// <remarks>Source: Davison and Hinkley 1997, equation 5.8.</remarks>
    public static double Quantile(double[] draws, double tail, bool isLower)
    {
        if (draws.Length < 2)
        {
            return double.NaN;
        }

        double[] ordered = [.. draws];
        Array.Sort(ordered);
        if (!isLower)
        {
            Array.Reverse(ordered);
        }

        double position = (ordered.Length + 1) * tail;
        int before = (int)Math.Floor(position + Rounding);
        if (before < 1 || Math.Abs(position - before) <= Rounding)
        {
            return ordered[Math.Max(before, 1) - 1];
        }

        double low = Distributions.Quantile.Normal(2.0 * before / (ordered.Length + 1));
        double high = Distributions.Quantile.Normal(Math.Min(1, 2.0 * (before + 1) / (ordered.Length + 1)));
        double share = (Distributions.Quantile.Normal(2 * tail) - low) / (high - low);
        return ordered[before - 1] + (share * (ordered[before] - ordered[before - 1]));
    }

    private static double Deviation(double[] draws)
    {
        if (draws.Length < 2)
        {
            return double.NaN;
        }

        double mean = draws.Average();
        return Math.Sqrt(draws.Sum(draw => (draw - mean) * (draw - mean)) / (draws.Length - 1));
    }
}
