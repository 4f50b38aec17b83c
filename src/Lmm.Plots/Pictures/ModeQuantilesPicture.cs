using Lmm.Plots.Charts;
using Lmm.Plots.Scenes;
using Lmm.Plots.Smoothing;
using Lmm.Plots.Texts;
using Lmm.Printing;

namespace Lmm.Plots.Pictures;

/// <summary>Conditional modes against normal quantiles.</summary>
internal static class ModeQuantilesPicture
{
    private const int MostIntervals = 300;
    private const int MostNames = 3;

    /// <summary>Draws the picture.</summary>
    public static Picture Draw(LinearMixedModelFit fit, string grouping, PlotOptions options)
    {
        RandomEffects effects = fit.RandomEffects(grouping);
        ConditionalModeTable table = fit.Diagnostics.ConditionalModes(grouping, options.Level);
        Chart[] charts = [.. table.EffectNames.Select((_, effect) => Panel([.. table.Skip(effect * effects.Levels.Count).Take(effects.Levels.Count).Reverse()], options))];
        string level = Percent.Of(options.Level);
        return new Page
        {
            Title = $"Conditional modes of {grouping} against the normal distribution",
            Description = $"Modes of {NumberLabel.Count(effects.Levels.Count)} levels of {grouping} in order, against the quantiles of the normal distribution, one panel for each of {Lists.Of(table.EffectNames)}. Modes of normal random effects lie along the line.",
            Charts = charts,
            ChartHeight = 230,
            Columns = Math.Min(2, charts.Length),
            Notes =
            [
                effects.Levels.Count > MostIntervals ? "The line is through the quartiles." : $"Upright lines are {level} intervals; the slanting line is through the quartiles.",
                .. CaterpillarPicture.SingularNotes(fit, effects),
            ],
        }.Draw(options);
    }

    private static Chart Panel(ConditionalModeRow[] rising, PlotOptions options)
    {
        double[] normal = NormalQuantile.Of(rising.Length);
        double[] modes = [.. rising.Select(static row => row.Mode)];
        (double intercept, double slope) = NormalQuantile.Line(modes);
        double[] ends = [normal[0], normal[^1]];
        bool hasIntervals = rising.Length <= MostIntervals;
        IEnumerable<Layer> intervals = hasIntervals
            ? [new SegmentLayer([.. rising.Select((row, index) => (normal[index], row.Lower, normal[index], row.Upper))], new Stroke(new Paint(Tone.First, 0.45), 1.2))]
            : [];
        NamedPoint[] names = [.. rising.Select((row, index) => new NamedPoint(normal[index], row.Mode, row.Level))];
        NamedPoint[] farthest = [.. names.OrderByDescending(name => Math.Abs(name.Y - intercept - (slope * name.X))).Take(MostNames).Where(name => rising.Length > MostNames && name.Y != 0)];
        return new Chart(
            Axis.Around("Normal quantile", normal),
            Axis.Around("Mode", [.. modes, .. ends.Select(end => intercept + (slope * end)), .. hasIntervals ? rising.SelectMany(static row => (double[])[row.Lower, row.Upper]) : []]),
            [
                RuleLayer.Level(0),
                new LineLayer(ends, Array.ConvertAll(ends, end => intercept + (slope * end)), new Stroke(Tone.Rule, 1.4)),
                .. intervals,
                Cloud.Of(normal, modes, Tone.First, options.MostPoints),
                new NameLayer(farthest),
            ])
        {
            Title = rising[0].Effect,
        };
    }
}
