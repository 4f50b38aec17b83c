using Lmm.Databases.Tests.Engines;

namespace Lmm.Databases.Tests;

/// <summary>Grouping factors that cross are summed one by one and in pairs: the fits are those of the rows in memory, with fewer cells than combinations.</summary>
public sealed class PairsTests
{
    private const int Rows = 3000;

    private static readonly DatabaseOptions Pairs = new() { Strategy = DatabaseStrategy.Pairs };

    public static TheoryData<string> Engines => Engine.Names;

    public static TheoryData<string, string?> Models => new()
    {
        { "score ~ dose * arm + (1 | clinic) + (1 | rater)", null },
        { "score ~ dose * arm + (dose | clinic) + (1 | rater)", "w" },
        { "score ~ dose + arm + (dose | clinic) + (dose | rater) + (1 | day)", null },
        { "score ~ 0 + arm + offset(dose / 3) + (arm | clinic) + (dose || rater)", "w" },
        { "score ~ poly(age, 2) + scale(dose) + (poly(age, 2) | clinic) + (1 | rater)", null },
        { "score ~ dose + (1 | clinic / rater) + (1 | day)", null },
        { "score ~ dose + (1 | clinic) + (0 + dose | clinic) + (1 | rater:day)", "w" },
        { "score ~ dose * day + (1 | clinic) + (1 | rater) + (1 | day)", null },
        { "score ~ dose + (0 + visit || clinic) + (0 + visit:dose || rater)", null },
        { "log(score) ~ I(dose^2) + I(dose > 5) + (I(dose^2) | clinic) + (1 | rater)", "w" },
        { "score ~ age + (1 | clinic) + (1 | factor(age)) + (dose | rater)", null },
        { "score ~ 1 + (0 + dose | clinic) + (0 + dose:arm | rater)", null },
        { "score ~ I(arm == \"low\") * dose + (1 | clinic) + (1 | rater:arm)", null },
        { "score ~ I((arm != \"low\") * dose) + offset(I((arm == \"high\") * 2)) + (1 | clinic) + (1 | visit)", "w" },
        { "score ~ dose + (1 | factor(visit == \"v1\")) + (I(arm == \"high\") | rater) + (1 | visit)", null },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void Crossed_factors_are_fitted_as_in_memory(string formula, string? weights)
    {
        ModelFrame frame = Draw();
        var memory = (LinearMixedModelFit)Model.Parse(formula).Fit(frame, weights: weights);
        foreach (string name in Engine.Available)
        {
            using var engine = Engine.Open(name);
            engine.Create("visits", frame);

            LinearMixedModelFit fit = Model.Parse(formula).FitIn(engine.Connection, "visits", options: Pairs with { Weights = weights });

            Assert.Equal(DatabaseStrategy.Pairs, fit.Cells!.Strategy);
            Agreement.Of(memory, fit, accuracy: 2e-9);
            Assert.Equal(memory.GroupingFactors.Select(static factor => factor.Levels), fit.GroupingFactors.Select(static factor => factor.Levels));
        }
    }

    [Fact]
    public void What_a_fit_has_without_rows_is_as_in_memory()
    {
        const string Formula = "score ~ dose * arm + (dose | clinic) + (1 | rater)";
        ModelFrame frame = Draw();
        var memory = (LinearMixedModelFit)Model.Parse(Formula).Fit(frame);
        using var engine = Engine.Open("DuckDB");
        engine.Create("visits", frame);
        LinearMixedModelFit fit = Model.Parse(Formula).FitIn(engine.Connection, "visits", options: Pairs);
        using var file = new MemoryStream();
        fit.Save(file);
        file.Position = 0;

        foreach (LinearMixedModelFit own in new[] { fit, (LinearMixedModelFit)ModelFit.Load(file) })
        {
            foreach (DegreesOfFreedomMethod method in new[] { DegreesOfFreedomMethod.Satterthwaite, DegreesOfFreedomMethod.KenwardRoger })
            {
                Near(memory.Tests.With(method).Coefficients.Select(static test => test.DegreesOfFreedom!.Value), own.Tests.With(method).Coefficients.Select(static test => test.DegreesOfFreedom!.Value), 1e-6);
            }

            Near(memory.MarginalMeans.Of("arm").Rows.Select(static row => row.Estimate), own.MarginalMeans.Of("arm").Rows.Select(static row => row.Estimate));
            Near(memory.Predict(frame), own.Predict(frame));
            Near(memory.Intervals.Profile().Rows.Select(static row => row.Upper), own.Intervals.Profile().Rows.Select(static row => row.Upper), 1e-6);
        }

        ModelException refused = Assert.Throws<ModelException>(() => fit.Tests.WithRobustCovariance("clinic", RobustCovariance.CR1));
        Assert.Contains("levels of the grouping factor rater are in several clusters by clinic", refused.Message, StringComparison.Ordinal);
        Assert.Contains("have stayed in a database", Assert.Throws<InvalidOperationException>(() => fit.Residuals).Message.Replace("that stayed", "have stayed", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static void Near(IEnumerable<double> expected, IEnumerable<double> actual, double accuracy = 1e-8)
    {
        double[] own = [.. actual];
        foreach ((int place, double value) in expected.Index())
        {
            Assert.True(value.Equals(own[place]) || Math.Abs(value - own[place]) <= accuracy * Math.Max(1, Math.Abs(value)), $"{place}: {value} and {own[place]}");
        }
    }

    [Fact]
    public void A_typed_model_is_fitted_as_in_memory()
    {
        ModelFrame frame = Draw();
        int[] raters = frame["rater"].AsFactor().Codes.ToArray();
        IReadOnlyList<string> levels = frame["rater"].AsFactor().Levels;
        Rating[] ratings = [.. Enumerable.Range(0, frame.RowCount).Select(row => new Rating(frame["score"].Numbers![row], double.IsNaN(frame["dose"].Numbers![row]) ? null : frame["dose"].Numbers![row], (int)frame["clinic"].Numbers![row], levels[raters[row]]))];
        RatingFit memory = RatingModel.Fit(ratings);
        foreach (string name in Engine.Available)
        {
            using var engine = Engine.Open(name);
            engine.Create("ratings", frame);

            RatingFit fit = RatingModel.FitIn(engine.Connection, "ratings", options: Pairs);

            Assert.Equal(DatabaseStrategy.Pairs, fit.Cells!.Strategy);
            Agreement.Of(memory, fit, accuracy: 2e-9);
        }
    }

    [Fact]
    public void Models_are_compared_with_each_other_and_with_those_in_memory()
    {
        ModelFrame frame = Draw();
        using var engine = Engine.Open("DuckDB");
        engine.Create("visits", frame);
        string[] formulas = ["score ~ dose + (1 | clinic) + (1 | rater)", "score ~ dose + arm + (1 | clinic) + (1 | rater)", "score ~ dose + arm + (dose | clinic) + (1 | rater)"];
        LinearMixedModelFit[] fits = [.. formulas.Select(formula => Model.Parse(formula).FitIn(engine.Connection, "visits", Estimation.MaximumLikelihood, Pairs))];
        LinearMixedModelFit[] memory = [.. formulas.Select(formula => (LinearMixedModelFit)Model.Parse(formula).Fit(frame, Estimation.MaximumLikelihood))];
        for (int larger = 1; larger < formulas.Length; larger++)
        {
            LikelihoodRatioTest expected = LikelihoodRatioTest.Compare(memory[larger - 1], memory[larger]);
            foreach (LikelihoodRatioTest test in new[] { LikelihoodRatioTest.Compare(fits[larger - 1], fits[larger]), LikelihoodRatioTest.Compare(fits[larger - 1], memory[larger]) })
            {
                Assert.Equal(expected.ChiSquared, test.ChiSquared, 1e-6);
                Assert.Equal(expected.PValue, test.PValue, 1e-6);
            }
        }
    }

    [Fact]
    public void One_cell_for_all_factors_is_no_pair()
    {
        using var engine = Engine.Open("SQLite");
        engine.Create("visits", Draw());

        foreach (string formula in new[] { "score ~ dose + (dose | clinic)", "score ~ dose + (1 | clinic / rater)", "score ~ dose + rater + (1 | clinic) + (1 | rater)" })
        {
            Assert.Equal(DatabaseStrategy.Sums, Model.Parse(formula).FitIn(engine.Connection, "visits", options: Pairs).Cells!.Strategy);
        }
    }

    [Fact]
    public void Statements_are_of_factors_and_of_pairs()
    {
        using var engine = Engine.Open("DuckDB");
        engine.Create("visits", Draw());
        Model model = Model.Parse("score ~ dose + arm + (dose | clinic) + (1 | rater) + (1 | day)");

        IReadOnlyList<SqlStatement> statements = model.ShowSql(engine.Connection, "visits", Pairs);

        Assert.Equal(
            ["counts of rows, means and ranges of numbers", "arm, clinic", "arm, rater", "arm, day", "clinic, rater", "clinic, day", "rater, day"],
            statements.Select(static statement => statement.Purpose.Replace("sums within cells by ", "", StringComparison.Ordinal)));
        Assert.DoesNotContain(statements, static statement => statement.IsConditional);
        Assert.Contains("COUNT(*) AS n\nFROM", statements[^1].Text, StringComparison.Ordinal);
        Assert.Equal(["combinations", "sums:", "compression:", "pairs:"], model.ShowSql(engine.Connection, "visits").Select(static statement => statement.Purpose.Split(' ')[0]).Distinct());
    }

    [Fact]
    public void A_million_rows_of_crossed_factors_are_summed_in_pairs_unasked()
    {
        using var engine = Engine.Open("DuckDB");
        engine.Run("""
            CREATE TABLE answers AS SELECT (i * 7919) % 20011 AS person, (i * 104729) % 211 AS item, ((i * 31) % 1009) / 1009.0::DOUBLE AS x,
                1 + x + ((i * 7919) % 20011 % 17) / 17.0::DOUBLE + ((i * 104729) % 211 % 13) / 13.0::DOUBLE + ((i * 65537) % 10007) / 10007.0::DOUBLE AS y
            FROM range(1000000) AS numbers(i)
            """);
        Model model = Model.Parse("y ~ x + (1 | person) + (1 | item)");

        LinearMixedModelFit chosen = model.FitIn(engine.Connection, "answers");
        LinearMixedModelFit fewer = model.FitIn(engine.Connection, "SELECT * FROM answers LIMIT 999999");

        Assert.Equal(DatabaseStrategy.Pairs, chosen.Cells!.Strategy);
        Assert.Contains("cells by person, item (pairs: the first 10000 rows have", chosen.Cells.ToString(), StringComparison.Ordinal);
        Assert.Equal(DatabaseStrategy.Sums, fewer.Cells!.Strategy);
        Agreement.Of(model.FitIn(engine.Connection, "answers", options: new DatabaseOptions { Strategy = DatabaseStrategy.Sums }), chosen);
    }

    [Fact]
    public void Too_many_combinations_are_summed_in_pairs_after_all()
    {
        ModelFrame frame = Draw();
        using var engine = Engine.Open("DuckDB");
        engine.Create("visits", frame);
        Model model = Model.Parse("score ~ dose + (1 | clinic) + (1 | rater) + (1 | day)");

        LinearMixedModelFit fit = model.FitIn(engine.Connection, "visits", options: new DatabaseOptions { MaximumCells = 1200 });

        Agreement.Of((LinearMixedModelFit)model.Fit(frame), fit);
        Assert.Equal(DatabaseStrategy.Pairs, fit.Cells!.Strategy);
        Assert.EndsWith("but all have more than 1200", fit.Cells.Estimate, StringComparison.Ordinal);
        Assert.Contains("DatabaseStrategy.Pairs", Assert.Throws<DataSourceException>(() => model.FitIn(engine.Connection, "visits", options: new DatabaseOptions { MaximumCells = 1200, Strategy = DatabaseStrategy.Sums })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, DatabaseStrategy.Pairs, 1e-9)]
    [InlineData(10, DatabaseStrategy.Pairs, 5e-9)]
    [InlineData(1e2, DatabaseStrategy.Sums, 1e-8)]
    [InlineData(1e3, DatabaseStrategy.Sums, 1e-8)]
    [InlineData(1e4, DatabaseStrategy.Sums, 1e-7)]
    [InlineData(1e5, DatabaseStrategy.Sums, 1e-7)]
    [InlineData(1e6, DatabaseStrategy.Sums, 1e-7)]
    public void Groups_far_apart_are_summed_about_the_means_of_cells_instead(double distance, DatabaseStrategy expected, double accuracy)
    {
        ModelFrame drawn = Draw();
        double[] clinic = drawn["clinic"].Numbers!.ToArray();
        ModelFrame frame = drawn.With(FrameColumn.Numeric("score", drawn["score"].Numbers!.ToArray().Select((score, row) => score + (distance * clinic[row]))));
        using var engine = Engine.Open("DuckDB");
        engine.Create("visits", frame);
        Model model = Model.Parse("score ~ dose + (1 | clinic) + (1 | rater)");

        LinearMixedModelFit fit = model.FitIn(engine.Connection, "visits", options: Pairs);

        Assert.Equal(expected, fit.Cells!.Strategy);
        Agreement.Of((LinearMixedModelFit)model.Fit(frame), fit, accuracy, theta: 1e-6);
    }

    [Fact]
    public void What_cross_products_of_pairs_cannot_tell_is_summed_by_all_factors()
    {
        ModelFrame drawn = Draw();
        ModelFrame frame = drawn.With(FrameColumn.Numeric("score", drawn["score"].Numbers!.ToArray().Select(static score => score + 1e6)));
        using var engine = Engine.Open("DuckDB");
        engine.Create("visits", frame);

        // Without an intercept it is the groups that lie at a million.
        Model model = Model.Parse("score ~ 0 + dose + (1 | clinic) + (1 | rater) + (1 | day)");
        LinearMixedModelFit fit = model.FitIn(engine.Connection, "visits", options: Pairs);

        Assert.Equal(DatabaseStrategy.Sums, fit.Cells!.Strategy);
        Agreement.Of((LinearMixedModelFit)model.Fit(frame), fit, 1e-7, theta: 1e-6);
        Assert.Contains("residual standard deviations apart", Assert.Throws<ModelException>(() => model.FitIn(engine.Connection, "visits", options: Pairs with { MaximumCells = 1200 })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, DatabaseStrategy.Pairs)]
    [InlineData(1e4, DatabaseStrategy.Sums)]
    [InlineData(1e5, DatabaseStrategy.Sums)]
    public void Where_fixed_effects_explain_nearly_all_rows_are_summed_by_all_factors(double slope, DatabaseStrategy expected)
    {
        ModelFrame drawn = Draw();
        double[] dose = drawn["dose"].Numbers!.ToArray();
        ModelFrame frame = drawn.With(FrameColumn.Numeric("score", drawn["score"].Numbers!.ToArray().Select((score, row) => score + (slope * (double.IsNaN(dose[row]) ? 0 : dose[row])))));
        using var engine = Engine.Open("DuckDB");
        engine.Create("visits", frame);
        Model model = Model.Parse("score ~ dose + (1 | clinic) + (1 | rater)");

        LinearMixedModelFit fit = model.FitIn(engine.Connection, "visits", options: Pairs);

        Assert.Equal(expected, fit.Cells!.Strategy);
        Agreement.Of((LinearMixedModelFit)model.Fit(frame), fit, slope == 1 ? 1e-9 : 1e-6, theta: 1e-5);
    }

    [Fact]
    public void Levels_of_an_offset_are_known_to_predictions()
    {
        ModelFrame frame = Draw();
        using var engine = Engine.Open("DuckDB");
        engine.Create("visits", frame);
        Model model = Model.Parse("score ~ dose + offset(I((visit == \"v1\") * 2)) + (1 | clinic) + (1 | rater)");

        LinearMixedModelFit fit = model.FitIn(engine.Connection, "visits", options: Pairs);

        Assert.Equal(DatabaseStrategy.Pairs, fit.Cells!.Strategy);
        Near(model.Fit(frame).Predict(frame), fit.Predict(frame));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Parts_of_rows_add_up(string engineName)
    {
        const string Formula = "score ~ dose + arm + (dose | clinic) + (1 | rater)";
        ModelFrame frame = Draw();
        using var engine = Engine.Open(engineName);
        engine.Create("visits", frame);
        Model model = Model.Parse(Formula);
        var memory = (LinearMixedModelFit)model.Fit(frame);

        CrossProducts sum = model.CrossProductsIn(engine.Connection, "SELECT * FROM visits WHERE day < 3", Pairs).Add(model.CrossProductsIn(engine.Connection, "SELECT * FROM visits WHERE day >= 3", Pairs));

        Agreement.Of(memory, LinearMixedModel.Fit(sum), dropped: 0);
    }

    [Theory]
    [InlineData("score ~ dose * arm + (dose | clinic) + (1 | rater)", null)]
    [InlineData("score ~ dose + (1 | clinic) + (0 + dose | clinic) + (dose | rater) + (1 | day)", "w")]
    public void Pairs_that_several_sources_have_are_added(string formula, string? weights)
    {
        ModelFrame frame = Draw();
        using Engine north = Engine.Open("DuckDB");
        using Engine south = Engine.Open("DuckDB");
        north.Create("visits", frame.Rows([.. Enumerable.Range(0, Rows).Where(static row => row % 3 == 0)]));
        south.Create("visits", frame.Rows([.. Enumerable.Range(0, Rows).Where(static row => row % 3 != 0)]));
        Model model = Model.Parse(formula);

        LinearMixedModelFit fit = model.FitIn([north.Connection, south.Connection], "visits", options: Pairs with { Weights = weights });

        Assert.Equal(DatabaseStrategy.Pairs, fit.Cells!.Strategy);
        Agreement.Of((LinearMixedModelFit)model.Fit(frame, weights: weights), fit, accuracy: 2e-9);
    }

    [Fact]
    public void Keys_far_apart_weights_of_any_size_and_numbers_far_from_zero_cost_nothing()
    {
        ModelFrame drawn = Draw();
        ModelFrame frame = drawn
            .With(FrameColumn.Integer("clinic", drawn["clinic"].Numbers!.ToArray().Select(static clinic => (long)((clinic - 20) * 1e15))))
            .With(FrameColumn.Numeric("w", drawn["w"].Numbers!.ToArray().Select(static weight => weight * 1e-18)))
            .With(FrameColumn.Numeric("day", drawn["day"].Numbers!.ToArray().Select(static day => 1.7e12 + (day * 86_400_000))))
            .With(FrameColumn.Numeric("score", drawn["score"].Numbers!.ToArray().Select(static score => score + 1e9)));
        using var engine = Engine.Open("DuckDB");
        engine.Create("visits", frame);
        Model model = Model.Parse("score ~ day + (day | clinic) + (1 | rater)");
        var memory = (LinearMixedModelFit)model.Fit(frame, weights: "w");

        LinearMixedModelFit fit = model.FitIn(engine.Connection, "visits", options: Pairs with { Weights = "w" });

        Assert.Equal(DatabaseStrategy.Pairs, fit.Cells!.Strategy);
        Agreement.Of(memory, fit, accuracy: 1e-8, theta: 1e-5);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("w")]
    public void Rows_that_change_between_statements_are_refused(string? weights)
    {
        using var engine = Engine.Open("DuckDB");
        engine.Create("visits", Draw());

        ModelException fault = Assert.Throws<ModelException>(() => Model.Parse("score ~ dose + (1 | clinic) + (1 | rater)")
            .FitIn(engine.Connection, "SELECT * FROM visits WHERE random() < 0.9", options: Pairs with { Weights = weights }));

        Assert.Equal(LmmErrorCode.ContradictorySums, fault.Code);
    }

    private static ModelFrame Draw()
    {
        var random = new Random(23);
        string[] arms = ["control", "high", "low"];
        int[] clinic = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(40))];
        int[] rater = [.. clinic.Select(_ => random.Next(25))];
        int[] day = [.. clinic.Select(_ => random.Next(6))];
        string[] arm = [.. clinic.Select(_ => arms[random.Next(3)])];
        double?[] dose = [.. clinic.Select(_ => random.Next(60) == 0 ? (double?)null : random.NextDouble() * 10)];
        double[] ofClinic = [.. Enumerable.Range(0, 40).Select(_ => random.NextDouble() * 3)];
        double[] ofRater = [.. Enumerable.Range(0, 25).Select(_ => random.NextDouble() * 2)];
        return new ModelFrame(
            FrameColumn.Numeric("score", Enumerable.Range(0, Rows).Select(row => 3 + (ofClinic[clinic[row]] * (1 + ((dose[row] ?? 0) / 10))) + ofRater[rater[row]] + arm[row].Length + (random.NextDouble() * 2) + (day[row] / 5.0))),
            FrameColumn.Numeric("dose", dose),
            FrameColumn.Text("arm", arm),
            FrameColumn.Numeric("w", clinic.Select(_ => 0.5 + random.NextDouble())),
            FrameColumn.Integer("age", clinic.Select(_ => (long)random.Next(20, 60))),
            FrameColumn.Text("visit", clinic.Select(_ => "v" + random.Next(7))),
            FrameColumn.Integer("clinic", clinic.Select(static number => (long)number)),
            FrameColumn.Text("rater", rater.Select(static number => "rater " + number)),
            FrameColumn.Integer("day", day.Select(static number => (long)number)));
    }
}

/// <summary>A visit that a rater has scored.</summary>
[Model("score ~ dose + (1 | clinic) + (1 | rater)")]
public sealed record Rating(double Score, double? Dose, int Clinic, string Rater);
