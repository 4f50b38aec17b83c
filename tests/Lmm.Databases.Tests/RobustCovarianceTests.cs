using Lmm.Databases.Tests.Engines;

namespace Lmm.Databases.Tests;

/// <summary>Covariances that are robust to clusters are those of the rows in memory, where the rows stayed in a database or passed in a stream.</summary>
public sealed class RobustCovarianceTests
{
    public static TheoryData<string, string, string, string?> Models => new()
    {
        { Visits.Formula, "clinic", "DuckDB", null },
        { Visits.Formula, "clinic", "SQLite", "w" },
        { "score ~ dose + arm + (1 | clinic / arm)", "clinic", "DuckDB", "w" },
        { "score ~ log(dose + 1) + offset(dose) + (1 | region / clinic)", "region", "DuckDB", null },
        { "score ~ poly(age, 2) + dose + (dose | clinic) + (1 | region)", "region", "SQLite", "w" },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void Sums_by_clusters_are_enough(string formula, string cluster, string engineName, string? weights)
    {
        ModelFrame frame = Frame();
        using var engine = Engine.Open(engineName);
        engine.Create("visits", frame);
        ModelFit memory = Model.Parse(formula).Fit(frame, weights: weights);

        foreach (DatabaseStrategy strategy in new[] { DatabaseStrategy.Sums, DatabaseStrategy.Compression })
        {
            DatabaseOptions options = new() { Strategy = strategy, Weights = weights };
            LinearMixedModelFit fit = Model.Parse(formula).FitIn(engine.Connection, "visits", options: options);
            Agree(memory, fit, cluster);
            Agree(memory, Again(fit), cluster);
            CrossProducts sums = Model.Parse(formula).CrossProductsIn(engine.Connection, "visits", options);
            Agree(memory, LinearMixedModel.Fit(sums), cluster, anova: false);
        }

        ModelFrame[] chunks = [.. Enumerable.Range(0, frame.RowCount).Chunk(100).Select(rows => frame.Rows(rows))];
        LinearMixedModelFit stream = Model.Parse(formula).FitStream(chunks, options: new StreamOptions { Weights = weights });
        Agree(memory, stream, cluster);
        Agree(memory, Again(stream), cluster);
    }

    [Theory]
    [InlineData("DuckDB", null)]
    [InlineData("SQLite", "w")]
    public void Sums_of_parts_with_levels_in_both_add_up(string engineName, string? weights)
    {
        const string Formula = "score ~ dose * arm + (dose | clinic) + (1 | region)";
        ModelFrame frame = Frame();
        using var engine = Engine.Open(engineName);
        engine.Create("visits", frame);
        DatabaseOptions options = new() { Weights = weights };
        CrossProducts[] parts = [.. new[] { "< 35", ">= 35" }.Select(ages => Model.Parse(Formula).CrossProductsIn(engine.Connection, $"SELECT * FROM visits WHERE age {ages}", options))];

        Agree(Model.Parse(Formula).Fit(frame, weights: weights), LinearMixedModel.Fit(parts[0].Add(parts[1])), "region", 1e-8, anova: false);
    }

    [Theory]
    [InlineData("DuckDB", null)]
    [InlineData("SQLite", "w")]
    public void Factors_that_cross_within_clusters_are_summed_by_pairs(string engineName, string? weights)
    {
        const string Formula = "score ~ dose + arm + (dose | clinic) + (1 | rater) + (1 | region)";
        ModelFrame drawn = Frame();
        double[] clinics = drawn["clinic"].Numbers!.ToArray();
        ModelFrame frame = drawn.With(FrameColumn.Text("rater", clinics.Select(static (clinic, row) => $"rater {row * 31 % 7} of {(int)clinic % 6}")));
        using var engine = Engine.Open(engineName);
        engine.Create("visits", frame);
        ModelFit memory = Model.Parse(Formula).Fit(frame, weights: weights);
        DatabaseOptions options = new() { Strategy = DatabaseStrategy.Pairs, Weights = weights };
        LinearMixedModelFit fit = Model.Parse(Formula).FitIn(engine.Connection, "visits", options: options);

        Assert.Equal(DatabaseStrategy.Pairs, fit.Cells!.Strategy);
        Agree(memory, fit, "region", 1e-8);
        Agree(memory, Again(fit), "region", 1e-8);
        Agree(memory, LinearMixedModel.Fit(Model.Parse(Formula).CrossProductsIn(engine.Connection, "visits", options)), "region", 1e-8, anova: false);
        Assert.Contains("in several clusters by clinic", Refused(() => fit.Tests.WithRobustCovariance("clinic", RobustCovariance.CR1)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_response_far_from_zero_keeps_its_residuals()
    {
        ModelFrame frame = Frame();
        ModelFrame far = frame.With(FrameColumn.Numeric("score", frame["score"].Numbers!.ToArray().Select(static score => score + 1e6)));
        ModelFit memory = Model.Parse(Visits.Formula).Fit(far);

        LinearMixedModelFit fit = Model.Parse(Visits.Formula).FitStream([far]);
        Agree(memory, fit, "clinic", 1e-8);
        Agree(memory, Again(fit), "clinic", 1e-8);
    }

    [Fact]
    public void What_needs_single_rows_is_refused_with_what_to_do()
    {
        ModelFrame frame = Frame();
        LinearMixedModelFit fit = Model.Parse("score ~ dose + (1 | clinic) + (1 | region)").FitStream([frame]);

        Assert.Contains("take CR1", Refused(() => fit.Tests.WithRobustCovariance("region", RobustCovariance.CR2)), StringComparison.Ordinal);
        Assert.Contains("name a factor of the model", Refused(() => fit.Tests.WithRobustCovariance(new int[frame.RowCount], RobustCovariance.CR1)), StringComparison.Ordinal);
        Assert.Contains("numbers that are summed tell no clusters", Refused(() => fit.Tests.WithRobustCovariance("dose", RobustCovariance.CR1)), StringComparison.Ordinal);
        Assert.Contains("levels of the grouping factor region are in several clusters by clinic", Refused(() => fit.Tests.WithRobustCovariance("clinic", RobustCovariance.CR1)), StringComparison.Ordinal);
        Assert.Equal(
            fit.Tests.WithRobustCovariance("region", RobustCovariance.CR1).Coefficients.Select(static test => test.StandardError),
            fit.Tests.WithRobustCovariance(RobustCovariance.CR1).Coefficients.Select(static test => test.StandardError));
        Assert.Contains("take CR1", Refused(() => Again(fit).Tests.WithRobustCovariance("region", RobustCovariance.CR2)), StringComparison.Ordinal);
        Assert.Contains("there is no grouping factor dose", Refused(() => Again(fit).Tests.WithRobustCovariance("dose", RobustCovariance.CR1)), StringComparison.Ordinal);
        Assert.Contains("levels of the grouping factor region are in several clusters by clinic", Refused(() => Again(fit).Tests.WithRobustCovariance("clinic", RobustCovariance.CR1)), StringComparison.Ordinal);
    }

    private static void Agree(ModelFit memory, LinearMixedModelFit other, string cluster, double accuracy = 1e-9, bool anova = true)
    {
        foreach (RobustCovariance covariance in new[] { RobustCovariance.CR0, RobustCovariance.CR1 })
        {
            FixedEffectsTests expected = memory.Tests.WithRobustCovariance(cluster, covariance);
            FixedEffectsTests actual = other.Tests.WithRobustCovariance(cluster, covariance);
            foreach ((CoefficientTest one, CoefficientTest two) in expected.Coefficients.Zip(actual.Coefficients))
            {
                Assert.Equal(1, two.StandardError / one.StandardError, accuracy);

                // They follow θ, which is as exact as the search for it.
                Assert.Equal(1, two.DegreesOfFreedom!.Value / one.DegreesOfFreedom!.Value, 1e-6);
            }

            Assert.Equal(expected.Notes, actual.Notes);
            if (!anova)
            {
                // Cross-products do not know the terms of the formula.
                continue;
            }

            Assert.Equal(expected.Anova().Rows[0].F, actual.Anova().Rows[0].F, 1e-7 * Math.Max(1, expected.Anova().Rows[0].F));
        }
    }

    private static LinearMixedModelFit Again(LinearMixedModelFit fit)
    {
        using var file = new MemoryStream();
        fit.Save(file);
        file.Position = 0;
        return LinearMixedModelFit.Load(file);
    }

    private static string Refused(Action action) => Assert.Throws<ModelException>(action).Message;

    // Six regions of four clinics each.
    private static ModelFrame Frame()
    {
        ModelFrame drawn = Visits.Draw();
        var random = new Random(21);
        double[] clinics = drawn["clinic"].Numbers!.ToArray();
        return drawn
            .With(FrameColumn.Text("region", clinics.Select(static clinic => $"region {(int)clinic % 6}")))
            .With(FrameColumn.Integer("age", Enumerable.Range(0, drawn.RowCount).Select(_ => (long)random.Next(20, 60))))
            .With(FrameColumn.Numeric("w", Enumerable.Range(0, drawn.RowCount).Select(row => row % 50 == 0 ? 0 : 0.5 + random.NextDouble())));
    }
}
