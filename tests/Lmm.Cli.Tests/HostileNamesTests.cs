using System.Diagnostics;
using System.Globalization;

namespace Lmm.Cli.Tests;

/// <summary>Names of files, columns and levels are texts of any origin: nothing in them may become code of a scaffolded project.</summary>
public sealed class HostileNamesTests : IDisposable
{
    private const string Code = "internal static class Intruder { [System.Runtime.CompilerServices.ModuleInitializer] internal static void Run() { System.Console.WriteLine((1234 * 1000) + 567); } }";
    private const string Formula = "y ~ x + (1 | g)";
    private const string Rows = "1,2,a\n2,1,a\n2,4,b\n3,3,b\n1,1,c\n4,2,c\n2,2,d\n5,1,d\n2,3,e\n4,4,e\n1,2,f\n3,1,f\n";

    private readonly Workplace _workplace = new();

    public static TheoryData<string> Separators => ["\n", "\r", "\r\n", "\v", "\f", "\u0085", "\u2028", "\u2029", "\u202e", "\u2066", "\ufeff", "\"", "\\", "\\u000a", "*/", "</summary>", "]]>", "{", "\u001b[2J"];

    public void Dispose() => _workplace.Dispose();

    [Theory]
    [MemberData(nameof(Separators))]
    public void A_files_name_stays_in_its_comment_and_its_literal(string separator)
    {
        string[] harmless = Lines(_workplace.Write("a.csv", "y,x,g\n" + Rows), "harmless");
        string[] hostile = Lines(_workplace.Write($"a{separator.Replace("/", "\u2215", StringComparison.Ordinal)}{Code}.csv", "y,x,g\n" + Rows), "hostile");

        Assert.Equal(harmless.Length, hostile.Length);
        for (int line = 0; line < harmless.Length; line++)
        {
            // The names of types are made of the file's name; what stands before them is the same.
            string start = harmless[line].Split('A', '"')[0];
            Assert.StartsWith(start, hostile[line], StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Separators))]
    public void Names_of_columns_and_levels_stay_in_their_literals(string separator)
    {
        string name = $"a{separator}{Code}".Replace("\"", "\"\"", StringComparison.Ordinal);
        string file = _workplace.Write("b.csv", $"y,x,g,\"{name}\"\n" + string.Concat(Rows.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select((row, index) => $"{row},\"{index % 2}{name}\"\n")));

        string[] lines = Lines(file, "out", "--levels", $"g=a,b,c,d,e,f");

        Assert.Equal(1, lines.Count(line => line.Contains("Intruder", StringComparison.Ordinal)));
        Assert.Contains(lines, line => line.StartsWith("    [Variable(\"a", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_project_scaffolded_from_a_hostile_file_name_builds_and_runs_nothing_of_it()
    {
        Checkout.Write(_workplace, "checkout");
        string file = _workplace.Write($"a\n{Code}\n#warning \u2028.csv", "y,x,g\n" + Rows);
        Outcome scaffolded = CommandLine.Run("scaffold", file, Formula, "-o", _workplace.Path("project"), "--lmm", _workplace.Path("checkout"));
        Assert.True(scaffolded.ExitCode == 0, scaffolded.Error);
        using Process process = ToolProcess.Start("dotnet", _workplace.Path("project"), "run", "-c", Repository.Configuration);
        Outcome ran = await ToolProcess.End(process);

        Assert.True(ran.ExitCode == 0, ran.Output + ran.Error);
        Assert.StartsWith("Linear mixed model", ran.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("1234567", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkouts_path_is_not_evaluated_by_the_build()
    {
        string folder = "$([System.IO.Path]::GetTempPath())%3B@(x)*";
        Checkout.Write(_workplace, folder);
        Outcome outcome = CommandLine.Run("scaffold", CommandLine.Data("Rail"), "travel ~ 1 + (1 | Rail)", "-o", _workplace.Path("out"), "--lmm", _workplace.Path(folder));

        Assert.True(outcome.ExitCode == 0, outcome.Error);
        Assert.Contains("%24%28[System.IO.Path]::GetTempPath%28%29%29%253B%40%28x%29%2A/build/Lmm.props", File.ReadAllText(_workplace.Path("out/RailRow.csproj")), StringComparison.Ordinal);
    }

    // The lines of row type and program, by every character that a compiler takes for the end of one.
    private string[] Lines(string file, string folder, params string[] options)
    {
        Outcome outcome = CommandLine.Run(["scaffold", file, Formula, "-o", _workplace.Path(folder), .. options]);
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        string text = string.Concat(Directory.GetFiles(_workplace.Path(folder), "*.cs").Order(StringComparer.Ordinal).Select(File.ReadAllText));
        Assert.DoesNotContain(text, character => character != '\n' && char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format);
        return text.Split(['\n', '\r', '\u0085', '\u2028', '\u2029']);
    }
}
