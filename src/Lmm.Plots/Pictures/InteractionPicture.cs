using Lmm.Plots.Charts;
using Lmm.Plots.Scenes;
using Lmm.Plots.Texts;
using Lmm.Printing;

namespace Lmm.Plots.Pictures;

/// <summary>Marginal means of two factors as lines.</summary>
internal static class InteractionPicture
{
    private const double Spread = 0.36;

    /// <summary>Draws the picture.</summary>
    public static Picture Draw(ModelFit fit, string along, string lines, PlotOptions options)
    {
        MarginalMeansTable means = fit.MarginalMeans.Of([along], [lines]).AtLevel(options.Level);
        MarginalEstimate[] rows = [.. means.Rows.Where(static row => row.IsEstimable)];
        string[] places = [.. means.Rows.Select(static row => row.Levels[0].Level).Distinct()];
        string[] series = [.. means.Rows.Select(static row => row.Levels[1].Level).Distinct()];
        SeriesOfFactor.Check(fit, lines, series.Length);
        string level = Percent.Of(options.Level);
        return new Page
        {
            Title = $"Marginal means of {along} at each {lines}",
            Description = $"Marginal means with {level} intervals, lines for the levels of {lines}. {Lists.Of([.. rows.Select(row => $"{row.Levels[0].Level} at {row.Levels[1].Level}: {NumberLabel.Short(row.Estimate)} ({NumberLabel.Short(row.Lower)} to {NumberLabel.Short(row.Upper)})")])}.",
            Charts =
            [
                new Chart(
                    Axis.Across(along, places),
                    Axis.Around($"Mean of {fit.ResponseName}", rows.SelectMany(static row => (double[])[row.Lower, row.Upper])),
                    [.. series.SelectMany((name, index) => Line([.. rows.Where(row => row.Levels[1].Level == name)], places, index, series.Length))]),
            ],
            ChartHeight = 280,
            LegendTitle = lines,
            Legend = [.. SeriesOfFactor.Legend(series, hasShapes: true)],
            Notes = [$"Upright lines are {level} intervals. Parallel lines are no interaction.", .. means.Notes],
        }.Draw(options);
    }

    private static IEnumerable<Layer> Line(MarginalEstimate[] rows, string[] places, int index, int count)
    {
        double shift = count == 1 ? 0 : Spread * ((double)index / (count - 1) - 0.5);
        double[] at = Array.ConvertAll(rows, row => Array.IndexOf(places, row.Levels[0].Level) + shift);
        double[] means = Array.ConvertAll(rows, static row => row.Estimate);
        yield return new LineLayer(at, means, SeriesOfFactor.Line(index));
        yield return new SegmentLayer([.. rows.Select((row, point) => (at[point], row.Lower, at[point], row.Upper))], new Stroke(Palette.Series(index), 1.3));
        yield return new PointLayer(at, means, Palette.Series(index), 4, Palette.Shape(index));
    }
}
