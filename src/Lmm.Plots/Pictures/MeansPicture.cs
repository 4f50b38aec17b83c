using Lmm.Plots.Charts;
using Lmm.Plots.Scenes;
using Lmm.Plots.Texts;
using Lmm.Printing;

namespace Lmm.Plots.Pictures;

/// <summary>Marginal means with intervals and comparison arrows.</summary>
internal static class MeansPicture
{
    private const double SlotHeight = 26;
    private const double Below = 0.24;

    /// <summary>Draws the picture.</summary>
    public static Picture Draw(MarginalMeansTable table, bool comparisons, PlotOptions options)
    {
        MarginalMeansTable means = table.AtLevel(options.Level);
        int count = means.Factors.Count;
        Panel[] panels = [.. means.Rows
            .GroupBy(row => string.Join(", ", row.Levels.Skip(count)))
            .Select(static group => new Panel(group.Key, [.. group]))];
        MarginalEstimate[] known = [.. panels.SelectMany(static panel => panel.Known)];
        if (known.Length == 0)
        {
            throw new ArgumentException("No mean of the table is estimable; there is nothing to show.", nameof(table));
        }

        int wrong = 0;
        bool hasArrows = comparisons && count > 0 && panels.All(static panel => panel.Known.Length == panel.Rows.Length) && panels.Any(static panel => panel.Rows.Length > 1);
        IReadOnlyList<ContrastEstimate> pairs = hasArrows ? means.Pairs().Rows : [];
        Axis x = Axis.Around($"{(means.Factors.Count > 0 ? "Marginal mean" : "Mean")} of {means.ResponseName}", known.SelectMany(static row => (double[])[row.Lower, row.Upper, row.Estimate]));
        List<Chart> charts = [];
        int first = 0;
        foreach (Panel panel in panels)
        {
            int size = panel.Rows.Length * (panel.Rows.Length - 1) / 2;
            ContrastEstimate[] own = hasArrows ? [.. pairs.Skip(first).Take(size)] : [];
            first += size;
            (Layer[] arrows, int missed) = own.Length == 0 ? ([], 0) : Arrows(panel, own);
            wrong += missed;
            charts.Add(OfPanel(panel, x, count, arrows, panels.Length > 1));
        }

        string level = Percent.Of(options.Level);
        string of = means.Factors.Count == 0 ? "all rows" : string.Join(", ", means.Factors);
        return new Page
        {
            Title = $"Marginal means of {of}",
            Description = $"Marginal means with {level} intervals. {Lists.Of([.. known.Select(static row => $"{string.Join(", ", row.Levels)}: {NumberLabel.Short(row.Estimate)} ({NumberLabel.Short(row.Lower)} to {NumberLabel.Short(row.Upper)})")])}.",
            Charts = charts,
            ChartHeight = panels.Max(static panel => panel.Known.Length) * SlotHeight,
            Columns = Math.Min(panels.Length, 2),
            Legend =
            [
                new LegendEntry($"mean with its {level} interval", Tone.First) { Shape = DotShape.Disc, Line = new Stroke(Tone.First, 2) },
                .. hasArrows ? [new LegendEntry("means whose arrows overlap do not differ significantly", Tone.Second) { Line = new Stroke(Tone.Second, 2) }] : (LegendEntry[])[],
            ],
            Notes =
            [
                .. means.Notes,
                .. hasArrows ? [means.Pairs().Notes[^1]] : (string[])[],
                wrong > 0 ? $"{wrong} of {pairs.Count} pairs are told wrongly by the arrows, whose lengths cannot suit all pairs at once; see the table of pairs." : "",
            ],
        }.Draw(options);
    }

    private static Chart OfPanel(Panel panel, Axis x, int count, Layer[] arrows, bool hasTitle)
    {
        MarginalEstimate[] rows = panel.Known;
        double[] at = [.. Enumerable.Range(0, rows.Length).Select(static index => (double)index)];
        return new Chart(
            x,
            Axis.Down("", [.. rows.Select(row => row.Levels.Count == 0 ? "all" : string.Join(", ", row.Levels.Take(Math.Max(count, 1)).Select(static level => level.Level)))]),
            [
                new SegmentLayer([.. rows.Select((row, index) => (row.Lower, at[index], row.Upper, at[index]))], new Stroke(Tone.First, 2)),
                new PointLayer([.. rows.Select(static row => row.Estimate)], at, Tone.First, 4),
                .. arrows,
            ])
        {
            Title = hasTitle ? panel.Title : "",
        };
    }

    private static (Layer[] Layers, int Wrong) Arrows(Panel panel, ContrastEstimate[] pairs)
    {
        int count = panel.Rows.Length;
        (double[] lengths, int wrong) = ComparisonArrows.Of([.. panel.Rows.Select(static row => row.Estimate)], Margin);
        (double, double, double, double)[] arrows =
        [
            .. panel.Rows.Index().Where(row => IsBeside(row.Index, -1)).Select(row => Arrow(row.Index, -lengths[row.Index])),
            .. panel.Rows.Index().Where(row => IsBeside(row.Index, 1)).Select(row => Arrow(row.Index, lengths[row.Index])),
        ];
        return ([new SegmentLayer(arrows, new Stroke(Tone.Second, 1.8), HasHeads: true)], wrong);

        // An arrow that points away from all other means compares nothing.
        bool IsBeside(int index, int side) => panel.Rows.Index().Any(other => other.Index != index && side * (other.Item.Estimate - panel.Rows[index].Estimate) >= 0);

        (double, double, double, double) Arrow(int index, double length) => (panel.Rows[index].Estimate, index + Below, panel.Rows[index].Estimate + length, index + Below);

        // Pairs come in order: the first with each later one, then the second.
        double Margin(int i, int j)
        {
            ContrastEstimate pair = pairs[(i * count) - (i * (i + 1) / 2) + j - i - 1];
            return (pair.Upper - pair.Lower) / 2;
        }
    }

    /// <summary>The means within a combination of the levels of other factors.</summary>
    private sealed record Panel(string Title, MarginalEstimate[] Rows)
    {
        public MarginalEstimate[] Known { get; } = Array.FindAll(Rows, static row => row.IsEstimable);
    }
}
