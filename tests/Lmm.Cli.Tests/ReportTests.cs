namespace Lmm.Cli.Tests;

public sealed class ReportTests
{
    private const string Formula = "Reaction ~ Days + (Days | Subject)";

    private static readonly string Sleepstudy = CommandLine.Data("sleepstudy");

    [Fact]
    public void The_page_has_the_data_the_fit_and_the_command()
    {
        Outcome outcome = CommandLine.Run("report", Sleepstudy, Formula, "--title", "Sleep & reaction", "--draws", "40", "--seed", "3");
        Assert.Equal(0, outcome.ExitCode);
        Assert.StartsWith("<!DOCTYPE html>", outcome.Output, StringComparison.Ordinal);
        Assert.All(
            ["<h1>Sleep &amp; reaction</h1>", "180 rows of sleepstudy.csv were fitted.", "--title &#39;Sleep &amp; reaction&#39; --draws 40 --seed 3</code>", "40 responses that the fit generates, seed 3."],
            part => Assert.Contains(part, outcome.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void It_is_written_to_a_file_and_never_over_the_data()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            string page = Path.Combine(folder, "report.html");
            Outcome outcome = CommandLine.Run("report", Sleepstudy, Formula, "-o", page);
            Assert.Equal((0, ""), (outcome.ExitCode, outcome.Output));
            Assert.EndsWith("</html>\n", File.ReadAllText(page), StringComparison.Ordinal);
            string data = Path.Combine(folder, "data.csv");
            File.Copy(Sleepstudy, data);
            outcome = CommandLine.Run("report", data, Formula, "-o", data);
            Assert.Equal(2, outcome.ExitCode);
            Assert.Contains("is the data; name another file", outcome.Error, StringComparison.Ordinal);
            outcome = CommandLine.Run("report", data, Formula, "-o", Path.Combine(folder, "nowhere", "report.html"));
            Assert.Equal(2, outcome.ExitCode);
            Assert.Equal(["data.csv", "report.html"], Directory.EnumerateFiles(folder).Select(static file => Path.GetFileName(file)).Order());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
