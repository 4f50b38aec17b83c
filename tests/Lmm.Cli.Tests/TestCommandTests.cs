using System.Text.Json;

namespace Lmm.Cli.Tests;

/// <summary><c>lmm test</c>, and the method of tests in <c>lmm fit</c>.</summary>
public sealed class TestCommandTests
{
    private const string Formula = "Reaction ~ Days + (Days | Subject)";

    private static readonly string Sleepstudy = CommandLine.Data("sleepstudy");

    [Fact]
    public void Hypotheses_are_tested_alone_and_jointly()
    {
        JsonElement root = Json("test", Sleepstudy, Formula, "Days - 10 = 0", "(Intercept) = 250", "--json");

        JsonElement[] rows = [.. root.GetProperty("hypotheses").EnumerateArray()];
        Assert.Equal(["Days - 10 = 0", "(Intercept) = 250"], rows.Select(static row => row.GetProperty("hypothesis").GetString()));
        Assert.Equal(17, rows[0].GetProperty("df").GetDouble(), 1e-6);
        Assert.Equal(0.302296, rows[0].GetProperty("statistic").GetDouble(), 1e-5);
        Assert.Equal(2, root.GetProperty("joint").GetProperty("numDf").GetInt32());
        Assert.Equal(17, root.GetProperty("joint").GetProperty("denDf").GetDouble(), 1e-6);
    }

    [Theory]
    [InlineData("satterthwaite", 17, true)]
    [InlineData("kenward-roger", 17, true)]
    [InlineData("kenward-roger-observed", 17, true)]
    [InlineData("normal", null, true)]
    [InlineData("none", null, false)]
    public void A_fit_has_degrees_of_freedom_by_the_method_that_is_named(string method, int? degrees, bool hasProbability)
    {
        JsonElement days = Json("fit", Sleepstudy, Formula, "--df", method, "--json").GetProperty("fixed")[1];

        Assert.Equal(degrees, days.GetProperty("df").ValueKind == JsonValueKind.Null ? null : (int)Math.Round(days.GetProperty("df").GetDouble()));
        Assert.Equal(hasProbability, days.GetProperty("p").ValueKind != JsonValueKind.Null);
    }

    [Theory]
    [InlineData("Dys = 10", "'Days'")]
    [InlineData("Days = ", "at its end")]
    [InlineData("Days = 10 20", "no coefficient")]
    [InlineData("2 = 3", "no coefficient is left")]
    public void A_hypothesis_that_cannot_be_tested_is_wrong_input(string hypothesis, string reason)
    {
        Outcome result = CommandLine.Run("test", Sleepstudy, Formula, hypothesis);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(reason, result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    private static JsonElement Json(params string[] arguments) => CommandLine.Run(arguments).Json();
}
