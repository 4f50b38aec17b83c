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
    public void A_number_of_little_spread_far_from_zero_keeps_its_digits(string engine) => Check(engine, "y ~ I(1000000 + 0.02 * x) + (1 | g)", static (g, random) => g + random, accuracy: 1e-9, theta: 1e-9);

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_common_factor_of_the_weights_does_not_matter(string engine) => Check(engine, "y ~ x + (1 | g)", static (g, random) => g + random, accuracy: 1e-10, theta: 1e-9, weight: 1e-18);

    [Theory]
    [MemberData(nameof(Engines))]
    public void Rows_of_weight_zero_have_no_part(string engine) => Check(engine, "y ~ x + scale(u) + (1 | g)", static (g, random) => g + random, accuracy: 1e-10, theta: 1e-9, weight: 3, zeros: true);

    [Theory]
    [MemberData(nameof(Engines))]
    public void Zeros_of_a_slope_stay_zeros(string engineName)
    {
        // Its unit is that of the few rows with values: rounding beside zeros would be taken for the rest.
        var random = new Random(5);
        long[] groups = [.. Enumerable.Range(0, 400).Select(_ => (long)random.Next(8))];
        string[] visits = [.. groups.Select(_ => "v" + random.Next(7))];
        double[] x = [.. groups.Select(_ => (random.NextDouble() * 4) - 2)];
        double[] slopes = [.. Enumerable.Range(0, 8).Select(_ => random.NextDouble() * 5)];
        ModelFrame frame = new(
            FrameColumn.Numeric("y", groups.Select((group, row) => (visits[row] == "v1" ? slopes[group] * x[row] : 0) + (6 * random.NextDouble()))),
            FrameColumn.Numeric("x", x),
            FrameColumn.Numeric("z", groups.Select(_ => random.NextDouble())),
            FrameColumn.Text("v", visits),
            FrameColumn.Integer("g", groups));
        using var engine = Engine.Open(engineName);
        engine.Create("t", frame);
        Model model = Model.Parse("y ~ z + (I((v == \"v1\") * x) || g)");
        var memory = (LinearMixedModelFit)model.Fit(frame);

        foreach (LinearMixedModelFit fit in new[] { model.FitIn(engine.Connection, "t", options: new DatabaseOptions { Strategy = DatabaseStrategy.Sums }), model.FitStream([frame.Rows([.. Enumerable.Range(0, 150)]), frame.Rows([.. Enumerable.Range(150, 250)])]) })
        {
            Agreement.Of(memory, fit);
            Assert.All(memory.Tests.Coefficients.Zip(fit.Tests.Coefficients), static pair => Assert.Equal(pair.First.DegreesOfFreedom!.Value, pair.Second.DegreesOfFreedom!.Value, 1e-6 * pair.First.DegreesOfFreedom.Value));
        }
    }

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
