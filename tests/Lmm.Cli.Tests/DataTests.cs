using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Lmm.Cli.Tests;

/// <summary>What <c>lmm data</c> tells of a file, and the options that say which of its rows and how they are read.</summary>
public sealed class DataTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lmm-data-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Json_has_types_reasons_missing_values_levels_ranges_and_bad_cells()
    {
        string file = Write("y,n,x,g,day,done,none\n1.5,1,1,b,2024-02-29,TRUE,\n,2,50%,a,2024-03-01,false,\n-2,3,3,b,2023-01-01,TRUE,\n2,4,4,NA,NA,TRUE,\n");

        JsonElement json = CommandLine.Run("data", file, "--json").Json();

        Assert.Equal((file, 4, 0), (json.GetProperty("file").GetString(), json.GetProperty("rows").GetInt32(), json.GetProperty("filtered").GetInt32()));
        string[] columns = [.. json.GetProperty("columns").EnumerateArray().Select(Shown)];
        Assert.Equal(
            [
                "y number 1 -2..2 [] all values are numbers []",
                "n integer 0 1..4 [] all values are whole numbers []",
                "x text 0 .. [1:1 3:1 4:1 50%:1] most values are numbers, but line 3 holds '50%' [3:50%]",
                "g text 1 .. [a:1 b:2] most values are neither numbers nor dates nor truth values []",
                "day date 1 2023-01-01..2024-03-01 [2023-01-01:1 2024-02-29:1 2024-03-01:1] all values are dates as 2024-02-29 []",
                "done boolean 0 .. [FALSE:1 TRUE:3] all values are TRUE or FALSE []",
                "none number 4 .. [] it has no value []",
            ],
            columns);

        static string Shown(JsonElement column) => string.Join(
            ' ',
            column.GetProperty("name").GetString(),
            column.GetProperty("type").GetString(),
            column.GetProperty("missing").GetInt32(),
            $"{column.GetProperty("min")}..{column.GetProperty("max")}",
            $"[{string.Join(' ', column.GetProperty("levels").EnumerateArray().Select(level => $"{level.GetProperty("name")}:{level.GetProperty("count")}"))}]",
            column.GetProperty("reason").GetString(),
            $"[{string.Join(' ', column.GetProperty("badCells").EnumerateArray().Select(cell => $"{cell.GetProperty("line")}:{cell.GetProperty("text")}"))}]");
    }

    [Fact]
    public void Text_tells_the_same_to_people()
    {
        string file = Write("x,g\n1,b\n-,a\n3,b\n4,NA\n");

        Outcome outcome = CommandLine.Run("data", file);

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal(
            $"""
            {file}: 4 rows, 2 columns

            x: text, 0 missing; most values are numbers, but line 3 holds '-'
              4 levels: - (1), 1 (1), 3 (1), 4 (1)
              no numbers: '-' in line 3

            g: text, 1 missing; most values are neither numbers nor dates nor truth values
              2 levels: a (1), b (2)

            """,
            outcome.Output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_stray_cell_is_said_by_fit_and_by_check()
    {
        string file = Write("y,x,g\n" + string.Concat(Enumerable.Range(1, 60).Select(row => FormattableString.Invariant($"{(row % 7 * 0.3) + (row % 5)},{(row == 20 ? "50%" : $"{row % 9}")},{"abcdef"[row % 6]}\n"))));
        string message = $"x is text, a factor of 10 levels, though of its 60 values 59 are numbers and 1 meant as such: {file} holds '50%' in line 21; write the number without '%', in the unit of the others, or list it by --na if it stands for a missing value, or declare x a factor.";

        Assert.Contains($"warning: {message}\n", CommandLine.Run("fit", file, "y ~ x + (1 | g)").Error, StringComparison.Ordinal);
        Assert.Contains($"warning: {message}\n", CommandLine.Run("check", "y ~ x + (1 | g)", file).Output, StringComparison.Ordinal);
        Assert.Equal(1, CommandLine.Run("check", "y ~ x + (1 | g)", file, "--strict").ExitCode);
        foreach (string[] command in new string[][] { ["fit", file, "y ~ x + (1 | g)"], ["check", "y ~ x + (1 | g)", file] })
        {
            Assert.Contains(
                CommandLine.Run([.. command, "--json"]).Json().GetProperty("warnings").EnumerateArray(),
                warning => warning.GetProperty("id").GetString() == "stray-cell" && warning.GetProperty("message").GetString() == message);
            Outcome declared = CommandLine.Run([.. command, "--factor", "x"]);
            Assert.DoesNotContain("though", declared.Output + declared.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Rows_are_chosen_by_a_condition_and_counted()
    {
        string file = CommandLine.Data("sleepstudy");
        string[] fit = ["fit", file, "Reaction ~ Days + (Days | Subject)", "--where", "Days >= 2 & Subject != 308"];

        JsonElement json = CommandLine.Run([.. fit, "--json"]).Json();

        Assert.Equal((136, 44), (json.GetProperty("nobs").GetInt32(), json.GetProperty("filtered").GetInt32()));
        Assert.StartsWith("--where keeps 136 of 180 rows.\n", CommandLine.Run(fit).Error, StringComparison.Ordinal);
        Assert.Equal(136, CommandLine.Run("data", file, "--json", "--where", fit[^1]).Json().GetProperty("rows").GetInt32());
        JsonElement compared = CommandLine.Run("compare", file, "Reaction ~ Days + (1 | Subject)", "Reaction ~ Days + (Days | Subject)", "--json", "--where", fit[^1]).Json();
        Assert.Equal((136, 44), (compared.GetProperty("nobs").GetInt32(), compared.GetProperty("filtered").GetInt32()));
    }

    [Fact]
    public void Augmented_rows_that_a_condition_leaves_out_have_empty_cells()
    {
        string[] lines = CommandLine.Run("augment", CommandLine.Data("sleepstudy"), "Reaction ~ Days + (Days | Subject)", "--where", "Days >= 2").Output.TrimEnd('\n').Split('\n');

        Assert.Equal(181, lines.Length);
        Assert.All(lines.Skip(1).Index(), line => Assert.Equal(line.Index % 10 < 2, line.Item.EndsWith(",\"\",\"\",\"\",\"\"", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Dys > 2", "error: --where: the condition cannot be used: there is no column 'Dys'; did you mean 'Days'? a text stands in quotes.\n  Dys > 2\n  ^^^\n")]
    [InlineData("Days > 100", "error: --where: no row of ")]
    public void A_condition_that_cannot_be_used_is_refused(string condition, string message)
    {
        Outcome outcome = CommandLine.Run("data", CommandLine.Data("sleepstudy"), "--where", condition);

        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.StartsWith(message, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Comments_and_encodings_are_told_by_options()
    {
        string path = Path.Combine(_folder, "data.csv");
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes("# a comment\nx,g\n1,é\n2,b\n"));

        JsonElement json = CommandLine.Run("data", path, "--json", "--comment", "#", "--encoding", "windows-1252").Json();

        Assert.Equal("é", json.GetProperty("columns")[1].GetProperty("levels")[1].GetProperty("name").GetString());
        Assert.Contains("if it is a comment, pass --comment '#'", CommandLine.Run("data", path, "--encoding", "latin1").Error, StringComparison.Ordinal);
        Assert.Contains("pass it by --encoding", CommandLine.Run("data", path, "--comment", "#").Error, StringComparison.Ordinal);
        Assert.Contains("--encoding: there is no encoding 'nosuch'", CommandLine.Run("data", path, "--encoding", "nosuch").Error, StringComparison.Ordinal);
        Assert.Contains("--comment: '##' is not one character", CommandLine.Run("data", path, "--comment", "##").Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hyphen_reads_standard_input_compressed_or_not()
    {
        using MemoryStream compressed = new();
        using (GZipStream gzip = new(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write("x,g\n1,a\n2,50%\n"u8);
        }

        foreach (byte[] bytes in new[] { "x,g\n1,a\n2,50%\n"u8.ToArray(), compressed.ToArray() })
        {
            ProcessStartInfo start = new("dotnet", [ToolProcess.Tool, "data", "-"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            await process.StandardInput.BaseStream.WriteAsync(bytes);
            process.StandardInput.Close();
            Outcome outcome = await ToolProcess.End(process);

            Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
            Assert.StartsWith("-: 2 rows, 2 columns\n", outcome.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("-", "", "standard input is none")]
    [InlineData("sleepstudy", "--where", "leave the option out")]
    public void A_scaffold_needs_a_whole_file(string file, string option, string message)
    {
        string[] options = option.Length == 0 ? [] : [option, "Days > 2"];

        Outcome outcome = CommandLine.Run(["scaffold", file == "-" ? file : CommandLine.Data(file), "Reaction ~ Days + (1 | Subject)", "-o", Path.Combine(_folder, "new"), .. options]);

        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }

    private string Write(string text)
    {
        string path = Path.Combine(_folder, "trial.csv");
        File.WriteAllText(path, text);
        return path;
    }
}
