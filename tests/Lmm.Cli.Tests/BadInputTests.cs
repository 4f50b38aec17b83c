using System.Globalization;
using System.Text;

namespace Lmm.Cli.Tests;

/// <summary>Whatever is wrong with data, formula or command line: a message that names the place, exit code 2, nothing on the output.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public void A_missing_file() => Refuses(_workplace.Path("nosuch.csv"), "y ~ x", "nosuch.csv: there is no such file");

    [Fact]
    public void An_empty_file() => Refuses(_workplace.Write("empty.csv", ""), "y ~ x", "empty.csv", "empty");

    [Fact]
    public void A_header_only() => Refuses(_workplace.Write("header.csv", "y,x\n"), "y ~ x", "header.csv", "no rows");

    [Fact]
    public void Duplicate_headers() => Refuses(_workplace.Write("twice.csv", "y,x,x\n1,2,3\n"), "y ~ x", "twice.csv, line 1, column 'x'", "2 and 3");

    [Fact]
    public void Ragged_lines() => Refuses(_workplace.Write("ragged.csv", "y,x\n1,2\n3\n"), "y ~ x", "ragged.csv, line 3, column 'x'", "1 cell");

    [Fact]
    public void A_variable_that_is_no_column()
        => Refuses(
            CommandLine.Data("sleepstudy"),
            "Reacton ~ Days + (Dys | Subject)",
            "sleepstudy.csv",
            "error LMM025: There is no variable 'Reacton'; did you mean 'Reaction'?\n  Reacton ~ Days + (Dys | Subject)\n  ^^^^^^^\n",
            "error LMM025: There is no variable 'Dys'; did you mean 'Days'?");

    [Fact]
    public void Text_in_row_5000_of_the_response()
    {
        StringBuilder text = new("y,x\n");
        for (int row = 1; row <= 6000; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(row == 5000 ? "abc" : row % 13)},{row % 7}\n");
        }

        Refuses(_workplace.Write("long.csv", text.ToString()), "y ~ x", "error LMM034", "'y'", "line 5001 of ", "long.csv", "holds 'abc'", "--na");
    }

    [Fact]
    public void A_decimal_comma_read_as_text()
    {
        string file = _workplace.Write("comma.csv", "y;x\n1,5;1\n2,5;2\n2,75;3\n4,5;4\n");

        Refuses(file, "y ~ x", "error LMM034", "line 2 of ", "comma.csv", "'1,5'", "pass --decimal-comma");
        Assert.Equal(0, CommandLine.Run("fit", file, "y ~ x", "--decimal-comma").ExitCode);
    }

    [Theory]
    [InlineData("y ~ x * x2")]
    [InlineData("y ~ x * x2 + (1 | g)")]
    public void As_many_coefficients_as_rows(string formula)
        => Refuses(
            _workplace.Write("four.csv", "y,x,x2,g\n1,1,2,a\n3,2,1,a\n2,3,5,b\n5,4,3,b\n"),
            formula,
            "4 observations leave no residual degrees of freedom for 4 coefficients; fit fewer terms or more rows.");

    [Fact]
    public void Invalid_utf_8()
    {
        string file = _workplace.Path("latin.csv");
        File.WriteAllBytes(file, [.. "y,name\n1,a\n2,M"u8, 0xFC, .. "ller\n"u8]);

        Refuses(file, "y ~ name", "latin.csv, line 3, column 'name'", "not UTF-8");
    }

    [Fact]
    public void A_directory() => Refuses(_workplace.Folder, "y ~ x", _workplace.Folder, "this is a directory");

    [Fact]
    public void A_file_that_may_not_be_read()
    {
        string file = _workplace.Write("secret.csv", "y,x\n1,2\n");

        // The superuser may read everything, and Windows has other permissions.
        if (OperatingSystem.IsWindows() || Environment.UserName == "root")
        {
            Assert.StartsWith("error: ", Output.FaultText.Of(new UnauthorizedAccessException("Access to the path is denied.")), StringComparison.Ordinal);
            return;
        }

        File.SetUnixFileMode(file, UnixFileMode.None);
        Refuses(file, "y ~ x", "secret.csv", "may not be read");
    }

    [Fact]
    public void A_formula_with_faults_is_refused_before_the_data_are_read()
        => Refuses(_workplace.Path("nosuch.csv"), "y ~ x + (1 | g", "error LMM", "  y ~ x + (1 | g\n");

    [Fact]
    public void An_empty_formula() => Refuses(CommandLine.Data("sleepstudy"), "", "error LMM");

    [Fact]
    public void An_empty_name_of_a_file() => Refuses("", "y ~ x", "the name of the data file is empty");

    [Fact]
    public void No_complete_row() => Refuses(_workplace.Write("gaps.csv", "y,x\n1,NA\nNA,2\n"), "y ~ x", "gaps.csv", "none of the 2 rows is complete");

    [Theory]
    [InlineData("--factor", "Dys", "--factor: ", "no column 'Dys'; did you mean 'Days'?")]
    [InlineData("--levels", "Days", "--levels: 'Days'", "--levels genotype=WT,CSB")]
    [InlineData("--levels", "Days=0,1,2", "--levels: ", "'3' of Days, which is none of its declared levels")]
    [InlineData("--levels", "Days=0,0", "--levels: ", "declared twice")]
    [InlineData("--contrast", "Days=som", "--contrast: ", "treatment, sum, helmert, poly, sdif")]
    [InlineData("--weights", "Weight", "LMM037", "'Weight'")]
    [InlineData("--offset", "Dys", "LMM025", "did you mean 'Days'?")]
    [InlineData("--delimiter", "ab", "--delimiter: 'ab'", "--delimiter tab")]
    [InlineData("--threads", "0", "--threads must be a whole number from 1, not '0'", "lmm fit --help")]
    [InlineData("--threads", "two", "'two'", "lmm fit --help")]
    [InlineData("--nosuch", "x", "--nosuch", "lmm fit --help")]
    public void An_option_that_cannot_be_used(string option, string value, string place, string cure)
    {
        Outcome outcome = CommandLine.Run("fit", CommandLine.Data("sleepstudy"), "Reaction ~ Days", option, value);

        IsRefused(outcome, place, cure);
    }

    [Theory]
    [InlineData]
    [InlineData("fit")]
    [InlineData("fit", "only.csv")]
    [InlineData("nosuch")]
    [InlineData("compare", "a.csv", "y ~ x")]
    [InlineData("scaffold", "a.csv", "y ~ x")]
    public void A_command_line_that_lacks_something(params string[] arguments) => IsRefused(CommandLine.Run(arguments), "--help");

    [Fact]
    public void A_misspelt_command_or_option_brings_up_the_nearest()
    {
        Assert.Contains("did you mean 'scaffold'?", CommandLine.Run("scafold").Error, StringComparison.Ordinal);
        Assert.Contains("did you mean '--json'?", CommandLine.Run("fit", "a.csv", "y ~ x", "--jsn").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_nobody_foresaw_is_told_in_one_line()
    {
        string text = Output.FaultText.Of(new InvalidOperationException("first\n   at second"));

        Assert.StartsWith("internal error: InvalidOperationException: first at second", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', text);
    }

    private static void Refuses(string file, string formula, params string[] texts) => IsRefused(CommandLine.Run("fit", file, formula), texts);

    private static void IsRefused(Outcome outcome, params string[] texts)
    {
        Assert.Equal(2, outcome.ExitCode);
        Assert.Empty(outcome.Output);
        Assert.All(texts, text => Assert.Contains(text, outcome.Error, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("internal error", outcome.Error, StringComparison.Ordinal);
    }
}
