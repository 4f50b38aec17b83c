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
        SqlDialect dialect = SqlDialect.All.Single(known => known.Name == name);
        string text = string.Join("\n\n", VisitModel.ShowSql(dialect, "clinics.visits").Select(static statement => statement.ToString())) + "\n";
        string verified = Path.Combine(Folder(), $"{nameof(StatementTests)}.{name.Replace(" ", "", StringComparison.Ordinal)}.verified.sql");
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
