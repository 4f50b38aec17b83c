using System.Globalization;
using Lmm.Plots.Charts;
using Lmm.Plots.Scales;
using Lmm.Plots.Scenes;
using Lmm.Plots.Texts;

namespace Lmm.Plots.Pictures;

/// <summary>What rows and groups do to the estimates.</summary>
internal static class InfluencePictures
{
    private const int MostNames = 4;
    private const int MostLevels = 40;
    private const int MostCoefficients = 5;
    private const double SlotHeight = 16;

    /// <summary>Draws the influence of rows.</summary>
    public static Picture OfRows(ModelFit fit, PlotOptions options)
    {
        Chart distances = Distances(fit);
        int count = fit.Rows.Count;
        return new Page
        {
            Title = "Influence of rows",
            Description = $"Cook's distances of {NumberLabel.Count(count)} rows of {fit.Formula}, and their studentised residuals against leverages. {distances.Sentence}",
            Charts = [distances, Leverages(fit, options)],
            ChartHeight = 240,
            Columns = options.Width >= 560 ? 2 : 1,
            Notes = [.. fit.Influence.Notes, Cloud.Note(count, options.MostPoints) ?? ""],
        }.Draw(options);
    }

    /// <summary>Draws the influence of levels.</summary>
    public static Picture OfLevels(LevelInfluenceTable table, PlotOptions options)
    {
        if (table.Count == 0)
        {
            throw new ArgumentException("The table has no levels; there is nothing to show.", nameof(table));
        }

        LevelInfluence[] shown = [.. table.ByDistance.Take(MostLevels)];
        string[] names = [.. shown.Select(static level => level.Level)];
        string[] coefficients = [.. shown[0].CoefficientNames.Take(MostCoefficients)];
        double[] at = [.. Enumerable.Range(0, shown.Length).Select(static index => (double)index)];
        double[] largest = [.. shown.SelectMany(static level => level.Dfbetas.Take(MostCoefficients))];
        return new Page
        {
            Title = $"Influence of each {table.Grouping}",
            Description = $"Cook's distances without each of {NumberLabel.Count(table.Count)} levels of {table.Grouping}, and DFBETAS. {Lists.Of([.. shown.Take(5).Select(static level => $"{level.Level}: {NumberLabel.Short(level.CooksDistance)}")])}.",
            Charts =
            [
                Needles("Cook's distance", names, true, at, [.. shown.Select(static level => level.CooksDistance)], Domain.Around([0, .. shown.Select(static level => level.CooksDistance)])),
                .. coefficients.Select((name, index) => Needles(name, names, (index + 1) % Columns(coefficients) == 0, at, [.. shown.Select(level => level.Dfbetas[index])], Domain.Around([0, .. largest]))),
            ],
            ChartHeight = Math.Max(60, shown.Length * SlotHeight),
            Columns = Columns(coefficients),
            Notes =
            [
                shown.Length < table.Count ? $"The {MostLevels} most influential of {NumberLabel.Count(table.Count)} levels." : "",
                $"Panels of coefficients are DFBETAS: the estimate of all rows less that without the level, over the standard error without it{(shown[0].CoefficientNames.Count > MostCoefficients ? $"; the first {MostCoefficients} of {shown[0].CoefficientNames.Count} coefficients" : "")}.",
                table.Notes[0],
            ],
        }.Draw(options);
    }

    /// <summary>The chart of Cook's distances, row by row.</summary>
    public static Chart Distances(ModelFit fit)
    {
        RowValues distances = fit.Influence.CooksDistances;
        int[] order = [.. Enumerable.Range(0, distances.Count).Where(row => double.IsFinite(distances[row])).OrderByDescending(row => distances[row])];

        // Rows whose line is too short to be seen are not drawn.
        double least = order.Length == 0 ? 0 : distances[order[0]] / 500;
        int[] drawn = [.. order.Where(row => distances[row] >= least).Take(2000).Order()];
        NamedPoint[] names = [.. order.Take(MostNames).Select(row => new NamedPoint(distances.RowNumbers[row], distances[row], RowName(distances, row)) { Side = NameSide.Above })];
        return new Chart(
            Axis.Of("Row", new Domain(0, distances.Count == 0 ? 1 : distances.RowNumbers[^1] + 1)),
            Axis.Of("Cook's distance", new Domain(0, 1.12 * Math.Max(order.Length == 0 ? 0 : distances[order[0]], 1e-12))),
            [
                new SegmentLayer([.. drawn.Select(row => ((double)distances.RowNumbers[row], 0.0, (double)distances.RowNumbers[row], distances[row]))], new Stroke(Tone.First, 1.2)),
                new NameLayer(names),
            ])
        {
            Sentence = order.Length == 0 ? "" : $"No row should stand out alone; the largest distance, {NumberLabel.Short(distances[order[0]])}, is that of row {distances.RowNumbers[order[0]]}.",
        };
    }

    private static Chart Leverages(ModelFit fit, PlotOptions options)
    {
        RowValues residuals = fit.Diagnostics.Residuals(ResidualKind.Studentized);
        int[] rows = [.. Enumerable.Range(0, residuals.Count).Where(row => double.IsFinite(residuals[row]))];
        double[] x = Array.ConvertAll(rows, row => fit.Influence.Leverage[row]);
        double[] y = Array.ConvertAll(rows, row => residuals[row]);
        return new Chart(
            Axis.Around("Leverage", [0, .. x]),
            Axis.Around("Studentised residual", [0, .. y]),
            [
                RuleLayer.Level(0),
                Cloud.Of(x, y, Tone.First, options.MostPoints),
                new NameLayer([.. rows.Index().OrderByDescending(row => fit.Influence.CooksDistances[row.Item]).Take(MostNames).Select(row => new NamedPoint(x[row.Index], y[row.Index], RowName(residuals, row.Item)))]),
            ])
        {
            Sentence = "Rows that are far out on both axes move the estimates most.",
        };
    }

    private static string RowName(RowValues values, int row) => values.RowNumbers[row].ToString(CultureInfo.InvariantCulture);

    private static int Columns(string[] coefficients) => Math.Min(3, coefficients.Length + 1);

    private static Chart Needles(string title, string[] names, bool hasNames, double[] at, double[] values, Domain domain) => new(
        Axis.Of("", domain),
        Axis.Down("", names, hasNames),
        [
            RuleLayer.Upright(0),
            new SegmentLayer([.. values.Select((value, index) => (0.0, at[index], value, at[index]))], new Stroke(Tone.First, 1.4)),
            new PointLayer(values, at, Tone.First, 3.2),
        ])
    {
        Title = title,
    };
}
