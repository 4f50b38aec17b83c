using Lmm.Plots.Charts;
using Lmm.Plots.Scales;
using Lmm.Plots.Scenes;
using Lmm.Plots.Texts;

namespace Lmm.Plots.Pictures;

/// <summary>Data and fitted values, a panel for each group.</summary>
internal static class GroupsPicture
{
    private const double PanelWidth = 105;
    private const int MostPointsOfPanel = 500;

    private static readonly Stroke Fitted = new(Tone.Second, 2);

    private static readonly Stroke Population = new(Tone.Third, 1.6, 5);

    /// <summary>Draws the picture.</summary>
    public static Picture Draw(LinearMixedModelFit fit, string grouping, string? covariate, int most, PlotOptions options)
    {
        RandomEffects effects = fit.RandomEffects(grouping);
        string name = covariate ?? First(fit);
        double[] x = (ModelVariables.Numbers(fit, name) ?? throw new ModelException(fit.ModelName, LmmErrorCode.NoSuchResult, $"{name} is a factor, and panels have a number along their axes; name one.")).ToArray();
        double[] response = fit.Design.Response.ToArray();
        double[] population = [.. response.Zip(fit.Diagnostics.Residuals(ResidualKind.Raw, PredictionTarget.Population), static (value, residual) => value - residual)];
        FactorColumn factor = ModelVariables.Factor(fit, effects.Grouping);
        int[] shown = Shown(effects, most);
        ILookup<int, int> rows = Enumerable.Range(0, x.Length).Where(row => factor.Code(row) >= 0).ToLookup(factor.Code);
        int columns = Math.Max(1, Math.Min(shown.Length, (int)((options.Width - 60) / PanelWidth)));
        Domain xs = Domain.Around(x);
        Domain ys = Domain.Around([.. response, .. fit.FittedValues]);
        Chart[] charts = [.. shown.Select((level, index) => Panel(
            [.. rows[level]],
            x,
            response,
            fit.FittedValues,
            population,
            Axis.Of("", xs, hasNumbers: index + columns >= shown.Length),
            Axis.Of("", ys, hasNumbers: index % columns == 0),
            effects.Levels[level]))];
        bool isAll = shown.Length == effects.Levels.Count;
        string range = isAll ? $"all {effects.Levels.Count} levels of {grouping}" : $"{shown.Length} of {NumberLabel.Count(effects.Levels.Count)} levels of {grouping}, equally far apart";
        return new Page
        {
            Title = $"{fit.ResponseName} by {name}, for each {grouping}",
            Description = $"{fit.ResponseName} by {name} for {range}: rows, fitted values of the group, and those of the population.",
            Charts = charts,
            ChartHeight = 90,
            Columns = columns,
            AcrossLabel = name,
            UpwardsLabel = fit.ResponseName,
            Legend =
            [
                new LegendEntry("rows", Tone.First) { Shape = DotShape.Disc },
                new LegendEntry($"the model for this {grouping}", Tone.Second) { Line = Fitted },
                new LegendEntry("the population", Tone.Third) { Line = Population },
            ],
            Notes = [$"Shown are {range}, in the order of their first mode, the largest first; axes are alike in all panels."],
        }.Draw(options);
    }

    private static string First(LinearMixedModelFit fit)
        => fit.MarginalMeans.Covariates.Count > 0
            ? fit.MarginalMeans.Covariates[0]
            : throw new ModelException(fit.ModelName, LmmErrorCode.NoSuchResult, "the fixed effects have no number to put along the axes; name one of the variables.");

    // By the first effect, so that panels that are beside each other are alike.
    private static int[] Shown(RandomEffects effects, int most)
    {
        string first = effects.VarianceComponents[0].Name;
        int[] order = [.. Enumerable.Range(0, effects.Levels.Count).OrderByDescending(level => effects.ModesAt(level)[first].Value)];
        return order.Length <= most ? order : [.. Enumerable.Range(0, most).Select(place => order[most == 1 ? 0 : (int)((long)place * (order.Length - 1) / (most - 1))])];
    }

    private static Chart Panel(int[] rows, double[] x, double[] response, IReadOnlyList<double> fitted, double[] population, Axis across, Axis upwards, string level)
    {
        int[] sorted = [.. rows.OrderBy(row => x[row])];
        (double[] at, double[] means) = Averages(sorted, x, fitted);
        (_, double[] common) = Averages(sorted, x, population);
        double[] ownX = Array.ConvertAll(sorted, row => x[row]);
        double[] ownY = Array.ConvertAll(sorted, row => response[row]);
        return new Chart(
            across,
            upwards,
            [
                sorted.Length > MostPointsOfPanel ? new HexagonLayer(ownX, ownY, Tone.First) : new PointLayer(ownX, ownY, new Paint(Tone.First, 0.75), sorted.Length > 60 ? 1.6 : 2.2),
                new LineLayer(at, common, Population),
                new LineLayer(at, means, Fitted),
            ])
        {
            Title = LabelText.Name(level),
        };
    }

    // Where several rows have one value of x, the mean of theirs.
    private static (double[] X, double[] Means) Averages(int[] sorted, double[] x, IReadOnlyList<double> values)
    {
        (double X, double Mean)[] places = [.. sorted.GroupBy(row => x[row]).Select(group => (group.Key, group.Average(row => values[row])))];
        return (Array.ConvertAll(places, static place => place.X), Array.ConvertAll(places, static place => place.Mean));
    }
}
