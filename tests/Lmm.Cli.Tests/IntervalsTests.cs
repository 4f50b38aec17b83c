using System.Text.Json;

namespace Lmm.Cli.Tests;

public sealed class IntervalsTests
{
    private const string Formula = "Reaction ~ Days + (Days | Subject)";

    private static readonly string Sleepstudy = CommandLine.Data("sleepstudy");

    // Exact limits by dense matrices (tests/reference/intervals.R), as 1e-6 of their size.
    [Fact]
    public void Profile_intervals_are_the_default_and_of_maximum_likelihood()
    {
        Outcome outcome = CommandLine.Run("intervals", Sleepstudy, Formula, "--json");

        Assert.Equal(0, outcome.ExitCode);
        JsonElement written = outcome.Json();
        Assert.Equal(("profile", 0.95), (written.GetProperty("method").GetString(), written.GetProperty("level").GetDouble()));
        JsonElement[] intervals = [.. written.GetProperty("intervals").EnumerateArray()];
        Assert.Equal(["sd_(Intercept)|Subject", "cor_Days.(Intercept)|Subject", "sd_Days|Subject", "sigma", "(Intercept)", "Days"], intervals.Select(static row => row.GetProperty("name").GetString()));
        Assert.Equal(5.716834542507704, intervals[2].GetProperty("estimate").GetDouble(), 1e-5);
        Assert.Equal(3.801177284359666, intervals[2].GetProperty("lower").GetDouble(), 1e-6);
        Assert.Equal(8.753391986977318, intervals[2].GetProperty("upper").GetDouble(), 1e-6);
        Assert.False(intervals[2].GetProperty("lowerAtBoundary").GetBoolean());
        Assert.False(intervals[2].TryGetProperty("se", out _));
        Assert.Contains("maximum likelihood", written.GetProperty("notes")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_at_the_boundary_says_so()
    {
        JsonElement row = CommandLine.Run("intervals", CommandLine.Data("Dyestuff2"), "Yield ~ 1 + (1 | Batch)", "--ml", "--json").Json().GetProperty("intervals")[0];

        Assert.Equal(0, row.GetProperty("lower").GetDouble());
        Assert.Equal((true, false), (row.GetProperty("lowerAtBoundary").GetBoolean(), row.GetProperty("upperAtBoundary").GetBoolean()));
        Assert.Equal(2.0840478717771798, row.GetProperty("upper").GetDouble(), 1e-6);
    }

    [Fact]
    public void The_table_is_that_of_the_library()
    {
        ModelFit fit = Model.Parse(Formula, Sleepstudy).Fit(ModelFrame.FromCsv(Sleepstudy));

        Assert.Equal(fit.Intervals.Wald(0.9).ToString(), CommandLine.Run("intervals", Sleepstudy, Formula, "--method", "wald", "--level", "0.9").Output);
        Assert.Equal(
            fit.Intervals.Bootstrap(draws: 30, seed: -4).ToString(),
            CommandLine.Run("intervals", Sleepstudy, Formula, "--method", "bootstrap", "--draws", "30", "--seed", "-4", "--threads", "1").Output);
    }

    [Fact]
    public void Wald_intervals_of_coefficients_have_the_degrees_of_freedom_that_were_asked_for()
    {
        JsonElement normal = CommandLine.Run("intervals", Sleepstudy, Formula, "--method", "wald", "--df", "normal", "--json").Json().GetProperty("intervals")[5];
        JsonElement student = CommandLine.Run("intervals", Sleepstudy, Formula, "--method", "wald", "--json").Json().GetProperty("intervals")[5];

        Assert.Equal(10.46729 + (1.959964 * 1.545790), normal.GetProperty("upper").GetDouble(), 1e-4);
        Assert.Equal(10.46729 + (2.109816 * 1.545790), student.GetProperty("upper").GetDouble(), 1e-4);
    }

    [Theory]
    [InlineData("--level must be between 0 and 1", "--level", "95")]
    [InlineData("--level must be between 0 and 1", "--level", "0")]
    [InlineData("--draws must be a whole number from 2", "--method", "bootstrap", "--draws", "1")]
    [InlineData("--seed must be a whole number", "--method", "bootstrap", "--seed", "x")]
    [InlineData("of a bootstrap", "--seed", "3")]
    [InlineData("profile", "--method", "exact")]
    public void Options_that_cannot_be_meant_are_exit_code_2(string message, params string[] options)
    {
        Outcome outcome = CommandLine.Run(["intervals", Sleepstudy, Formula, .. options]);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }
}
