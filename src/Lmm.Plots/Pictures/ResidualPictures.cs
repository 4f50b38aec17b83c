using Lmm.Plots.Charts;
using Lmm.Plots.Scenes;
using Lmm.Plots.Smoothing;
using Lmm.Plots.Texts;

namespace Lmm.Plots.Pictures;

/// <summary>Residuals against numbers.</summary>
internal static class ResidualPictures
{
    private const int MostNames = 3;
    private const double Far = 3;
    private const double Height = 280;

    private static readonly Stroke Smooth = new(Tone.Second, 2.4);

    /// <summary>Draws residuals against a variable of the model.</summary>
    public static Picture Against(ModelFit fit, string variable, PlotOptions options)
        => ModelVariables.Numbers(fit, variable) is { } numbers
            ? Against(fit, variable, numbers.ToArray(), options)
            : ResidualsByGroupPicture.Draw(fit, ModelVariables.Factor(fit, variable), options);

    /// <summary>Draws residuals against numbers, one per row of the fit.</summary>
    public static Picture Against(ModelFit fit, string name, IReadOnlyList<double> values, PlotOptions options)
    {
        StandardResiduals residuals = StandardResiduals.Of(fit).Where(values);
        return Page(fit, AgainstChart(fit, name, values, options), residuals, $"Residuals against {(name == "Fitted value" ? "fitted values" : name)}", options);
    }

    /// <summary>Draws the square roots of the sizes of residuals against fitted values.</summary>
    public static Picture ScaleLocation(ModelFit fit, PlotOptions options)
        => Page(fit, ScaleChart(fit, options), StandardResiduals.Of(fit), "Spread of residuals against fitted values", options);

    /// <summary>The chart of residuals against numbers.</summary>
    public static Chart AgainstChart(ModelFit fit, string name, IReadOnlyList<double> values, PlotOptions options)
    {
        StandardResiduals residuals = StandardResiduals.Of(fit).Where(values);
        double[] x = residuals.Pick(values);
        (double[] smoothX, double[] smoothY) = Lowess.Of(x, residuals.Values);
        double largest = smoothY.Length == 0 ? 0 : smoothY.MaxBy(Math.Abs);
        return new Chart(
            Axis.Around(name, x),
            Axis.Around(residuals.Label, [0, .. residuals.Values]),
            [RuleLayer.Level(0), Cloud.Of(x, residuals.Values, Tone.First, options.MostPoints), new LineLayer(smoothX, smoothY, Smooth), Names(x, residuals, fit)])
        {
            Sentence = smoothX.Length == 0
                ? $"{name} has too few different values for a smooth."
                : $"The smooth should run along zero; it is {NumberLabel.Short(Math.Abs(largest))} standard deviations away at most.",
        };
    }

    /// <summary>The chart of the sizes of residuals against fitted values.</summary>
    public static Chart ScaleChart(ModelFit fit, PlotOptions options)
    {
        StandardResiduals residuals = StandardResiduals.Of(fit);
        double[] x = residuals.Pick(fit.FittedValues);
        double[] roots = Array.ConvertAll(residuals.Values, static value => Math.Sqrt(Math.Abs(value)));
        (double[] smoothX, double[] smoothY) = Lowess.Of(x, roots);
        return new Chart(
            Axis.Around("Fitted value", x),
            Axis.Around($"√|{char.ToLowerInvariant(residuals.Label[0])}{residuals.Label[1..]}|", [0, .. roots]),
            [Cloud.Of(x, roots, Tone.First, options.MostPoints), new LineLayer(smoothX, smoothY, Smooth)])
        {
            Sentence = smoothX.Length == 0
                ? "Fitted values have too few different values for a smooth."
                : $"The smooth should be level; it goes from {NumberLabel.Short(smoothY.Min())} to {NumberLabel.Short(smoothY.Max())}, a ratio of spreads of {NumberLabel.Short(Math.Pow(smoothY.Max() / Math.Max(smoothY.Min(), 1e-9), 2))}.",
        };
    }

    // The rows that lie farthest out, by their numbers in the input.
    private static NameLayer Names(double[] x, StandardResiduals residuals, ModelFit fit)
        => new([.. Enumerable.Range(0, x.Length)
            .Where(index => Math.Abs(residuals.Values[index]) > Far)
            .OrderByDescending(index => Math.Abs(residuals.Values[index]))
            .Take(MostNames)
            .Select(index => new NamedPoint(x[index], residuals.Values[index], $"row {fit.Rows.Numbers[residuals.Rows[index]]}"))]);

    private static Picture Page(ModelFit fit, Chart chart, StandardResiduals residuals, string title, PlotOptions options) => new Page
    {
        Title = title,
        Description = $"{title} of {fit.Formula}, {NumberLabel.Count(residuals.Values.Length)} rows. {chart.Sentence}",
        Charts = [chart],
        ChartHeight = Height,
        Legend = [new LegendEntry("rows", new Paint(Tone.First, 0.8)) { Shape = DotShape.Disc }, new LegendEntry("smooth (lowess)", Tone.Second) { Line = Smooth }],
        Notes = [Cloud.Note(residuals.Values.Length, options.MostPoints) ?? "", residuals.Note],
    }.Draw(options);
}
