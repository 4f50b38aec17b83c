using System.Text.Json;

namespace Lmm.Cli.Tests;

/// <summary>The influence of rows and levels, written as tables and as JSON.</summary>
public class InfluenceTests
{
    private const string Formula = "Reaction ~ Days + (1 | Subject)";
    private static readonly string Sleep = CommandLine.Data("sleepstudy");
    private static readonly string[] Fit = ["influence", Sleep, Formula, "--factor", "Subject"];

    [Fact]
    public void Rows_are_those_of_the_library()
    {
        FitInfluence influence = Fitted().Influence;
        JsonElement json = CommandLine.Run([.. Fit, "--json"]).Json();

        Assert.Equal("atFittedTheta", json.GetProperty("method").GetString());
        Assert.Equal(influence.Leverage, Numbers(json.GetProperty("leverage")));
        Assert.Equal(influence.CooksDistances, Numbers(json.GetProperty("cooksDistance")));
        Assert.Equal(influence.CovarianceRatios, Numbers(json.GetProperty("covarianceRatio")));
        Assert.Equal(influence.Dfbetas("Days"), Numbers(json.GetProperty("dfbetas").GetProperty("Days")));
        Assert.Equal(influence.ToTable(3).ToText(), CommandLine.Run([.. Fit, "--top", "3"]).Output);
    }

    [Fact]
    public void Levels_are_those_of_the_library_at_the_fitted_theta_and_refitted()
    {
        foreach ((string[] option, InfluenceMethod method, string name) in new[] { (Array.Empty<string>(), InfluenceMethod.AtFittedTheta, "atFittedTheta"), (["--refit"], InfluenceMethod.Refitted, "refitted") })
        {
            LevelInfluenceTable table = Fitted().Influence.By("Subject", method);
            JsonElement json = CommandLine.Run([.. Fit, "--by", "Subject", .. option, "--json"]).Json();
            JsonElement[] levels = [.. json.GetProperty("levels").EnumerateArray()];

            Assert.Equal(name, json.GetProperty("method").GetString());
            Assert.Equal(table.Select(static level => level.Level), levels.Select(static level => level.GetProperty("level").GetString()));
            Assert.Equal(table.Select(static level => level.CooksDistance), levels.Select(static level => level.GetProperty("cooksDistance").GetDouble()));
            Assert.Equal(table.Select(static level => level.Coefficients[1]), levels.Select(static level => level.GetProperty("coefficients")[1].GetProperty("estimate").GetDouble()));
            Assert.Equal(table.ToTable(10).ToText(), CommandLine.Run([.. Fit, "--by", "Subject", .. option]).Output);
        }
    }

    [Theory]
    [InlineData("--refit", "--by")]
    [InlineData("--top 0", "--top must be a whole number from 1")]
    [InlineData("--by Subjet", "Subject")]
    public void What_cannot_be_done_is_said_with_its_cure(string options, string message)
    {
        Outcome outcome = CommandLine.Run([.. Fit, .. options.Split(' ')]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }

    private static LinearMixedModelFit Fitted()
        => (LinearMixedModelFit)Model.Parse(Formula).Fit(ModelFrame.FromCsv(Sleep, new CsvOptions { ColumnTypes = new Dictionary<string, ColumnType> { ["Subject"] = ColumnType.Text } }));

    private static IEnumerable<double> Numbers(JsonElement array) => array.EnumerateArray().Select(static value => value.GetDouble());
}
