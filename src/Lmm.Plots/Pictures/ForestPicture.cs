using Lmm.Plots.Charts;
using Lmm.Plots.Scenes;
using Lmm.Plots.Texts;
using Lmm.Printing;
using Lmm.Shapes;

namespace Lmm.Plots.Pictures;

/// <summary>Coefficients with their intervals, of one model or of several.</summary>
internal static class ForestPicture
{
    private const string Intercept = "(Intercept)";
    private const double SlotHeight = 22;
    private const double PerModel = 11;
    private const double Spread = 0.7;

    // Of the axis; about the size of a point.
    private const double Visible = 0.01;

    private const int MostHidden = 6;

    /// <summary>Draws the picture.</summary>
    public static Picture Draw(IReadOnlyList<(string Name, ModelFit Fit)> fits, IReadOnlyList<string>? coefficients, PlotOptions options)
    {
        string[] names = [.. coefficients is null ? fits.SelectMany(static model => Estimable(model.Fit)).Distinct() : Known(fits, coefficients)];
        if (coefficients is null && names.Any(static name => name != Intercept))
        {
            names = [.. names.Where(static name => name != Intercept)];
        }

        Dictionary<string, ParameterInterval>[] intervals = [.. fits.Select(model => Intervals(model.Fit, names, options.Level))];
        names = [.. names.Where(name => intervals.Any(model => model.ContainsKey(name)))];
        if (names.Length == 0)
        {
            throw new ModelException(fits[0].Fit.ModelName, LmmErrorCode.NoSuchResult, "there is no coefficient to show that the data can tell; name others.");
        }

        Axis x = Axis.Around("Estimate", [0, .. intervals.SelectMany(static model => model.Values).SelectMany(static interval => (double[])[interval.Estimate, interval.Lower, interval.Upper])]);
        bool isOne = fits.Count == 1;
        string[] small = [.. names.Where(name => intervals.All(model => !model.TryGetValue(name, out ParameterInterval? interval) || interval.Upper - interval.Lower < Visible * (x.Domain.High - x.Domain.Low)))];
        IEnumerable<Layer> layers = fits.SelectMany((_, model) => Layers(intervals[model], names, isOne ? 0 : Spread * (((model + 0.5) / fits.Count) - 0.5), model));
        string level = Percent.Of(options.Level);
        return new Page
        {
            Title = isOne ? $"Coefficients of {fits[0].Fit.Formula}" : "Coefficients",
            Description = Description(fits, intervals, names, level),
            Charts = [new Chart(x, Axis.Down("", names), [RuleLayer.Upright(0), .. layers])],
            ChartHeight = names.Length * (SlotHeight + ((fits.Count - 1) * PerModel)),
            Legend = isOne ? [] : [.. fits.Select(static (model, index) => new LegendEntry(model.Name, Palette.Series(index)) { Shape = Palette.Shape(index), Line = new Stroke(Palette.Series(index), 2) })],
            Notes = [$"Lines are {level} confidence intervals (Wald); {(isOne ? MethodText(fits[0].Fit) : "each by the degrees of freedom of its fit")}.", Hidden(small, fits, intervals)],
        }.Draw(options);
    }

    private static IEnumerable<string> Estimable(ModelFit fit) => fit.Coefficients.Where(static coefficient => coefficient.IsEstimable).Select(static coefficient => coefficient.Name);

    private static IEnumerable<string> Known(IReadOnlyList<(string Name, ModelFit Fit)> fits, IReadOnlyList<string> coefficients)
    {
        string[] all = [.. fits.SelectMany(static model => model.Fit.Coefficients.Names).Distinct()];
        NameIndex index = new(fits[0].Fit.ModelName, "coefficient", all);
        return coefficients.Select(name => all[index.Find(name)]);
    }

    private static Dictionary<string, ParameterInterval> Intervals(ModelFit fit, string[] names, double level)
    {
        string[] own = [.. Estimable(fit).Intersect(names)];
        return own.Length == 0 ? [] : fit.Intervals.Wald(level, own).Rows.ToDictionary(static row => row.Name);
    }

    private static IEnumerable<Layer> Layers(Dictionary<string, ParameterInterval> intervals, string[] names, double offset, int model)
    {
        (int At, ParameterInterval Row)[] rows = [.. names.Index().Where(name => intervals.ContainsKey(name.Item)).Select(name => (name.Index, intervals[name.Item]))];
        Tone tone = Palette.Series(model);
        yield return new SegmentLayer([.. rows.Select(row => (row.Row.Lower, row.At + offset, row.Row.Upper, row.At + offset))], new Stroke(tone, 2));
        yield return new PointLayer([.. rows.Select(static row => row.Row.Estimate)], [.. rows.Select(row => row.At + offset)], tone, 4, Palette.Shape(model));
    }

    private static string MethodText(ModelFit fit) => fit is not LinearMixedModelFit ? "by Student's t" : fit.Tests.Method switch
    {
        DegreesOfFreedomMethod.Satterthwaite => "degrees of freedom by Satterthwaite's method",
        DegreesOfFreedomMethod.KenwardRoger or DegreesOfFreedomMethod.KenwardRogerObserved => "standard errors and degrees of freedom by Kenward and Roger's method",
        _ => "by the normal distribution",
    };

    // Coefficients of very different units have one axis.
    private static string Hidden(string[] small, IReadOnlyList<(string Name, ModelFit Fit)> fits, Dictionary<string, ParameterInterval>[] intervals)
    {
        if (small.Length == 0)
        {
            return "";
        }

        IEnumerable<string> rows = small.Take(MostHidden).SelectMany(name => fits.Index().Where(model => intervals[model.Index].ContainsKey(name)).Select(model => $"{name}{(fits.Count == 1 ? "" : $" ({model.Item.Name})")} {Numbers(intervals[model.Index][name])}"));
        return $"Intervals too short to be seen: {Lists.Of([.. rows])}{(small.Length > MostHidden ? ", and others" : "")}. Name coefficients of like size for a picture of their own.";
    }

    private static string Numbers(ParameterInterval interval) => $"{NumberLabel.Short(interval.Estimate)} ({NumberLabel.Short(interval.Lower)} to {NumberLabel.Short(interval.Upper)})";

    private static string Description(IReadOnlyList<(string Name, ModelFit Fit)> fits, Dictionary<string, ParameterInterval>[] intervals, string[] names, string level)
    {
        IEnumerable<string> models = fits.Select((model, index) => (fits.Count == 1 ? "" : $"{model.Name}: ") + Lists.Of(
            [.. names.Where(intervals[index].ContainsKey).Select(name => $"{name} {Numbers(intervals[index][name])}")]));
        return $"Estimates with {level} confidence intervals. {string.Join(". ", models)}.";
    }
}
