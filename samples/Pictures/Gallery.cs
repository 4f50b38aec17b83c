using Lmm;

namespace Pictures;

/// <summary>A picture of every kind, of published data, each by the call that docs/pictures.md shows.</summary>
internal static class Gallery
{
    private static readonly Lazy<LinearMixedModelFit> Sleep = Mixed("Reaction ~ Days + (Days | Subject)", "sleepstudy.csv");

    private static readonly Lazy<LinearMixedModelFit> Machines = Mixed("score ~ Machine + (Machine | Worker)", "Machines.csv", "Worker");

    private static readonly Lazy<LinearMixedModelFit> Cake = Mixed("angle ~ recipe * temperature + (1 | recipe:replicate)", "cake.csv", "replicate", "temperature");

    private static readonly Lazy<LinearMixedModelFit> Chicks = Mixed("weight ~ Diet * poly(Time, 2) + (Time | Chick)", "ChickWeight.csv", "Chick", "Diet");

    private static readonly Lazy<LinearMixedModelFit> Growth = Mixed("distance ~ age * Sex + (1 | Subject)", "Orthodont.csv");

    private static readonly Lazy<LinearMixedModelFit> Slopes = Mixed("distance ~ age * Sex + (age | Subject)", "Orthodont.csv");

    private static readonly Lazy<ModelFit> Ordinary = new(static () => Fit("distance ~ age * Sex", "Orthodont.csv"));

    private static readonly Lazy<LinearMixedModelFit> Lectures = Mixed("y ~ service + (1 | s) + (1 | d)", "InstEval.csv", "s", "d", "service");

    /// <summary>The names of the pictures' files, and how they are drawn.</summary>
    public static IReadOnlyList<(string Name, Func<Picture> Draw)> All { get; } =
    [
        ("forest", static () => Plot.Forest(Growth.Value)),
        ("forest-models", static () => Plot.Forest([("random intercepts", Growth.Value), ("random slopes", Slopes.Value), ("ordinary", Ordinary.Value)])),
        ("caterpillar", static () => Plot.Caterpillar(Sleep.Value, "Subject")),
        ("caterpillar-many", static () => Plot.Caterpillar(Lectures.Value, "s")),
        ("mode-quantiles", static () => Plot.ModeQuantiles(Sleep.Value, "Subject")),
        ("shrinkage", static () => Plot.Shrinkage(Sleep.Value, "Subject")),
        ("residuals", static () => Plot.Residuals(Sleep.Value)),
        ("residuals-many", static () => Plot.Residuals(Lectures.Value)),
        ("residuals-variable", static () => Plot.Residuals(Chicks.Value, "Time")),
        ("scale-location", static () => Plot.ScaleLocation(Sleep.Value)),
        ("residual-quantiles", static () => Plot.ResidualQuantiles(Sleep.Value)),
        ("residuals-by-group", static () => Plot.ResidualsByGroup(Sleep.Value, "Subject")),
        ("means", static () => Plot.Means(Machines.Value.MarginalMeans.Of("Machine"))),
        ("interaction", static () => Plot.Interaction(Cake.Value, "temperature", "recipe")),
        ("curves", static () => Plot.Curves(Chicks.Value, "Time", "Diet")),
        ("groups", static () => Plot.Groups(Sleep.Value, "Subject")),
        ("profile", static () => Plot.Profile(Sleep.Value)),
        ("bootstrap", static () => Plot.Bootstrap(Sleep.Value.Intervals.Resample(draws: 500, seed: 1))),
        ("influence", static () => Plot.Influence(Sleep.Value)),
        ("influence-groups", static () => Plot.Influence(Sleep.Value.Influence.By("Subject"))),
        ("checks", static () => Plot.Checks(Sleep.Value)),
    ];

    private static Lazy<LinearMixedModelFit> Mixed(string formula, string file, params string[] factors) => new(() => (LinearMixedModelFit)Fit(formula, file, factors));

    private static ModelFit Fit(string formula, string file, params string[] factors)
    {
        ModelFrame data = ModelFrame.FromCsv(Path.Combine(AppContext.BaseDirectory, "Data", file));
        foreach (string factor in factors)
        {
            data = data.With(data[factor].AsFactor());
        }

        return Model.Parse(formula).Fit(data);
    }
}
