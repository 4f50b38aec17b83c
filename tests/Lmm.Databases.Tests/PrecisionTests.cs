using Lmm.Databases.Tests.Engines;

namespace Lmm.Databases.Tests;

/// <summary>Responses far from zero, groups far apart, covariates of a group, weights of all sizes: digits stay.</summary>
public sealed class PrecisionTests
{
    public static TheoryData<string> Engines => Engine.Names;

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_response_far_from_zero_keeps_its_digits(string engine) => Check(engine, "y ~ x + (x | g)", static (g, random) => 1e9 + g + random, accuracy: 1e-10, theta: 1e-9);

    [Theory]
    [MemberData(nameof(Engines))]
    public void Groups_a_million_residuals_apart_are_summed_about_their_means(string engine) => Check(engine, "y ~ x + (1 | g)", static (g, random) => (1e6 * g) + random, accuracy: 1e-7, theta: 1e-7);

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_covariate_of_the_groups_costs_no_digits(string engine) => Check(engine, "y ~ x + u + (1 | g)", static (g, random) => g + random, accuracy: 1e-10, theta: 1e-9);

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_common_factor_of_the_weights_does_not_matter(string engine) => Check(engine, "y ~ x + (1 | g)", static (g, random) => g + random, accuracy: 1e-10, theta: 1e-9, weight: 1e-18);

    [Theory]
    [MemberData(nameof(Engines))]
    public void Rows_of_weight_zero_have_no_part(string engine) => Check(engine, "y ~ x + scale(u) + (1 | g)", static (g, random) => g + random, accuracy: 1e-10, theta: 1e-9, weight: 3, zeros: true);

    private static void Check(string engineName, string formula, Func<int, double, double> response, double accuracy, double theta, double? weight = null, bool zeros = false)
    {
        var random = new Random(17);
        int[] groups = [.. Enumerable.Range(0, 600).Select(_ => random.Next(30))];
        double[] ofGroup = [.. Enumerable.Range(0, 30).Select(_ => random.NextDouble())];
        var frame = new ModelFrame(
            FrameColumn.Numeric("y", groups.Select(group => response(group, random.NextDouble()))),
            FrameColumn.Numeric("x", groups.Select(_ => random.NextDouble())),
            FrameColumn.Numeric("u", groups.Select(group => ofGroup[group])),
            FrameColumn.Integer("g", groups.Select(static group => (long)group)),
            FrameColumn.Numeric("w", groups.Select(_ => zeros && random.Next(5) == 0 ? 0 : (weight ?? 1) * (0.5 + random.NextDouble()))));
        using var engine = Engine.Open(engineName);
        engine.Create("t", frame);
        string? weights = weight is null ? null : "w";
        var memory = (LinearMixedModelFit)Model.Parse(formula).Fit(frame, weights: weights);

        foreach (DatabaseStrategy strategy in Enum.GetValues<DatabaseStrategy>())
        {
            Agreement.Of(memory, Model.Parse(formula).FitIn(engine.Connection, "t", options: new DatabaseOptions { Strategy = strategy, Weights = weights }), accuracy, theta);
        }
    }
}
