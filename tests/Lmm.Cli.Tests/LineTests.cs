namespace Lmm.Cli.Tests;

/// <summary>Messages on rows name the line where the row begins, as editors count: a cell in quotes may span lines, others are passed over.</summary>
public sealed class LineTests : IDisposable
{
    // The rows begin in the lines 4, 6, 7, 10 and 11.
    private const string Text =
        """
        # a trial
        y,x,w,site

        1.0,2,1,"north
        side"
        2.5,0,1,south
        3.1,1,1,"north

        side"
        2.0,3,-1,south
        4.0,5,1e300,south

        """;

    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Theory]
    [InlineData("y ~ log(x)", "log(x) is -infinity in line 6;")]
    [InlineData("sqrt(y - 2.2) ~ x", "sqrt(y - 2.2) is not a number in line 4;")]
    [InlineData("y ~ x", "the weight w is -1 in line 10;", "--weights", "w")]
    [InlineData("y ~ log(x)", "log(x) is -infinity in line 6;", "--where", "y > 2")]
    [InlineData("sqrt(y - 2.2) ~ x", "sqrt(y - 2.2) is not a number in line 10;", "--where", "x > 0 & y > 1")]
    [InlineData("y ~ x", "the weight w is -1 in line 10;", "--weights", "w", "--where", "site == 'south'")]
    [InlineData("y ~ x", "the weight w is 1E+300 in line 11,", "--weights", "w", "--where", "w > 0")]
    [InlineData("y ~ log(x)", "log(x) is -infinity in line 6;", "--factor", "w", "--contrast", "site=sum")]
    public void Faults_of_values_name_the_line_where_the_row_begins(string formula, string message, params string[] options)
    {
        Outcome outcome = CommandLine.Run(["fit", _workplace.Write("trial.csv", Text), formula, "--comment", "#", .. options]);

        Assert.Equal(ExitCode.WrongInput, outcome.ExitCode);
        Assert.Contains($"trial.csv: {message}", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Cells_that_are_no_numbers_are_named_by_the_line_where_the_row_begins()
    {
        string path = _workplace.Write("trial.csv", Text.Replace("3.1,1", "about 3,1", StringComparison.Ordinal));

        Assert.Contains("'about 3' in line 7\n", CommandLine.Run("data", path, "--comment", "#").Output, StringComparison.Ordinal);
        Assert.Contains("line 7", CommandLine.Run("check", "y ~ x", path, "--comment", "#").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_with_too_many_cells_are_named_by_the_line_where_the_row_begins()
    {
        string path = _workplace.Write("trial.csv", Text.Replace("side\"\n2.0", "side\",7\n2.0", StringComparison.Ordinal));

        Assert.Contains("trial.csv, line 7: the line has 5 cells and the header 4", CommandLine.Run("fit", path, "y ~ x", "--comment", "#").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Comparisons_name_lines_too()
    {
        Outcome outcome = CommandLine.Run("compare", _workplace.Write("trial.csv", Text), "y ~ log(x)", "y ~ 1", "--comment", "#", "--where", "y > 2");

        Assert.Contains("log(x) is -infinity in line 6;", outcome.Error, StringComparison.Ordinal);
    }
}
