using System.Text.Json;

namespace Lmm.Cli.Tests;

/// <summary><c>lmm anova</c>: the library's analysis of variance, as text and as JSON.</summary>
public sealed class AnovaTests
{
    private const string Formula = "angle ~ recipe * temperature + (1 | recipe:replicate)";
    private static readonly string Cake = CommandLine.Data("cake");

    // R 4.2.2 with lmerTest 3.1-3: anova(lmer(...), type = 1, 2, 3), the same in this balanced table; by pbkrtest 0.5.2 also Kenward-Roger's.
    [Theory]
    [InlineData]
    [InlineData("--type", "1")]
    [InlineData("--type", "2", "--df", "satterthwaite")]
    [InlineData("--df", "kenward-roger")]
    [InlineData("--type", "3", "--df", "kenward-roger-observed")]
    public void Tests_of_terms_are_written_as_JSON(params string[] options)
    {
        Outcome outcome = CommandLine.Run(["anova", Cake, Formula, "--factor", "temperature,replicate", "--json", .. options]);
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        JsonElement json = outcome.Json();
        JsonElement[] tests = [.. json.GetProperty("tests").EnumerateArray()];

        Assert.Equal((Formula, options is ["--type", var type, ..] ? type : "3"), (json.GetProperty("formula").GetString(), $"{json.GetProperty("type")}"));
        Assert.Equal(["recipe", "temperature", "recipe:temperature"], tests.Select(static test => test.GetProperty("term").GetString()));
        Close([10.18586, 5.0929299, 2, 42, 0.24878877, 0.78088562], tests[0]);
        Close([2100.30002, 420.0600034, 5, 210, 20.51986061, 1.1531618e-16], tests[1]);
        Close([205.97778, 20.5977778, 10, 210, 1.00619798, 0.43926944], tests[2]);
        Assert.All(tests, static test => Assert.Equal(JsonValueKind.Null, test.GetProperty("notEstimable").ValueKind));
        Assert.False(json.TryGetProperty("residuals", out _));
    }

    [Fact]
    public void Methods_without_degrees_of_freedom_leave_them_null()
    {
        JsonElement normal = First("--df", "normal");
        JsonElement none = First("--df", "none");

        Assert.Equal((JsonValueKind.Null, JsonValueKind.Number), (normal.GetProperty("denDf").ValueKind, normal.GetProperty("p").ValueKind));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (none.GetProperty("denDf").ValueKind, none.GetProperty("p").ValueKind));
        Assert.Equal(normal.GetProperty("f").GetDouble(), none.GetProperty("f").GetDouble());
    }

    [Fact]
    public void What_cannot_be_estimated_has_a_reason_and_no_numbers()
    {
        JsonElement json = CommandLine.Run("anova", CommandLine.Data("sleepstudy"), "Reaction ~ Days + I(2 * Days) + (1 | Subject)", "--json").Json();
        JsonElement test = json.GetProperty("tests")[1];

        Assert.Equal("I(2 * Days) is a combination of Days", test.GetProperty("notEstimable").GetString());
        Assert.All(test.EnumerateObject().Where(static member => member.Name is not ("term" or "notEstimable")), static member => Assert.Equal(JsonValueKind.Null, member.Value.ValueKind));
        Assert.Equal(1, json.GetProperty("tests")[0].GetProperty("numDf").GetInt32());
    }

    [Fact]
    public void Linear_models_have_the_residuals()
    {
        JsonElement json = CommandLine.Run("anova", CommandLine.Data("sleepstudy"), "Reaction ~ Days", "--type", "1", "--json").Json();

        // R 4.2.2: anova(lm(Reaction ~ Days, sleepstudy)).
        Assert.Equal(162702.652, json.GetProperty("tests")[0].GetProperty("sumSq").GetDouble(), 1e-3);
        Assert.Equal(405251.617, json.GetProperty("residuals").GetProperty("sumSq").GetDouble(), 1e-2);
        Assert.Equal(178, json.GetProperty("residuals").GetProperty("df").GetInt32());
    }

    [Fact]
    public void Text_is_the_table()
        => Assert.StartsWith(
            "Type III Analysis of Variance Table with Kenward-Roger's method\n\n                    Sum Sq Mean Sq NumDF DenDF F value Pr(>F)\n",
            CommandLine.Run("anova", Cake, Formula, "--factor", "temperature,replicate", "--df", "kenward-roger").Output,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("--type", "4")]
    [InlineData("--df", "exact")]
    public void Unknown_types_and_methods_are_refused(params string[] options)
        => Assert.Equal(2, CommandLine.Run(["anova", Cake, Formula, .. options]).ExitCode);

    private static JsonElement First(params string[] options)
        => CommandLine.Run(["anova", Cake, Formula, "--factor", "temperature,replicate", "--json", .. options]).Json().GetProperty("tests")[0];

    private static void Close(double[] expected, JsonElement test)
    {
        string[] names = ["sumSq", "meanSq", "numDf", "denDf", "f", "p"];
        for (int index = 0; index < names.Length; index++)
        {
            Assert.Equal(expected[index], test.GetProperty(names[index]).GetDouble(), 1e-6 * expected[index]);
        }
    }
}
