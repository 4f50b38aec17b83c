using System.Text.Json;

namespace Lmm.Cli.Tests;

/// <summary><c>lmm means</c> and <c>lmm slopes</c>: the library's tables, as text and as JSON.</summary>
public sealed class MarginalTests
{
    private const string Formula = "angle ~ recipe * temperature + (1 | recipe:replicate)";
    private const string Growth = "height ~ age + I(age^2) + (age + I(age^2) | Subject)";
    private static readonly string Cake = CommandLine.Data("cake");
    private static readonly string Oxboys = CommandLine.Data("Oxboys");

    // R 4.2.2 with emmeans 1.8.4: emmeans(fit, "recipe"), pairs(...).
    [Fact]
    public void Means_and_pairs_are_written_as_JSON()
    {
        JsonElement json = Json("means", Cake, Formula, "--factor", "temperature,replicate", "--of", "recipe", "--pairs", "--json");
        JsonElement mean = json.GetProperty("means")[0];
        JsonElement pair = json.GetProperty("contrasts")[0];

        Assert.Equal(3, json.GetProperty("means").GetArrayLength());
        Assert.Equal("A", mean.GetProperty("levels").GetProperty("recipe").GetString());
        Near([33.1222222222218, 1.73683339670661, 41.9999998, 29.6171505230419, 36.6272939214017], mean, "estimate", "se", "df", "lower", "upper");
        Assert.Equal("A - B", pair.GetProperty("contrast").GetString());
        Near([1.47777777777731, 2.45625334520504, 41.99999984, 0.601638988365003, 0.819987822153611], pair, "estimate", "se", "df", "statistic", "p");
        Assert.Equal(JsonValueKind.Array, json.GetProperty("warnings").ValueKind);
    }

    [Fact]
    public void Contrasts_within_levels_tell_the_levels()
    {
        JsonElement json = Json("means", Cake, Formula, "--factor", "temperature,replicate", "--of", "recipe", "--by", "temperature", "--contrasts", "sequential", "--adjust", "none", "--json");

        Assert.Equal(18, json.GetProperty("means").GetArrayLength());
        Assert.Equal(12, json.GetProperty("contrasts").GetArrayLength());
        Assert.Equal(("B - A", "175"), (json.GetProperty("contrasts")[0].GetProperty("contrast").GetString(), json.GetProperty("contrasts")[0].GetProperty("levels").GetProperty("temperature").GetString()));
    }

    // R: the derivative b1 + 2 b2 age at each age.
    [Fact]
    public void Slopes_are_written_as_JSON()
    {
        JsonElement json = Json("slopes", Oxboys, Growth, "--of", "age", "--by", "age", "--at", "age=0,0.5", "--json");
        JsonElement slope = json.GetProperty("slopes")[1];
        JsonElement fit = Json("fit", Oxboys, Growth, "--json");
        double[] coefficients = [.. fit.GetProperty("fixed").EnumerateArray().Select(static row => row.GetProperty("estimate").GetDouble())];

        Assert.Equal(("age", 0.5), (slope.GetProperty("of").GetString(), slope.GetProperty("levels").GetProperty("age").GetDouble()));
        Assert.Equal(coefficients[1] + coefficients[2], slope.GetProperty("estimate").GetDouble(), 1e-10);
    }

    // R 4.2.2 with emmeans 1.8.4: confint(pairs(emmeans(fit, "Machine"))).
    [Fact]
    public void Limits_of_contrasts_stand_below_their_tests()
    {
        string[] command = ["means", CommandLine.Data("Machines"), "score ~ Machine + (0 + Machine | Worker)", "--of", "Machine", "--pairs"];
        string output = CommandLine.Run([.. command, "--limits"]).Output;

        Assert.StartsWith(CommandLine.Run(command).Output, output, StringComparison.Ordinal);
        Assert.Contains("Confidence limits of contrasts", output, StringComparison.Ordinal);
        Assert.Contains("A - C -13.91667 -18.92802  -8.90532", output, StringComparison.Ordinal);
        Assert.Contains("Intervals are adjusted by Tukey's method for all pairs of 3 estimates.", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no variable of the fixed effects 'recpe'; there are 'recipe', 'temperature'", "means", "--of", "recpe")]
    [InlineData("there is no variable of the fixed effects 'replicate'", "means", "--of", "replicate")]
    [InlineData("recipe is a factor, which has no slope", "slopes", "--of", "recipe")]
    [InlineData("recipe is a factor, whose levels are A, B, C", "means", "--of", "temperature", "--at", "recipe=1")]
    [InlineData("--at recipe: there is no value", "means", "--of", "temperature", "--at", "recipe")]
    [InlineData("'x' is no number", "means", "--of", "temperature", "--at", "recipe=x")]
    [InlineData("--adjust is of contrasts", "means", "--of", "recipe", "--adjust", "holm")]
    [InlineData("--limits are of contrasts", "means", "--of", "recipe", "--limits")]
    [InlineData("Tukey's adjustment is for all pairs", "means", "--of", "recipe", "--contrasts", "control", "--adjust", "tukey")]
    [InlineData("nothing to contrast it with", "means", "--pairs")]
    [InlineData("--of", "slopes")]
    public void Bad_input_is_named_with_its_cure(string message, string command, params string[] options)
    {
        Outcome outcome = CommandLine.Run([command, Cake, Formula, "--factor", "temperature,replicate", .. options]);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Means_of_a_covariate_are_refused_with_what_to_ask_instead()
    {
        Outcome outcome = CommandLine.Run("means", Oxboys, Growth, "--of", "age");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("age is a covariate, which has no levels to give means of; ask for its slope", outcome.Error, StringComparison.Ordinal);
    }

    private static JsonElement Json(params string[] arguments)
    {
        Outcome outcome = CommandLine.Run(arguments);
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        return outcome.Json();
    }

    private static void Near(double[] expected, JsonElement row, params string[] names)
    {
        foreach ((double value, string name) in expected.Zip(names))
        {
            Assert.Equal(value, row.GetProperty(name).GetDouble(), 1e-7 * Math.Abs(value));
        }
    }
}
