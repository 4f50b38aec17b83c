using System.Text.Json;

namespace Lmm.Cli.Tests;

public sealed class PowerTests
{
    private const string Formula = "Reaction ~ Days + (Days | Subject)";

    private static readonly string Sleepstudy = CommandLine.Data("sleepstudy");

    [Fact]
    public void The_table_is_that_of_the_library()
    {
        PowerTable expected = Model.Parse(Formula, Sleepstudy).Fit(ModelFrame.FromCsv(Sleepstudy)).Power(
            PowerTest.Coefficient("Days"),
            new PowerOptions { Draws = 30, Seed = 3, Alpha = 0.01, Along = "Subject", Levels = [6, 20], Effects = new Dictionary<string, double> { ["Days"] = 5 } });
        Outcome outcome = CommandLine.Run(
            "power", Sleepstudy, Formula, "--test", "Days", "--effect", "Days=5", "--along", "Subject", "--levels", "6,20", "--draws", "30", "--seed", "3", "--alpha", "0.01", "--threads", "1");

        Assert.Equal((0, expected.ToString()), (outcome.ExitCode, outcome.Output));
    }

    [Fact]
    public void Json_has_a_row_for_each_design()
    {
        JsonElement written = CommandLine.Run("power", Sleepstudy, Formula, "--test", "Days = 0", "--copies", "1,2", "--draws", "10", "--interval", "wilson", "--json").Json();
        JsonElement[] rows = [.. written.GetProperty("power").EnumerateArray()];

        Assert.Equal("Days = 0", written.GetProperty("test").GetString());
        Assert.Equal([180, 360], rows.Select(static row => row.GetProperty("rows").GetInt32()));
        Assert.Equal(["copies", "rows", "draws", "failed", "significant", "power", "lower", "upper"], rows[0].EnumerateObject().Select(static member => member.Name));
        Assert.Equal(1, rows[0].GetProperty("power").GetDouble());
    }

    [Theory]
    [InlineData("--term", "Days")]
    [InlineData("--lrt", "Days")]
    public void Terms_are_tested_too(string option, string term)
        => Assert.Contains(
            "Power of the test Days (",
            CommandLine.Run("power", Sleepstudy, Formula, option, term, "--draws", "5").Output,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("name the test by one of")]
    [InlineData("name the test by one of", "--test", "Days", "--term", "Days")]
    [InlineData("Dayz", "--test", "Dayz")]
    [InlineData("--effect: 'Days' is no coefficient with a number", "--test", "Days", "--effect", "Days")]
    [InlineData("'x'", "--test", "Days", "--effect", "x=3")]
    [InlineData("name it by --along", "--test", "Days", "--levels", "3")]
    [InlineData("--levels: 'many' is no whole number", "--test", "Days", "--along", "Subject", "--levels", "many")]
    [InlineData("'Subjekt'", "--test", "Days", "--along", "Subjekt")]
    [InlineData("--alpha must be between 0 and 1", "--test", "Days", "--alpha", "5")]
    [InlineData("there is no fixed-effects term 'week'", "--lrt", "week")]
    [InlineData("no p-values", "--test", "Days", "--df", "none")]
    public void What_cannot_be_meant_is_exit_code_2(string message, params string[] options)
    {
        Outcome outcome = CommandLine.Run(["power", Sleepstudy, Formula, .. options]);
        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }
}
