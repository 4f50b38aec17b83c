using Lmm.Databases.Tests.Engines;

namespace Lmm.Databases.Tests;

/// <summary>What needs only sums is there of a fit whose rows stayed in a database, and agrees with that of the rows in memory.</summary>
public sealed class WithoutRowsTests : IDisposable
{
    private const string Formula = "score ~ dose * arm + ns(age, 3) + log(dose + 1) + (dose | clinic)";

    private readonly Engine _engine = Engine.Open("DuckDB");
    private readonly ModelFrame _frame;
    private readonly LinearMixedModelFit _memory;
    private readonly LinearMixedModelFit _database;

    public WithoutRowsTests()
    {
        ModelFrame drawn = Visits.Draw();
        var random = new Random(2);
        _frame = drawn.With(FrameColumn.Integer("age", Enumerable.Range(0, drawn.RowCount).Select(_ => (long)random.Next(20, 60))));
        _engine.Create("visits", _frame);
        _memory = (LinearMixedModelFit)Model.Parse(Formula).Fit(_frame);
        _database = Model.Parse(Formula).FitIn(_engine.Connection, "visits");
    }

    [Fact]
    public void Tests_agree()
    {
        foreach (DegreesOfFreedomMethod method in new[] { DegreesOfFreedomMethod.Satterthwaite, DegreesOfFreedomMethod.KenwardRoger })
        {
            FixedEffectsTests expected = _memory.Tests.With(method);
            FixedEffectsTests actual = _database.Tests.With(method);
            Assert.All(expected.Coefficients.Zip(actual.Coefficients), static pair => Assert.Equal(pair.First.DegreesOfFreedom!.Value, pair.Second.DegreesOfFreedom!.Value, 1e-6 * pair.First.DegreesOfFreedom.Value));
            Assert.Equal(expected.Anova().Rows.Select(static row => row.F), actual.Anova().Rows.Select(static row => row.F), Near);
        }
    }

    [Fact]
    public void Means_and_slopes_agree()
    {
        Assert.Equal(_memory.MarginalMeans.Of("arm").Rows.Select(static row => row.Estimate), _database.MarginalMeans.Of("arm").Rows.Select(static row => row.Estimate), Near);
        Assert.Equal(_memory.MarginalMeans.Of("arm").Rows.Select(static row => row.StandardError), _database.MarginalMeans.Of("arm").Rows.Select(static row => row.StandardError), Near);
        Assert.Equal(_memory.Slopes.Of("dose").Rows.Select(static row => row.Estimate), _database.Slopes.Of("dose").Rows.Select(static row => row.Estimate), Near);
    }

    [Fact]
    public void Predictions_agree()
    {
        ModelFrame rows = _frame.Rows([.. Enumerable.Range(0, 50)]);

        Assert.Equal(_memory.Predict(rows), _database.Predict(rows), Near);
        Assert.Equal(_memory.Predictions(rows).Select(static row => row.StandardError), _database.Predictions(rows).Select(static row => row.StandardError), Near);
    }

    [Fact]
    public void Profiles_agree()
    {
        IntervalTable expected = _memory.Intervals.Profile();
        IntervalTable actual = _database.Intervals.Profile();

        Assert.Equal(expected.Rows.Select(static row => row.Lower), actual.Rows.Select(static row => row.Lower), static (first, second) => Math.Abs(first - second) < 1e-6 * Math.Max(1, Math.Abs(first)));
    }

    [Fact]
    public void Models_are_compared_with_each_other_and_with_those_in_memory()
    {
        LinearMixedModelFit smaller = Model.Parse("score ~ dose + arm + ns(age, 3) + log(dose + 1) + (dose | clinic)").FitIn(_engine.Connection, "visits", Estimation.MaximumLikelihood);
        LinearMixedModelFit larger = Model.Parse(Formula).FitIn(_engine.Connection, "visits", Estimation.MaximumLikelihood);
        var memory = (LinearMixedModelFit)Model.Parse(Formula).Fit(_frame, Estimation.MaximumLikelihood);

        Assert.Equal(LikelihoodRatioTest.Compare(smaller, memory).ChiSquared, LikelihoodRatioTest.Compare(smaller, larger).ChiSquared, 1e-6);
    }

    [Fact]
    public void A_fit_is_saved_and_loaded()
    {
        using var file = new MemoryStream();
        _database.Save(file);
        file.Position = 0;
        LinearMixedModelFit loaded = LinearMixedModelFit.Load(file);

        Assert.Equal(_database.ToString(), loaded.ToString());
        Assert.Equal(_database.MarginalMeans.Of("arm").ToString(), loaded.MarginalMeans.Of("arm").ToString());
    }

    [Fact]
    public void A_number_of_two_values_that_was_summed_has_no_means_and_says_why()
    {
        _engine.Run("CREATE TABLE trial AS SELECT *, CASE arm WHEN 'low' THEN 0 ELSE 1 END::DOUBLE AS treated FROM visits");
        LinearMixedModelFit summed = Model.Parse("score ~ dose + treated + (1 | clinic)").FitIn(_engine.Connection, "trial");
        LinearMixedModelFit grouped = Model.Parse("score ~ dose + treated + (1 | clinic)").FitIn(_engine.Connection, "trial", options: new DatabaseOptions { Strategy = DatabaseStrategy.Compression });

        Assert.Contains("DatabaseStrategy.Compression", Assert.Throws<ModelException>(() => summed.MarginalMeans.Of("treated")).Message, StringComparison.Ordinal);
        Assert.Equal(2, grouped.MarginalMeans.Of("treated").Rows.Count);
    }

    public void Dispose() => _engine.Dispose();

    private static bool Near(double first, double second) => Math.Abs(first - second) <= 1e-7 * Math.Max(1, Math.Abs(first));
}
