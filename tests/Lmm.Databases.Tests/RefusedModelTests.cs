using Lmm.Databases.Tests.Engines;

namespace Lmm.Databases.Tests;

#pragma warning disable LMM084 // The build refuses them too.

/// <summary>Models that no engine can sum are refused before anything is asked of one, with the characters of the formula.</summary>
public sealed class RefusedModelTests
{
    private const string Carets = "\n  I(score - mean(score)) ~ dose + (1 | clinic)\n  ^^^^^^^^^^^^^^^^^^^^^^";

    [Fact]
    public void Statements_of_a_typed_model_are_refused_without_an_engine()
    {
        ModelException fault = Assert.Throws<ModelException>(() => CentredVisitModel.ShowSql(SqlDialect.PostgreSql, "visits"));

        Assert.Equal(LmmErrorCode.UnsuitableColumn, fault.Code);
        Assert.Contains("needs a number that only all rows tell, before an engine has summed them; write the number out", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith(Carets, fault.Message, StringComparison.Ordinal);
        Assert.EndsWith(Carets, Assert.Throws<ModelException>(() => CentredVisitModel.ShowSql(SqlDialect.PostgreSql, "visits", DatabaseResponses.InRows("kind"))).Message, StringComparison.Ordinal);
        Assert.EndsWith(Carets, Assert.Throws<ModelException>(() => CentredVisitModel.FitStream([])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Formulas_at_run_time_are_refused_too()
    {
        using var engine = Engine.Open("DuckDB");
        engine.Create("visits", Visits.Draw());

        Assert.EndsWith(Carets, Assert.Throws<ModelException>(() => CentredVisitModel.FitIn(engine.Connection, "visits")).Message, StringComparison.Ordinal);
        Assert.EndsWith(Carets, Assert.Throws<ModelException>(() => Model.Parse("I(score - mean(score)) ~ dose + (1 | clinic)").FitIn(engine.Connection, "visits")).Message, StringComparison.Ordinal);
        string[] lines = Assert.Throws<ModelException>(() => Model.Parse("score ~ dose + offset(mean(dose) * dose) + (1 | clinic)").FitIn(engine.Connection, "visits")).Message.Split('\n');
        Assert.Equal("  score ~ dose + offset(mean(dose) * dose) + (1 | clinic)", lines[1]);
        Assert.Equal(lines[1].IndexOf("mean", StringComparison.Ordinal), lines[2].IndexOf('^', StringComparison.Ordinal));
        Assert.Contains("no random-effects term", Assert.Throws<ModelException>(() => Model.Parse("score ~ dose").ShowSql(engine.Connection, "visits")).Message, StringComparison.Ordinal);
    }
}

/// <summary>A visit whose score is centred by the model.</summary>
[Model("I(score - mean(score)) ~ dose + (1 | clinic)")]
public sealed record CentredVisit(double Score, double Dose, int Clinic);
