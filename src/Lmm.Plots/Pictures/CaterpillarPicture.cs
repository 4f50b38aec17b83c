using Lmm.Plots.Charts;
using Lmm.Plots.Scenes;
using Lmm.Plots.Texts;
using Lmm.Printing;

namespace Lmm.Plots.Pictures;

/// <summary>Conditional modes with their intervals.</summary>
internal static class CaterpillarPicture
{
    private const int MostNamed = 60;
    private const int MostDrawn = 300;
    private const int Runs = 300;
    private const double SlotHeight = 15;

    /// <summary>Draws the picture.</summary>
    public static Picture Draw(LinearMixedModelFit fit, string grouping, PlotOptions options)
    {
        RandomEffects effects = fit.RandomEffects(grouping);
        ConditionalModeTable table = fit.Diagnostics.ConditionalModes(grouping, options.Level);
        int levels = effects.Levels.Count;
        ConditionalModeRow[][] panels = [.. table.EffectNames.Select((_, effect) => table.Skip(effect * levels).Take(levels).ToArray())];
        string level = Percent.Of(options.Level);
        bool isNamed = levels <= MostNamed;
        return new Page
        {
            Title = $"Conditional modes of {grouping}",
            Description = Description(panels, grouping, level),
            Charts = isNamed ? Named(panels) : [.. panels.Select(panel => Ranked(panel, grouping))],
            ChartHeight = isNamed ? Math.Max(60, levels * SlotHeight) : 220,
            Columns = isNamed ? Math.Min(panels.Length, 3) : 1,
            Notes = [Shown(panels, grouping, level), .. SingularNotes(fit, effects)],
        }.Draw(options);
    }

    /// <summary>What a singular fit means for the modes of a factor.</summary>
    public static IEnumerable<string> SingularNotes(LinearMixedModelFit fit, RandomEffects effects)
    {
        if (!fit.IsSingular)
        {
            yield break;
        }

        string[] zero = [.. effects.VarianceComponents.Where(static component => component.StandardDeviation == 0).Select(static component => component.Name)];
        yield return zero.Length > 0
            ? $"The fit is singular: the variance of {Lists.Of(zero)} by {effects.Grouping} is estimated as zero, so that all modes are zero and have no interval."
            : "The fit is singular: a covariance matrix of random effects has lost a dimension, so that modes are more alike, or more tightly bound to each other, than the data say.";
    }

    // All panels have the order of the first effect, the largest mode at the top.
    private static Chart[] Named(ConditionalModeRow[][] panels)
    {
        string[] order = [.. panels[0].Select(static row => row.Level)];
        Dictionary<string, int> place = order.Index().ToDictionary(static level => level.Item, static level => level.Index);
        return [.. panels.Select((panel, column) =>
        {
            double[] at = [.. panel.Select(row => (double)place[row.Level])];
            return new Chart(
                Axis.Around("", [0, .. panel.SelectMany(static row => (double[])[row.Lower, row.Upper, row.Mode])]),
                Axis.Down("", order, hasNumbers: column % 3 == 0),
                [
                    RuleLayer.Upright(0),
                    new SegmentLayer([.. panel.Select((row, index) => (row.Lower, at[index], row.Upper, at[index]))], new Stroke(Tone.First, 1.6)),
                    new PointLayer([.. panel.Select(static row => row.Mode)], at, Tone.First, 3.2),
                ])
            {
                Title = panel[0].Effect,
            };
        })];
    }

    private static Chart Ranked(ConditionalModeRow[] panel, string grouping)
    {
        ConditionalModeRow[] rising = [.. panel.Reverse()];
        double[] ranks = [.. Enumerable.Range(1, rising.Length).Select(static rank => (double)rank)];
        double[] modes = [.. rising.Select(static row => row.Mode)];
        double[] lower = [.. rising.Select(static row => row.Lower)];
        double[] upper = [.. rising.Select(static row => row.Upper)];
        IReadOnlyList<Layer> layers;
        if (rising.Length <= MostDrawn)
        {
            layers =
            [
                RuleLayer.Level(0),
                new SegmentLayer([.. ranks.Select((rank, row) => (rank, lower[row], rank, upper[row]))], new Stroke(new Paint(Tone.First, 0.55), 1)),
                new PointLayer(ranks, modes, Tone.First, 1.5),
            ];
        }
        else
        {
            (ranks, lower, modes, upper) = (Averages(ranks), Averages(lower), Averages(modes), Averages(upper));
            layers = [new BandLayer(ranks, lower, upper, new Paint(Tone.First, 0.22)), RuleLayer.Level(0), new LineLayer(ranks, modes, new Stroke(Tone.First, 2))];
        }

        return new Chart(
            Axis.Around($"Rank of the mode, of {NumberLabel.Count(rising.Length)} levels of {grouping}", ranks),
            Axis.Around("Mode", [0, .. lower, .. upper, .. modes]),
            layers)
        {
            Title = panel[0].Effect,
        };
    }

    private static double[] Averages(double[] values)
        => [.. Enumerable.Range(0, Runs).Select(run => values[(int)((long)run * values.Length / Runs)..(int)((run + 1L) * values.Length / Runs)].Average())];

    private static string Shown(ConditionalModeRow[][] panels, string grouping, string level)
    {
        int levels = panels[0].Length;
        string counts = Lists.Of([.. panels.Select(panel => $"{NumberLabel.Count(panel.Count(static row => row.ExcludesZero))} of {panel[0].Effect}")]);
        string what = levels <= MostNamed ? $"Lines are {level} intervals"
            : levels <= MostDrawn ? $"All {levels} levels of {grouping} are drawn, each with its {level} interval, without their names"
            : $"{NumberLabel.Count(levels)} levels of {grouping} in the order of their modes, averaged over {Runs} runs of neighbours: the line is the mode, the band the {level} interval";
        return $"{what}, at the estimated parameters, whose uncertainty they leave out. Intervals that exclude zero: {counts}.";
    }

    private static string Description(ConditionalModeRow[][] panels, string grouping, string level)
        => $"Conditional modes of {NumberLabel.Count(panels[0].Length)} levels of {grouping} with {level} intervals. "
            + string.Join(" ", panels.Select(static panel => $"{panel[0].Effect}: from {NumberLabel.Short(panel[^1].Mode)} ({panel[^1].Level}) to {NumberLabel.Short(panel[0].Mode)} ({panel[0].Level}); {NumberLabel.Count(panel.Count(static row => row.ExcludesZero))} intervals exclude zero."));
}
