using Lmm.Databases.Tests.Engines;

namespace Lmm.Databases.Tests;

/// <summary>Sources and models that cannot be fitted: each a fault of the library's, which says what and what to do.</summary>
public sealed class BadSourceTests
{
    public static TheoryData<string> Engines => Engine.Names;

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_table_that_is_not_there_is_the_engine_s_fault(string engineName)
    {
        using var engine = Engine.Open(engineName);

        DataSourceException fault = Assert.Throws<DataSourceException>(() => Model.Parse("y ~ x + (1 | g)").FitIn(engine.Connection, "nowhere"));

        Assert.Equal(LmmErrorCode.UnreadableSource, fault.Code);
        Assert.Contains("nowhere", fault.Message, StringComparison.Ordinal);
        Assert.StartsWith(engineName, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_column_that_is_not_there_is_shown_in_the_formula(string engineName)
    {
        FormulaException fault = Assert.Throws<FormulaException>(() => FitOf(engineName, "score ~ doze + (1 | clinic)"));

        Assert.Equal(LmmErrorCode.UnknownColumn, fault.Code);
        Assert.Contains("did you mean 'dose'?", fault.Message, StringComparison.Ordinal);
        Assert.Contains("        ^^^^", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_text_where_a_number_is_needed_is_shown_in_the_formula(string engineName)
        => Assert.Contains("'arm'", Assert.Throws<FormulaException>(() => FitOf(engineName, "arm ~ dose + (1 | clinic)")).Message, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_logarithm_of_a_negative_number_is_a_fault(string engineName)
        => Assert.Contains("logarithm", Assert.ThrowsAny<LmmException>(() => FitOf(engineName, "log(dose - 5) ~ arm + (1 | clinic)")).Message, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Engines))]
    public void No_rows_are_a_fault(string engineName)
    {
        LmmException fault = Assert.ThrowsAny<LmmException>(() => FitOf(engineName, "score ~ dose + (1 | clinic)", "SELECT * FROM visits WHERE dose > 100"));

        Assert.True(fault.Code is LmmErrorCode.NotEnoughRows, fault.Message);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void One_group_is_a_fault(string engineName)
        => Assert.Equal(LmmErrorCode.NotIdentifiable, Assert.Throws<ModelException>(() => FitOf(engineName, "score ~ dose + (1 | clinic)", "SELECT * FROM visits WHERE clinic = 3")).Code);

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_model_without_random_effects_is_refused(string engineName)
        => Assert.Equal(LmmErrorCode.WrongKindOfModel, Assert.Throws<ModelException>(() => FitOf(engineName, "score ~ dose")).Code);

    [Theory]
    [MemberData(nameof(Engines))]
    public void More_cells_than_are_allowed_are_refused(string engineName)
    {
        using var engine = Engine.Open(engineName);
        engine.Create("visits", Visits.Draw());

        DataSourceException fault = Assert.Throws<DataSourceException>(() => Model.Parse("score ~ dose + (1 | clinic)").FitIn(engine.Connection, "visits", options: new DatabaseOptions { Strategy = DatabaseStrategy.Compression, MaximumCells = 100 }));

        Assert.Equal(LmmErrorCode.TooLarge, fault.Code);
        Assert.Contains("dose", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Missing_values_can_be_refused(string engineName)
    {
        using var engine = Engine.Open(engineName);
        engine.Create("visits", Visits.Draw());
        engine.Run("UPDATE visits SET dose = NULL WHERE clinic = 3");

        ModelException fault = Assert.Throws<ModelException>(() => Model.Parse(Visits.Formula).FitIn(engine.Connection, "visits", options: new DatabaseOptions { Fit = new FitOptions { MissingValues = MissingValues.Refuse } }));

        Assert.Equal(LmmErrorCode.MissingValue, fault.Code);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void An_infinite_value_is_refused(string engineName)
    {
        using var engine = Engine.Open(engineName);
        engine.Create("visits", Visits.Draw());
        engine.Run($"UPDATE visits SET dose = {(engineName == "SQLite" ? "9e999" : "'Infinity'")} WHERE clinic = 3");

        Assert.Equal(LmmErrorCode.NotFinite, Assert.Throws<ModelException>(() => Model.Parse(Visits.Formula).FitIn(engine.Connection, "visits")).Code);
    }

    [Fact]
    public void A_query_that_ends_in_a_semicolon_is_refused()
        => Assert.Contains("';'", Assert.Throws<ArgumentException>(() => FitOf("DuckDB", Visits.Formula, "SELECT * FROM visits;")).Message, StringComparison.Ordinal);

    [Fact]
    public void Connections_to_different_engines_are_refused_for_one_response_and_for_many()
    {
        using var duck = Engine.Open("DuckDB");
        using var lite = Engine.Open("SQLite");
        var model = Model.Parse(Visits.Formula);

        Assert.Contains("those of one engine", Assert.Throws<ArgumentException>(() => model.FitIn([duck.Connection, lite.Connection], "visits")).Message, StringComparison.Ordinal);
        Assert.Contains("those of one engine", Assert.Throws<ArgumentException>(() => model.FitManyIn([duck.Connection, lite.Connection], "visits", DatabaseResponses.InColumns("score"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_that_is_given_twice_is_refused()
    {
        using var engine = Engine.Open("DuckDB");

        Assert.Throws<ArgumentException>(() => Model.Parse(Visits.Formula).FitIn([engine.Connection, engine.Connection], "visits"));
    }

    [Fact]
    public void A_fit_of_sums_says_what_it_lacks()
    {
        LinearMixedModelFit fit = FitOf("DuckDB", Visits.Formula);

        Assert.False(fit.HasRows);
        Assert.Contains("rows", Assert.ThrowsAny<InvalidOperationException>(() => fit.Residuals).Message, StringComparison.Ordinal);
    }

    private static LinearMixedModelFit FitOf(string engineName, string formula, string source = "visits")
    {
        using var engine = Engine.Open(engineName);
        engine.Create("visits", Visits.Draw());
        return Model.Parse(formula).FitIn(engine.Connection, source);
    }
}
