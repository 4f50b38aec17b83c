using Lmm.Plots.Charts;
using Lmm.Plots.Scenes;
using Lmm.Plots.Texts;
using Lmm.Printing;
using Lmm.Shapes;

namespace Lmm.Plots.Pictures;

/// <summary>Fitted curves with their bands over data.</summary>
internal static class CurvesPicture
{
    private const int Steps = 40;

    /// <summary>Draws the picture.</summary>
    public static Picture Draw(ModelFit fit, string covariate, string? by, PlotOptions options)
    {
        MarginalMeans means = fit.MarginalMeans;
        string name = means.Covariates[new NameIndex(fit.ModelName, "number in the fixed effects", means.Covariates).Find(covariate)];
        double[] values = ModelVariables.Numbers(fit, name)!.ToArray();
        (double low, double high) = (values.Min(), values.Max());
        double[] grid = [.. Enumerable.Range(0, Steps + 1).Select(step => low + ((high - low) * step / Steps))];
        FactorColumn? factor = by is null ? null : ModelVariables.Factor(fit, by);
        SeriesOfFactor.Check(fit, by ?? "", factor?.LevelNames.Count ?? 1);
        MarginalMeansTable table = means.At(name, grid).Of(by is null ? [] : [by], [name]).AtLevel(options.Level);
        Curve[] curves = [.. table.Rows
            .GroupBy(row => by is null ? "" : row.Levels[0].Level)
            .Select(static group => new Curve(group.Key, [.. group.Where(static row => row.IsEstimable)]))
            .Where(static curve => curve.Rows.Length > 0)];
        double[] response = fit.Design.Response.ToArray();
        bool isBinned = response.Length > options.MostPoints;
        string level = Percent.Of(options.Level);
        return new Page
        {
            Title = by is null ? $"{fit.ResponseName} by {name}" : $"{fit.ResponseName} by {name} and {by}",
            Description = Description(fit, name, level, curves),
            Charts =
            [
                new Chart(
                    Axis.Around(name, values),
                    Axis.Around(fit.ResponseName, [.. response, .. table.Rows.SelectMany(static row => (double[])[row.Lower, row.Upper])]),
                    [
                        .. isBinned || factor is null ? [Cloud.Of(values, response, factor is null ? Tone.First : Tone.Sixth, options.MostPoints)] : Points(factor, curves, values, response),
                        .. curves.Select((curve, index) => new BandLayer(curve.X, curve.Lower, curve.Upper, new Paint(Tones(by, index), 0.25))),
                        .. curves.Select((curve, index) => new LineLayer(curve.X, curve.Means, new Stroke(Tones(by, index), 2.4, by is null ? null : Palette.Dash(index)))),
                    ]),
            ],
            ChartHeight = 320,
            LegendTitle = by ?? "",
            Legend = by is null ? [new LegendEntry($"mean with its {level} band", Tone.Second) { Line = new Stroke(Tone.Second, 2.4) }] : [.. SeriesOfFactor.Legend([.. curves.Select(static curve => curve.Level)], hasShapes: !isBinned)],
            Notes =
            [
                $"Curves are of the population, by the fixed effects; bands are {level} intervals of the mean at each {name}.",
                Cloud.Note(response.Length, options.MostPoints) ?? "",
                .. table.Notes,
            ],
        }.Draw(options);
    }

    // One curve stands out from its points by its colour.
    private static Tone Tones(string? by, int index) => by is null ? Tone.Second : Palette.Series(index);

    private static IEnumerable<Layer> Points(FactorColumn factor, Curve[] curves, double[] values, double[] response)
        => curves.Select((curve, index) =>
        {
            int[] rows = [.. Enumerable.Range(0, values.Length).Where(row => factor.Code(row) >= 0 && factor.LevelNames[factor.Code(row)] == curve.Level)];
            return new PointLayer(Array.ConvertAll(rows, row => values[row]), Array.ConvertAll(rows, row => response[row]), new Paint(Palette.Series(index), values.Length > 1500 ? 0.35 : 0.6), values.Length > 1500 ? 1.8 : 2.4, Palette.Shape(index));
        });

    private static string Description(ModelFit fit, string name, string level, Curve[] curves)
        => $"Mean of {fit.ResponseName} by {name}, by the fixed effects, with {level} bands over {NumberLabel.Count(fit.Design.Rows.RowCount)} rows. "
            + string.Join(" ", curves.Select(curve => $"{(curve.Level.Length == 0 ? "The mean" : curve.Level)} goes from {NumberLabel.Short(curve.Means[0])} at {NumberLabel.Short(curve.X[0])} to {NumberLabel.Short(curve.Means[^1])} at {NumberLabel.Short(curve.X[^1])}."));

    /// <summary>The curve of a level.</summary>
    private sealed record Curve(string Level, MarginalEstimate[] Rows)
    {
        public double[] X { get; } = Array.ConvertAll(Rows, static row => row.Levels[^1].Value ?? double.NaN);

        public double[] Means { get; } = Array.ConvertAll(Rows, static row => row.Estimate);

        public double[] Lower { get; } = Array.ConvertAll(Rows, static row => row.Lower);

        public double[] Upper { get; } = Array.ConvertAll(Rows, static row => row.Upper);
    }
}
