using Lmm.Plots.Charts;
using Lmm.Plots.Scenes;
using Lmm.Plots.Smoothing;
using Lmm.Plots.Texts;

namespace Lmm.Plots.Pictures;

/// <summary>The checks of a model in one picture.</summary>
internal static class ChecksPicture
{
    private const int MostEffects = 4;

    // Modes that are shrunken to nothing have no distribution.
    private const double Nothing = 1e-12;

    /// <summary>Draws the picture.</summary>
    public static Picture Draw(ModelFit fit, int draws, long seed, PlotOptions options)
    {
        (string Grouping, string Effect)[] effects = fit is LinearMixedModelFit mixed
            ? [.. mixed.GroupingFactors.SelectMany(static factor => factor.VarianceComponents.Select(component => (factor.Grouping, component.Name)))]
            : [];
        StandardResiduals residuals = StandardResiduals.Of(fit);
        Chart[] charts =
        [
            ResidualPictures.AgainstChart(fit, "Fitted value", fit.FittedValues, options) with { Title = "Is the mean right?" },
            ResidualPictures.ScaleChart(fit, options) with { Title = "Is the spread the same everywhere?" },
            ResidualQuantilesPicture.Chart(fit, draws, seed, options) with { Title = "Are residuals normal?" },
            .. residuals.HasLeverage ? [InfluencePictures.Distances(fit) with { Title = "Does one row decide?" }] : (Chart[])[],
            .. effects.Take(MostEffects).Select(effect => Modes((LinearMixedModelFit)fit, effect.Grouping, effect.Effect, options)),
        ];
        return new Page
        {
            Title = $"Checks of {fit.Formula}",
            Description = string.Join(" ", charts.Select(static chart => $"{chart.Title} {chart.Sentence}")),
            Charts = charts,
            ChartHeight = 190,
            Columns = options.Width >= 560 ? 2 : 1,
            Notes =
            [
                Cloud.Note(fit.Rows.Count, options.MostPoints) ?? "",
                residuals.Note,
                residuals.HasLeverage ? "" : "The influence of single rows needs them too, and is not shown.",
                effects.Length > MostEffects ? $"The first {MostEffects} of {effects.Length} random effects." : "",
            ],
        }.Draw(options);
    }

    private static Chart Modes(LinearMixedModelFit fit, string grouping, string effect, PlotOptions options)
    {
        RandomEffects effects = fit.RandomEffects(grouping);
        double[] modes = [.. Enumerable.Range(0, effects.Levels.Count).Select(level => effects.ModesAt(level)[effect].Value).Order()];
        double[] normal = NormalQuantile.Of(modes.Length);
        (double intercept, double slope) = NormalQuantile.Line(modes);
        double[] ends = [normal[0], normal[^1]];
        bool isNothing = modes.All(static mode => Math.Abs(mode) < Nothing);
        return new Chart(
            Axis.Around("Normal quantile", normal),
            Axis.Around($"Mode of {effect}", [.. modes, .. ends.Select(end => intercept + (slope * end))]),
            [
                new LineLayer(ends, Array.ConvertAll(ends, end => intercept + (slope * end)), new Stroke(Tone.Rule, 1.4)),
                Cloud.Of(normal, modes, Tone.First, options.MostPoints),
            ])
        {
            Title = $"Are effects of {grouping} normal? {effect}",
            Sentence = isNothing
                ? "The variance is estimated as zero: there is nothing to see."
                : $"Points should lie along the line; modes go from {NumberLabel.Short(modes[0])} to {NumberLabel.Short(modes[^1])}, with {NumberLabel.Count(modes.Length)} levels.",
        };
    }
}
