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
    private static readonly double[] Levels = [0.2, 0.4, 0.6, 0.75, 0.85, 0.9, 0.95, 0.98, 0.99];

    private static readonly double[] Marked = [0.95, 0.6];

    /// <summary>Draws the picture.</summary>
    public static Picture Draw(ModelFit fit, IReadOnlyList<string>? parameters, PlotOptions options, CancellationToken cancellationToken)
    {
        IntervalTable[] tables = [.. Levels.Select(level => fit.Intervals.Profile(level, parameters, cancellationToken: cancellationToken))];
        IntervalTable of95 = tables[Array.IndexOf(Levels, 0.95)];
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
            Columns = Math.Min(shown.Length, 3),
            Legend =
            [
                new LegendEntry("profile", Tone.First) { Line = new Stroke(Tone.First, 2) },
                new LegendEntry("95 % interval", Tone.Second) { Line = new Stroke(Tone.Second, 1.6) },
                new LegendEntry("60 % interval", Tone.Third) { Line = new Stroke(Tone.Third, 1.6, 5) },
            ],
            Notes = [string.Create(CultureInfo.InvariantCulture, $"ζ is the signed square root of the rise of the deviance (by maximum likelihood); it is found at the limits of {Levels.Length} levels and at the estimate. A straight line is a likelihood of the normal distribution's form; a line that ends is a parameter at the end of its range.")],
        }.Draw(options);
    }

    private static Chart Panel(ParameterInterval[] limits)
    {
        (double X, double Zeta)[] points =
        [
            .. limits.Select(static (limit, index) => (limit.Lower, -Zeta(Levels[index]), IsEnd: limit.LowerAtBoundary)).Where(static point => !point.IsEnd).Select(static point => (point.Lower, point.Item2)),
            (limits[0].Estimate, 0),
            .. limits.Select(static (limit, index) => (limit.Upper, Zeta(Levels[index]), IsEnd: limit.UpperAtBoundary)).Where(static point => !point.IsEnd).Select(static point => (point.Upper, point.Item2)),
        ];
        points = [.. points.Where(static point => double.IsFinite(point.X)).OrderBy(static point => point.X)];
        double[] x = [.. points.Select(static point => point.X)];
        return new Chart(
            Axis.Around("", x),
            Axis.Of("ζ", new Domain(-2.8, 2.8)),
            [
                RuleLayer.Level(0),
                .. Marked.Select((level, mark) => Bracket(limits[Array.IndexOf(Levels, level)], Zeta(level), new Stroke(mark == 0 ? Tone.Second : Tone.Third, 1.6, mark == 0 ? null : 5))),
                new LineLayer(x, [.. points.Select(static point => point.Zeta)], new Stroke(Tone.First, 2)),
                new PointLayer([limits[0].Estimate], [0], Tone.First, 3.4),
            ])
        {
            Title = limits[0].Name,
        };
    }

    // From the axis at one limit up to the profile, and from the other down to it.
    private static SegmentLayer Bracket(ParameterInterval limit, double zeta, Stroke stroke) => new(
        [
            .. limit.LowerAtBoundary ? [] : ((double, double, double, double)[])[(limit.Lower, 0, limit.Lower, -zeta)],
            .. limit.UpperAtBoundary ? [] : ((double, double, double, double)[])[(limit.Upper, 0, limit.Upper, zeta)],
        ],
        stroke);

    private static double Zeta(double level) => NormalQuantile.Of((1 + level) / 2);
}
