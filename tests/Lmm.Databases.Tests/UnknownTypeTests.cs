using System.Data.Common;
using System.Globalization;
using Lmm.Databases.Tests.Engines;
using Npgsql;

namespace Lmm.Databases.Tests;

/// <summary>Columns of types that a driver does not know: they matter where the formula reads them.</summary>
public sealed class UnknownTypeTests
{
    private const string Source =
        "SELECT (i * 7919) % 13 + i % 5 AS y, (i * 31) % 7 AS x, i % 5 AS g, point(1, 2) AS place FROM generate_series(1, 60) AS rows(i)";

    public static TheoryData<string> Engines => Engine.Names;

    [PostgreSqlFact]
    public void A_column_of_an_unknown_type_is_left_alone() => Assert.Equal(60, Fit("y ~ x + (1 | g)").ObservationCount);

    [PostgreSqlFact]
    public void A_column_of_an_unknown_type_is_no_term()
        => Assert.Contains("'place'", Assert.Throws<FormulaException>(() => Fit("y ~ place + (1 | g)")).Message, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Engines))]
    public void Binary_values_matter_where_the_formula_reads_them(string name)
    {
        using Engine engine = Engine.Open(name);
        engine.Create("visits", Visits.Draw());
        string source = $"SELECT visits.*, {(name == "DuckDB" ? "'ab'::BLOB" : name == "SQLite" ? "x'6162'" : "'ab'::bytea")} AS photo FROM visits";

        Assert.Equal(Visits.Draw().RowCount, Model.Parse(Visits.Formula).FitIn(engine.Connection, source).ObservationCount);
        foreach (string formula in new[] { "score ~ photo + (1 | clinic)", "score ~ dose + (1 | photo)", "photo ~ dose + (1 | clinic)" })
        {
            Assert.Contains("'photo'", Assert.Throws<FormulaException>(() => Model.Parse(formula).FitIn(engine.Connection, source)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("[clinic, 1]", "li")]
    [InlineData("{'a': clinic}", "li")]
    [InlineData("MAP {'a': clinic}", "li")]
    [InlineData("union_value(num := clinic)", "un")]
    public void Lists_and_what_a_driver_cannot_give_are_refused_by_name(string value, string column)
    {
        using Engine engine = Engine.Open("DuckDB");
        engine.Create("visits", Visits.Draw());
        string source = $"SELECT *, {value} AS {column} FROM visits";
        Model model = Model.Parse($"score ~ dose + (1 | {column})");

        LmmException fault = Assert.ThrowsAny<LmmException>(() => model.FitIn(engine.Connection, source));
        DataSourceException read = Assert.Throws<DataSourceException>(() => BothWays.Frame(engine, source));

        Assert.Contains(column, fault.Message, StringComparison.Ordinal);
        Assert.Contains($"column '{column}'", read.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CASE WHEN clinic = 3 THEN 'NaN'::numeric ELSE dose::numeric END")]
    [InlineData("CASE WHEN clinic = 3 THEN 1e40::numeric ELSE dose::numeric END")]
    [InlineData("CASE WHEN clinic = 3 THEN '5000000-01-01'::date ELSE '2025-01-01'::date END")]
    [InlineData("ARRAY[dose, 1]")]
    [InlineData("3::bit(3)")]
    public void Values_without_a_type_in_NET_are_refused_by_name(string value)
    {
        if (PostgreSqlServer.WhatIsMissing is not null)
        {
            return;
        }

        using Engine engine = Engine.Open("PostgreSQL");
        engine.Create("visits", Visits.Draw());
        LinearMixedModelFit fit = Model.Parse("score ~ dose + (1 | clinic)").FitIn(engine.Connection, "visits");
        using DbCommand command = engine.Connection.CreateCommand();
        command.CommandText = $"SELECT score, clinic, {value} AS dose FROM visits";
        foreach (Func<DbDataReader, object> read in new Func<DbDataReader, object>[]
        {
            static rows => ModelFrame.From(rows),
            rows => fit.ResidualsOf(rows).Count(),
            static rows => Model.Parse("score ~ dose + (1 | clinic)").FitStream(FrameChunks.From(rows)),
        })
        {
            using DbDataReader rows = command.ExecuteReader();
            Assert.Contains("column 'dose'", Assert.Throws<DataSourceException>(() => read(rows)).Message, StringComparison.Ordinal);
        }
    }

    // A driver without the geometric types.
    private static LinearMixedModelFit Fit(string formula)
    {
        using NpgsqlDataSource slim = new NpgsqlSlimDataSourceBuilder(string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={PostgreSqlServer.First.Port};Username=lmm;Database=postgres;Pooling=false")).Build();
        using NpgsqlConnection connection = slim.CreateConnection();
        return Model.Parse(formula).FitIn(connection, Source);
    }
}
