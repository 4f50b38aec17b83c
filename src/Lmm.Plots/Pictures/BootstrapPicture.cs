using System.Globalization;
using Lmm.Plots.Charts;
using Lmm.Plots.Scenes;
using Lmm.Plots.Smoothing;
using Lmm.Plots.Texts;
using Lmm.Printing;

namespace Lmm.Plots.Pictures;

/// <summary>Densities of bootstrap draws.</summary>
internal static class BootstrapPicture
{
    /// <summary>Draws the picture.</summary>
    public static Picture Draw(BootstrapSample sample, IReadOnlyList<string>? parameters, PlotOptions options)
    {
        IntervalTable intervals = sample.Intervals(BootstrapKind.Percentile, options.Level, parameters);
        ParameterInterval[] shown = [.. intervals.Rows.Where(row => sample[row.Name].Any(double.IsFinite))];
        string level = Percent.Of(options.Level);
        return new Page
        {
            Title = "Bootstrap distributions",
            Description = $"Densities of {NumberLabel.Count(sample.Draws)} bootstrap draws. {level} percentile intervals: {Lists.Of([.. shown.Select(static row => $"{row.Name} {NumberLabel.Short(row.Lower)} to {NumberLabel.Short(row.Upper)}")])}.",
            Charts = [.. shown.Select(row => Panel(row, [.. sample[row.Name].Where(double.IsFinite)]))],
            ChartHeight = 130,
            Columns = Page.ColumnsOf(shown.Length, options.Width),
            Legend =
            [
                new LegendEntry("density of the draws", new Paint(Tone.First, 0.3)) { IsArea = true, Line = new Stroke(Tone.First, 1.8) },
                new LegendEntry("estimate", Tone.Ink) { Line = new Stroke(Tone.Ink, 1.4, 5) },
                new LegendEntry($"{level} percentile interval", Tone.Second) { Line = new Stroke(Tone.Second, 3) },
            ],
            Notes =
            [
                string.Create(CultureInfo.InvariantCulture, $"{sample.Draws} parametric refits, seed {sample.Seed}, {sample.FailureCount} failed; normal kernel with Silverman's bandwidth. Draws at the end of a range, such as variances of zero, are smoothed beyond it."),
            ],
        }.Draw(options);
    }

    private static Chart Panel(ParameterInterval row, double[] draws)
    {
        (double[] x, double[] density) = KernelDensity.Of(draws);
        double top = density.Max();
        double[] zero = new double[x.Length];
        return new Chart(
            Axis.Around("", x),
            Axis.Of("", new(-0.1 * top, 1.06 * top), hasNumbers: false),
            [
                new BandLayer(x, zero, density, new Paint(Tone.First, 0.3)),
                new LineLayer(x, density, new Stroke(Tone.First, 1.8)),
                RuleLayer.Upright(row.Estimate) with { Stroke = new Stroke(Tone.Ink, 1.4, 5) },
                new SegmentLayer([(row.Lower, -0.05 * top, row.Upper, -0.05 * top)], new Stroke(Tone.Second, 3)),
            ])
        {
            Title = row.Name,
        };
    }
}
