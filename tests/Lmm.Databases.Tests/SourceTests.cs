using Lmm.Databases.Tests.Engines;

namespace Lmm.Databases.Tests;

/// <summary>Names and queries that could be taken for something else.</summary>
public sealed class SourceTests
{
    public static TheoryData<string> Engines => Engine.Names;

    [Theory]
    [MemberData(nameof(Engines))]
    public void Names_of_tables_are_no_words_of_the_engine_s_and_none_of_the_statements_own(string engineName)
    {
        using var engine = Engine.Open(engineName);
        engine.Create("visits", Visits.Draw());
        engine.Run("UPDATE visits SET dose = NULL WHERE clinic = 3");
        LinearMixedModelFit expected = Model.Parse("score ~ poly(dose, 2) + (1 | clinic)").FitIn(engine.Connection, "visits");
        Assert.NotEqual(0, expected.DroppedRowCount);
        foreach (string name in new[] { "values", "select", "from", "with", "order", "complete_rows", "first_rows", "sample_rows", "centred_rows", "cell_means", "incomplete_rows", "source_rows" })
        {
            engine.Run($"CREATE {(engineName == "PostgreSQL" ? "TEMP " : "")}VIEW \"{name}\" AS SELECT * FROM visits");

            Agreement.Of(expected, Model.Parse("score ~ poly(dose, 2) + (1 | clinic)").FitIn(engine.Connection, name));
            Agreement.Of(expected, Model.Parse("score ~ poly(dose, 2) + (1 | clinic)").FitIn(engine.Connection, $"SELECT * FROM \"{name}\""));
        }
    }

    [Theory]
    [InlineData("-- the visits\nSELECT * FROM visits")]
    [InlineData("/* the visits\n of all */ -- years\n SELECT * FROM visits")]
    [InlineData("-- a table\nvisits")]
    [InlineData("SELECT * FROM visits -- all of them")]
    [InlineData("SELECT * FROM visits AS v JOIN (SELECT 1 AS one) AS o ON true")]
    [InlineData("select\t*\nfrom visits")]
    [InlineData("visits AS v")]
    [InlineData("visits NATURAL JOIN clinics")]
    [InlineData("TABLE visits")]
    public void A_source_may_be_written_in_many_ways(string source)
    {
        using var engine = Engine.Open("DuckDB");
        engine.Create("visits", Visits.Draw());
        engine.Run("CREATE TABLE clinics AS SELECT DISTINCT clinic FROM visits");

        Assert.Equal(900, Model.Parse(Visits.Formula).FitIn(engine.Connection, source).ObservationCount);
    }

    [Fact]
    public void A_name_with_blanks_is_no_other_table_by_another_name()
    {
        using var engine = Engine.Open("DuckDB");
        engine.Create("visits", Visits.Draw());
        engine.Run("CREATE TABLE \"visits old\" AS SELECT * FROM visits LIMIT 700");

        Assert.Contains("\"visits old\"", Assert.Throws<ArgumentException>(() => Model.Parse(Visits.Formula).FitIn(engine.Connection, "visits old")).Message, StringComparison.Ordinal);
        Assert.Equal(700, Model.Parse(Visits.Formula).FitIn(engine.Connection, "\"visits old\"").ObservationCount);
    }

    [Fact]
    public void A_comment_is_no_source()
    {
        using var engine = Engine.Open("DuckDB");

        Assert.Contains("comment", Assert.Throws<ArgumentException>(() => Model.Parse(Visits.Formula).FitIn(engine.Connection, "-- visits")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Connections_to_different_engines_are_refused()
    {
        using var one = Engine.Open("SQLite");
        using var other = Engine.Open("DuckDB");
        one.Create("visits", Visits.Draw());
        other.Create("visits", Visits.Draw());

        string message = Assert.Throws<ArgumentException>(() => Model.Parse(Visits.Formula).FitIn([one.Connection, other.Connection], "visits")).Message;

        Assert.Contains("SQLite and DuckDB", message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_constant_response_is_told_by_its_value_and_the_rows(string engineName)
    {
        using var engine = Engine.Open(engineName);
        engine.Create("visits", Visits.Draw());

        ModelException fault = Assert.Throws<ModelException>(() => Model.Parse("same ~ dose + (1 | clinic)").FitIn(engine.Connection, "SELECT dose, clinic, 5.5 AS same FROM visits"));

        Assert.Equal(LmmErrorCode.ConstantResponse, fault.Code);
        Assert.Contains("same is 5.5 in all 900 rows", fault.Message, StringComparison.Ordinal);
    }
}
