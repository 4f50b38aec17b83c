using System.Runtime.CompilerServices;
using Lmm.Databases.Tests.Engines;

namespace Lmm.Databases.Tests;

/// <summary>The statements of a typed model in every dialect are those of the golden files, and what engines run.</summary>
public sealed class StatementTests
{
    public static TheoryData<string> Dialects => [.. SqlDialect.All.Select(static dialect => dialect.Name)];

    [Theory]
    [MemberData(nameof(Dialects))]
    public void Statements_are_those_of_the_golden_file(string name)
    {
        Check(name, "", VisitModel.ShowSql(SqlDialect.All.Single(known => known.Name == name), "clinics.visits"));
    }

    [Fact]
    public void Statements_of_many_responses_are_those_of_the_golden_files()
    {
        Check("DuckDB", ".Columns", VisitModel.ShowSql(SqlDialect.DuckDb, "clinics.visits", DatabaseResponses.InColumns("pain", "sleep")));
        Check("PostgreSQL", ".Columns", VisitModel.ShowSql(SqlDialect.PostgreSql, "clinics.visits", DatabaseResponses.InColumns("pain", "sleep")));
        Check("PostgreSQL", ".Rows", VisitModel.ShowSql(SqlDialect.PostgreSql, "clinics.visits", DatabaseResponses.InRows("scale")));
    }

    private static void Check(string name, string kind, IReadOnlyList<SqlStatement> statements)
    {
        string text = string.Join("\n\n", statements.Select(static statement => statement.ToString())) + "\n";
        string verified = Path.Combine(Folder(), $"{nameof(StatementTests)}{kind}.{name.Replace(" ", "", StringComparison.Ordinal)}.verified.sql");
        if (!File.Exists(verified) || File.ReadAllText(verified) != text)
        {
            File.WriteAllText(verified.Replace(".verified.", ".received.", StringComparison.Ordinal), text);
        }

        Assert.True(File.Exists(verified), $"There is no {verified}; look at the .received file beside it, and rename it if it is right.");
        Assert.Equal(File.ReadAllText(verified), text);
    }

    [Fact]
    public void What_is_shown_is_what_is_sent()
    {
        using var engine = Engine.Open("DuckDB");
        engine.Create("visits", Visits.Draw());
        IReadOnlyList<SqlStatement> typed = VisitModel.ShowSql(SqlDialect.DuckDb, "visits");
        IReadOnlyList<SqlStatement> known = Model.Parse(Visits.Formula).ShowSql(engine.Connection, "visits");

        Assert.Equal(known.Select(static statement => statement.Text), typed.Select(static statement => statement.Text));
        Assert.All(SqlDialect.All.Where(static dialect => dialect.IsTested), static dialect => Assert.Contains(dialect, new[] { SqlDialect.DuckDb, SqlDialect.PostgreSql, SqlDialect.Sqlite }));
    }

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
