using System.Text.Json;

namespace Lmm.Cli.Tests;

public sealed class RandomTests
{
    private const string Slopes = "Reaction ~ Days + (Days | Subject)";

    private static readonly string Sleepstudy = CommandLine.Data("sleepstudy");

    public static TheoryData<string> Models() => ["01-Dyestuff", "02-Dyestuff2", "05-sleepstudy", "09-cake", "10-Machines", "16-Rail"];

    [Theory]
    [MemberData(nameof(Models))]
    public void Random_effects_are_tested_as_ranova_tests_them(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", $"{name}-REML.json")));
        JsonElement reference = document.RootElement;
        string[] factors = Reference.Texts(reference.GetProperty("factors"));
        Outcome outcome = CommandLine.Run(["random", CommandLine.Data(reference.GetProperty("dataset").GetString()!), reference.GetProperty("formula").GetString()!, "--factor", string.Join(',', factors), "--json"]);
        JsonElement tests = outcome.Json().GetProperty("tests");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(reference.GetProperty("ranova").GetArrayLength() - 1, tests.GetArrayLength());
        foreach ((JsonElement expected, JsonElement test) in reference.GetProperty("ranova").EnumerateArray().Skip(1).Zip(tests.EnumerateArray()))
        {
            Assert.Equal(expected.GetProperty("term").GetString(), test.GetProperty("term").GetString());
            Assert.Equal(expected.GetProperty("npar").GetInt32(), test.GetProperty("df").GetInt32());
            Assert.Equal(expected.GetProperty("Df").GetInt32(), test.GetProperty("chisqDf").GetInt32());
            Assert.Equal(expected.GetProperty("logLik").GetDouble(), test.GetProperty("logLik").GetDouble(), 1e-7);
            Assert.Equal(expected.GetProperty("LRT").GetDouble(), test.GetProperty("chisq").GetDouble(), 1e-7);
            Assert.Equal(expected.GetProperty("Pr(>Chisq)").GetDouble(), test.GetProperty("p").GetDouble(), 1e-8);

            // A single variance: half the p-value, and one where it is zero.
            double chisq = test.GetProperty("chisq").GetDouble();
            Assert.Equal(chisq > 0 ? test.GetProperty("p").GetDouble() / 2 : 1, test.GetProperty("pBoundary").GetDouble(), 1e-15);
        }
    }

    [Fact]
    public void The_table_is_that_of_the_library()
        => Assert.Equal(
            RandomTermTests.Of((LinearMixedModelFit)Model.Parse(Slopes, Sleepstudy).Fit(ModelFrame.FromCsv(Sleepstudy))).ToString(),
            CommandLine.Run("random", Sleepstudy, Slopes).Output);

    [Fact]
    public void Fits_by_maximum_likelihood_are_tested_by_it()
    {
        JsonElement test = Assert.Single(CommandLine.Run("random", Sleepstudy, Slopes, "--ml", "--json").Json().GetProperty("tests").EnumerateArray());

        // lme4 1.1-31, anova() of both fits by maximum likelihood.
        Assert.Equal(42.139, test.GetProperty("chisq").GetDouble(), 5e-4);
    }

    [Fact]
    public void Simulations_follow_the_seed_and_may_be_declined()
    {
        string[] run = ["random", CommandLine.Data("Machines"), "score ~ Machine + (Machine | Worker)", "--json"];
        JsonElement[] twice = [.. Enumerable.Range(0, 2).Select(_ => CommandLine.Run([.. run, "--draws", "20", "--seed", "4"]).Json())];
        JsonElement without = CommandLine.Run([.. run, "--draws", "0"]).Json();

        Assert.Equal(twice[0].GetProperty("tests").ToString(), twice[1].GetProperty("tests").ToString());
        Assert.Contains("by 20 simulated responses, seed 4", twice[0].GetProperty("notes")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, without.GetProperty("tests")[0].GetProperty("pBoundary").ValueKind);
    }

    [Theory]
    [InlineData("has no random-effects term", "Reaction ~ Days")]
    [InlineData("--draws must be a whole number from 0, not '-3'", Slopes, "--draws", "-3")]
    [InlineData("--seed must be a whole number, not 'x'", Slopes, "--seed", "x")]
    public void What_cannot_be_tested_exits_with_2(string message, params string[] arguments)
    {
        Outcome outcome = CommandLine.Run(["random", Sleepstudy, .. arguments]);

        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Comparisons_have_criteria_and_their_weights()
    {
        JsonElement[] models = [.. CommandLine.Run("compare", Sleepstudy, "Reaction ~ Days + (1 | Subject)", "Reaction ~ Days + (Days || Subject)", Slopes, "--json").Json().GetProperty("models").EnumerateArray()];

        // tests/reference/model-comparisons.R, lme4 1.1-31.
        Assert.Equal(1764.4248935961455, models[2].GetProperty("aicc").GetDouble(), 1e-6);
        Assert.Equal(0.7247295848304768, models[1].GetProperty("aicWeight").GetDouble(), 1e-7);
        Assert.Equal(0.7385422153896687, models[1].GetProperty("aiccWeight").GetDouble(), 1e-7);
        Assert.Equal(0.928543141925094, models[1].GetProperty("bicWeight").GetDouble(), 1e-7);
    }
}
