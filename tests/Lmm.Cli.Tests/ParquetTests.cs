using DuckDB.NET.Data;
using Lmm.Cli.Databases;

namespace Lmm.Cli.Tests;

/// <summary><c>lmm fit</c> on Parquet files and databases of DuckDB.</summary>
public sealed class ParquetTests : IDisposable
{
    private const string Formula = "Reaction ~ Days + (Days | Subject)";

    private readonly Workplace _workplace = new();

    public ParquetTests()
    {
        DuckDbLibrary.Load();
        using DuckDBConnection connection = new($"Data Source={_workplace.Path("sleep.duckdb")}");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"""
            CREATE TABLE sleep AS SELECT * FROM read_csv('{CommandLine.Data("sleepstudy")}');
            COPY sleep TO '{_workplace.Path("sleep.parquet")}' (FORMAT parquet);
            COPY (SELECT * FROM sleep WHERE Days < 5) TO '{_workplace.Path("part1.parquet")}' (FORMAT parquet);
            COPY (SELECT * FROM sleep WHERE Days >= 5) TO '{_workplace.Path("part2.parquet")}' (FORMAT parquet);
            """;
        command.ExecuteNonQuery();
    }

    public void Dispose() => _workplace.Dispose();

    [Theory]
    [InlineData("sleep.parquet")]
    [InlineData("part*.parquet")]
    public void A_fit_of_Parquet_files_is_that_of_the_text_file(string files) => IsFitOfSleepstudy("fit", _workplace.Path(files), Formula);

    [Fact]
    public void A_table_of_a_database_is_fitted() => IsFitOfSleepstudy("fit", "--connect", $"duckdb:{_workplace.Path("sleep.duckdb")}", "--from", "sleep", Formula);

    [Fact]
    public void Files_are_read_by_calls_of_the_engine()
        => IsFitOfSleepstudy("fit", "--connect", "duckdb:", "--sql", $"FROM read_csv('{CommandLine.Data("sleepstudy")}')", Formula);

    [Fact]
    public void The_data_are_called_by_their_file()
    {
        string file = _workplace.Path("sleep.parquet");

        Assert.Contains($"   Data: {file}\n", CommandLine.Run("fit", file, Formula).Output, StringComparison.Ordinal);
        Assert.Contains($"FROM read_parquet('{file}')", CommandLine.Run("fit", file, Formula, "--show-sql").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_is_said()
    {
        IsRefused("nosuch.parquet: there is no such file", "fit", _workplace.Path("nosuch.parquet"), Formula);
        IsRefused("No files found", "fit", _workplace.Path("nosuch*.parquet"), Formula);
        IsRefused("sleep.parquet is the data", "fit", _workplace.Path("sleep.parquet"), Formula, "--save", _workplace.Path("sleep.parquet"));
        IsRefused("magic bytes", "fit", _workplace.Write("text.parquet", "y,x\n1,2\n3,4\n5,6\n"), Formula);
        IsRefused("there is no such file", "fit", "--connect", "duckdb:nosuch.duckdb", "--from", "sleep", Formula);
        IsRefused("read by lmm fit alone", "anova", _workplace.Path("sleep.parquet"), Formula);
        IsRefused("--where is of text files", "fit", _workplace.Path("sleep.parquet"), Formula, "--where", "Days > 2");
    }

    [Fact]
    public void A_library_that_is_missing_is_named_with_how_to_get_it()
    {
        string folder = _workplace.Folder;
        string message = Assert.Throws<InputException>(() => DuckDbLibrary.Find(folder, "elsewhere", "packages of mine")).Message;
        Assert.Contains($"{DuckDbLibrary.FileName}, the engine itself, is missing; it was looked for as {Path.Combine(folder, DuckDbLibrary.FileName)}, because of LMM_DUCKDB", message, StringComparison.Ordinal);
        Assert.Contains($"The command dotnet package download DuckDB.NET.Bindings.Full@1.5.6.1 --output {Lmm.Cli.Output.ShellText.Of("packages of mine")} gets it from NuGet", message, StringComparison.Ordinal);
        Assert.Contains("/native/" + DuckDbLibrary.FileName, message, StringComparison.Ordinal);

        string other = _workplace.Write("none.so", "no library");
        Assert.Contains("cannot be loaded", Assert.Throws<InputException>(() => DuckDbLibrary.Find(other, folder, folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_is_found_where_its_package_is()
    {
        string place = $"runtimes/{(OperatingSystem.IsMacOS() ? "osx" : System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier)}/native/{DuckDbLibrary.FileName}";
        string[] beside = [Path.Combine(AppContext.BaseDirectory, DuckDbLibrary.FileName), Path.Combine(AppContext.BaseDirectory, place)];
        string library = beside.First(File.Exists);
        string packages = Path.Combine(_workplace.Folder, "packages");
        string kept = Path.Combine(packages, "duckdb.net.bindings.full", typeof(DuckDB.NET.Native.DuckDBDatabase).Assembly.GetName().Version!.ToString(), place);
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        File.CreateSymbolicLink(kept, library);

        Assert.NotEqual(0, DuckDbLibrary.Find(null, "elsewhere", packages));
        Assert.NotEqual(0, DuckDbLibrary.Find(packages, "elsewhere", "none"));
    }

    private static void IsFitOfSleepstudy(params string[] arguments)
    {
        Outcome outcome = CommandLine.Run([.. arguments, "--json"]);
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal(1743.628272, outcome.Json().GetProperty("objective").GetDouble(), 1e-5);
        Assert.Equal(180, outcome.Json().GetProperty("nobs").GetInt32());
    }

    private static void IsRefused(string text, params string[] arguments)
    {
        Outcome outcome = CommandLine.Run(arguments);
        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.StartsWith("error: ", outcome.Error, StringComparison.Ordinal);
        Assert.Contains(text, outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("internal error", outcome.Error, StringComparison.Ordinal);
    }
}
