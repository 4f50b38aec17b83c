using System.Globalization;
using Lmm.Plots.Charts;
using Lmm.Plots.Scales;
using Lmm.Plots.Scenes;
using Lmm.Plots.Smoothing;
using Lmm.Plots.Texts;

namespace Lmm.Plots.Pictures;

/// <summary>Profiles of the likelihood.</summary>
internal static class ProfilePicture
{
    private const double Main = 0.95;

    private const int Steps = 6;

    private static readonly Stroke Other = new(Tone.Rule, 1.1);

    private static readonly double[] Levels = [0.2, 0.4, 0.5, 0.65, 0.8, 0.9, 0.95, 0.98, 0.99];

    // Those of lattice's picture.
    private static readonly double[] Marked = [0.5, 0.8, 0.9, 0.99];

    /// <summary>Draws the picture.</summary>
    public static Picture Draw(ModelFit fit, IReadOnlyList<string>? parameters, PlotOptions options, CancellationToken cancellationToken)
    {
        IntervalTable[] tables = [.. Levels.Select(level => fit.Intervals.Profile(level, parameters, cancellationToken: cancellationToken))];
        IntervalTable of95 = tables[Array.IndexOf(Levels, Main)];
        int[] shown = [.. Enumerable.Range(0, of95.Rows.Count).Where(row => double.IsFinite(of95.Rows[row].Estimate) && of95.Rows[row].HasLimits)];
        if (shown.Length == 0)
        {
            throw new ModelException(fit.ModelName, LmmErrorCode.NotAvailable, "no parameter has a profile: the data cannot tell the coefficients, or no variance is free.");
        }

        return new Page
        {
            Title = $"Profiles of {fit.Formula}",
            Description = "Signed square roots of the deviance's rise against each parameter. 95 % profile intervals: " + Lists.Of([.. shown.Select(row => $"{of95.Rows[row].Name} {NumberLabel.Short(of95.Rows[row].Lower)} to {NumberLabel.Short(of95.Rows[row].Upper)}")]) + ".",
            Charts = [.. shown.Select(row => Panel([.. tables.Select(table => table.Rows[row])]))],
            ChartHeight = 150,
            Columns = Page.ColumnsOf(shown.Length, options.Width),
            UpwardsLabel = "ζ",
            Legend =
            [
                new LegendEntry("profile", Tone.First) { Line = new Stroke(Tone.First, 2) },
                new LegendEntry("95 % interval", Tone.Second) { Line = new Stroke(Tone.Second, 1.6) },
                new LegendEntry("50, 80, 90 and 99 % intervals", Tone.Rule) { Line = Other },
            ],
            Notes = [string.Create(CultureInfo.InvariantCulture, $"ζ is the signed square root of the rise of the deviance (by maximum likelihood); it is found at the limits of {Levels.Length} levels, at the estimate and at standard deviations of zero, and the curve is drawn smoothly through these points. A straight line is a likelihood of the normal distribution's form; where the curve ends within the axes, the data refuse nothing beyond."), LeftOut(of95, shown)],
        }.Draw(options);
    }

    private static string LeftOut(IntervalTable table, int[] shown)
        => Lists.Of([.. Enumerable.Range(0, table.Rows.Count).Except(shown).Select(row => table.Rows[row].Name)]) is { Length: > 0 } names ? $"No profile: {names}, which the data cannot tell, or which has no free value." : "";

    private static Chart Panel(ParameterInterval[] limits)
    {
        (double[] pointX, double[] pointZeta) = Points(limits);
        (double[] x, double[] zeta) = MonotoneCurve.Through(pointX, pointZeta, Steps);
        return new Chart(
            Axis.Around("", x),
            Axis.Of("", new Domain(-2.8, 2.8)),
            [
                RuleLayer.Level(0),
                .. Marked.Select(level => Bracket(limits[Array.IndexOf(Levels, level)], Zeta(level), Other)),
                Bracket(limits[Array.IndexOf(Levels, Main)], Zeta(Main), new Stroke(Tone.Second, 1.6)),
                new LineLayer(x, zeta, new Stroke(Tone.First, 2)),
                new PointLayer([limits[0].Estimate], [0], Tone.First, 3.4),
            ])
        {
            Title = limits[0].Name,
        };
    }

    /// <summary>The points of a profile that are known: limits, the estimate, and a standard deviation of zero where no limit is before it.</summary>
    /// <param name="limits">The limits at each of the levels.</param>
    private static (double[] X, double[] Zeta) Points(ParameterInterval[] limits)
    {
        List<(double X, double Zeta)> points = [(limits[0].Estimate, 0)];
        foreach ((int index, ParameterInterval limit) in limits.Index())
        {
            points.Add((limit.Lower, -(limit.LowerAtBoundary ? End(limit.LowerRise) : Zeta(Levels[index]))));
            points.Add((limit.Upper, limit.UpperAtBoundary ? End(limit.UpperRise) : Zeta(Levels[index])));
        }

        (double X, double Zeta)[] known = [.. points.Where(static point => double.IsFinite(point.X) && double.IsFinite(point.Zeta)).DistinctBy(static point => point.X).OrderBy(static point => point.X)];
        return (Array.ConvertAll(known, static point => point.X), Array.ConvertAll(known, static point => point.Zeta));
    }

    // Not known of correlations.
    private static double End(double? rise) => Math.Sqrt(rise ?? double.NaN);

    // From the axis at one limit up to the profile, and from the other down to it.
    private static SegmentLayer Bracket(ParameterInterval limit, double zeta, Stroke stroke) => new(
        [
            .. limit.LowerAtBoundary ? [] : ((double, double, double, double)[])[(limit.Lower, 0, limit.Lower, -zeta)],
            .. limit.UpperAtBoundary ? [] : ((double, double, double, double)[])[(limit.Upper, 0, limit.Upper, zeta)],
        ],
        stroke);

    private static double Zeta(double level) => NormalQuantile.Of((1 + level) / 2);
}
