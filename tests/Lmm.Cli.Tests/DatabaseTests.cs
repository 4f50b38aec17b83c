using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Lmm.Cli.Tests;

/// <summary><c>lmm fit --connect</c>: rows that stay in a database.</summary>
public sealed class DatabaseTests : IDisposable
{
    private const string Formula = "Reaction ~ Days + (Days | Subject)";

    private readonly Workplace _workplace = new();

    private string File => _workplace.Path("sleep.db");

    private string Address => $"sqlite:{File}";

    public DatabaseTests() => Write(File, "sleepstudy");

    public void Dispose() => _workplace.Dispose();

    [Theory]
    [InlineData("--from", "sleep")]
    [InlineData("--sql", "SELECT * FROM sleep;")]
    public void A_fit_in_a_database_is_that_of_the_file(string option, string rows)
    {
        JsonElement there = CommandLine.Run("fit", "--connect", Address, option, rows, Formula, "--json").Json();
        JsonElement here = CommandLine.Run("fit", CommandLine.Data("sleepstudy"), Formula, "--json").Json();

        Assert.Equal(here.GetProperty("objective").GetDouble(), there.GetProperty("objective").GetDouble(), 1e-9 * 1750);
        Assert.Equal(180, there.GetProperty("nobs").GetInt32());
        Assert.Equal(10.467285958595, there.GetProperty("fixed")[1].GetProperty("estimate").GetDouble(), 1e-7);
        Assert.Equal(["read", "design", "fit"], there.GetProperty("seconds").EnumerateObject().Select(static member => member.Name));
        Assert.False(there.TryGetProperty("filtered", out _));
    }

    [Fact]
    public void A_summary_names_the_table_and_not_the_address()
    {
        Outcome outcome = CommandLine.Run("fit", "--connect", Address, "--from", "sleep", Formula, "--df", "kenward-roger");
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Contains("   Data: sleep\n", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(File, outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_of_fits_are_those_of_files()
    {
        string[] options = ["--ml", "--weights", "w", "--offset", "o", "--factor", "Days", "--format", "csv"];
        Outcome there = CommandLine.Run(["fit", "--connect", Address, "--sql", "SELECT *, 1 + Days % 3 AS w, Days / 2.0 AS o FROM sleep", "Reaction ~ Days + (1 | Subject)", .. options]);
        Outcome here = CommandLine.Run(["fit", _workplace.Write("more.csv", More()), "Reaction ~ Days + (1 | Subject)", .. options]);

        Assert.Equal((0, ""), (there.ExitCode, there.Error));
        string[][] expected = [.. here.Output.Trim().Split('\n').Select(static line => line.Split(','))];
        string[][] actual = [.. there.Output.Trim().Split('\n').Select(static line => line.Split(','))];
        Assert.Equal(11, actual.Length);
        Assert.Equal(expected.Select(static row => row[0]), actual.Select(static row => row[0]));
        Assert.All(expected.Zip(actual).Skip(1), static pair => Assert.Equal(Number(pair.First[1]), Number(pair.Second[1]), 1e-6));
    }

    [Fact]
    public void Warnings_are_those_of_files()
    {
        Outcome outcome = CommandLine.Run("fit", "--connect", Address, "--from", "sleep", "Reaction ~ Days + Days + (1 | Subject)", "--strict");
        Outcome file = CommandLine.Run("fit", CommandLine.Data("sleepstudy"), "Reaction ~ Days + Days + (1 | Subject)", "--strict");

        Assert.Equal((file.ExitCode, file.Error), (outcome.ExitCode, outcome.Error));
    }

    [Fact]
    public void A_fit_is_saved_and_shown()
    {
        string saved = _workplace.Path("sleep.lmm");
        Outcome fitted = CommandLine.Run("fit", "--connect", Address, "--from", "sleep", Formula, "--save", saved);

        Assert.Equal(0, fitted.ExitCode);
        Assert.StartsWith($"saved {saved}, ", fitted.Error, StringComparison.Ordinal);
        Assert.Equal(fitted.Output, CommandLine.Run("show", saved).Output);
        Refuses("--save: ", "is the data", "fit", "--connect", Address, "--from", "sleep", Formula, "--save", File);
    }

    [Fact]
    public void The_statements_are_shown_and_nothing_is_fitted()
    {
        Outcome outcome = CommandLine.Run("fit", "--connect", Address, "--from", "sleep", Formula, "--show-sql");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.StartsWith("-- ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("FROM \"sleep\"", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Linear mixed model", outcome.Output, StringComparison.Ordinal);
        string summed = CommandLine.Run("fit", "--connect", Address, "--from", "sleep", Formula, "--show-sql", "--strategy", "sums").Output;
        Assert.DoesNotContain("combinations", summed, StringComparison.Ordinal);
        Assert.Contains("SUM(z1 * z2)", summed, StringComparison.Ordinal);
        Assert.DoesNotContain("SUM(z1 * z2)", CommandLine.Run("fit", "--connect", Address, "--from", "sleep", Formula, "--show-sql", "--strategy", "compression").Output, StringComparison.Ordinal);
        Refuses("raise --maximum-cells", "--strategy sums", "fit", "--connect", Address, "--from", "sleep", Formula, "--strategy", "compression", "--maximum-cells", "20");
        Refuses("--strategy needs a database", "", "fit", CommandLine.Data("sleepstudy"), Formula, "--strategy", "sums");
        Refuses("--show-sql fits nothing", "", "fit", "--connect", Address, "--from", "sleep", Formula, "--show-sql", "--json");
        Refuses("--show-sql needs a database", "", "fit", CommandLine.Data("sleepstudy"), Formula, "--show-sql");
    }

    [Fact]
    public void The_file_is_not_written_to()
    {
        byte[] before = System.IO.File.ReadAllBytes(File);
        CommandLine.Run("fit", "--connect", Address, "--from", "sleep", Formula);

        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
        Refuses("there is no such file", "", "fit", "--connect", $"sqlite:{File}2", "--from", "sleep", Formula);
        Assert.False(System.IO.File.Exists(File + "2"));
        Refuses("no.db", "is not a database", "fit", "--connect", $"sqlite:{_workplace.Write("no.db", new string('x', 5000))}", "--from", "sleep", Formula);
        Refuses("this is a directory", "", "fit", "--connect", $"sqlite:{_workplace.Folder}", "--from", "sleep", Formula);
    }

    [Theory]
    [InlineData("--from and --sql contradict each other", "--from", "sleep", "--sql", "SELECT * FROM sleep")]
    [InlineData("write which rows, by --from")]
    [InlineData("--from: 'sleep;' is no table", "--from", "sleep;")]
    [InlineData("--from: '' is no table", "--from", "")]
    [InlineData("--sql: the query is empty", "--sql", " ; ")]
    [InlineData("--from: 'sleep study' would be read as the table sleep by another name", "--from", "sleep study")]
    [InlineData("--sql: 'DROP TABLE sleep' would be read as", "--sql", "DROP TABLE sleep")]
    [InlineData("no such table: nosuch", "--from", "nosuch")]
    [InlineData("syntax error", "--sql", "SELECT FROM WHERE")]
    [InlineData("--sql \"SELECT * FROM visits WHERE", "--from", "sleep", "--where", "Days > 2")]
    [InlineData("--delimiter is of text files", "--from", "sleep", "--delimiter", ";")]
    [InlineData("--na is of text files", "--from", "sleep", "--na", "-")]
    [InlineData("relevel(genotype", "--from", "sleep", "--levels", "Days=1,2")]
    [InlineData("C(genotype, sum)", "--from", "sleep", "--contrast", "Days=sum")]
    [InlineData("no column of whole numbers Dys", "--from", "sleep", "--factor", "Dys")]
    [InlineData("--weights: 'Reaction' is the response", "--from", "sleep", "--weights", "Reaction")]
    [InlineData("--offset: 'Reaction' is the response", "--from", "sleep", "--offset", "Reaction")]
    public void What_is_wrong_is_said(string text, params string[] options)
        => Refuses(text, "", ["fit", "--connect", Address, Formula, .. options]);

    [Fact]
    public void Command_lines_are_complete_and_without_contradictions()
    {
        Refuses("--connect stands for the file of data", "", "fit", "--connect", Address, "--from", "sleep", "sleep.csv", Formula);
        Refuses("--connect stands for the file of data", "", "fit", "--connect", Address, "--from", "sleep");
        Refuses("--from needs a database", "", "fit", CommandLine.Data("sleepstudy"), Formula, "--from", "sleep");
        Refuses("--sql needs a database", "", "fit", CommandLine.Data("sleepstudy"), Formula, "--sql", "SELECT 1");
        Refuses("'99999999999'", "lmm fit --help", "fit", "--connect", Address, "--from", "sleep", Formula, "--maximum-cells", "99999999999");
        Refuses("'many'", "lmm fit --help", "fit", "--connect", Address, "--from", "sleep", Formula, "--maximum-cells", "many");
        Refuses("--maximum-cells must be at least 1", "lmm fit --help", "fit", "--connect", Address, "--from", "sleep", Formula, "--maximum-cells", "0");
        Refuses("Required argument missing", "lmm fit --help", "fit", CommandLine.Data("sleepstudy"));
        Refuses("does not begin with an engine", "sqlite:visits.db", "fit", "--connect", "oracle:x", "--from", "sleep", Formula);
        Refuses("write --connect before it", "", "fit", Address, Formula);
        Refuses("does not begin with an engine", "", "fit", "--connect", File, "--from", "sleep", Formula);
        Refuses("error LMM", "  Reaction ~ (\n", "fit", "--connect", "sqlite:nosuch.db", "--from", "sleep", "Reaction ~ (");
        Refuses("error LMM025", "did you mean 'Days'?", "fit", "--connect", Address, "--from", "sleep", "Reaction ~ Dys + (1 | Subject)");
        Refuses("no random-effects term", "", "fit", "--connect", Address, "--from", "sleep", "Reaction ~ Days");
    }

    private static void Refuses(string text, string other, params string[] arguments)
    {
        Outcome outcome = CommandLine.Run(arguments);
        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains("error", outcome.Error, StringComparison.Ordinal);
        Assert.Contains(text, outcome.Error, StringComparison.Ordinal);
        Assert.Contains(other, outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("internal error", outcome.Error, StringComparison.Ordinal);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string More()
    {
        string[] lines = System.IO.File.ReadAllLines(CommandLine.Data("sleepstudy"));
        int days = Array.IndexOf(lines[0].Split(','), "Days");
        return string.Join('\n', lines.Skip(1).Select(line => $"{line},{1 + (int.Parse(line.Split(',')[days], CultureInfo.InvariantCulture) % 3)},{(Number(line.Split(',')[days]) / 2).ToString(CultureInfo.InvariantCulture)}").Prepend(lines[0] + ",w,o")) + "\n";
    }

    private static void Write(string file, string data)
    {
        using SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
        connection.Open();
        using SqliteTransaction transaction = connection.BeginTransaction();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE sleep (Reaction REAL, Days INTEGER, Subject INTEGER)";
        command.ExecuteNonQuery();
        string[] lines = System.IO.File.ReadAllLines(CommandLine.Data(data));
        string[] names = lines[0].Replace("\"", "", StringComparison.Ordinal).Split(',');
        foreach (string[] cells in lines.Skip(1).Select(static line => line.Split(',')))
        {
            command.CommandText = $"INSERT INTO sleep ({string.Join(',', names)}) VALUES ({string.Join(',', cells)})";
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }
}
