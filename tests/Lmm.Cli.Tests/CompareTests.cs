using System.Text.Json;

namespace Lmm.Cli.Tests;

public sealed class CompareTests
{
    private const string Reduced = "Reaction ~ Days + (1 | Subject)";
    private const string Full = "Reaction ~ Days + (Days | Subject)";

    private static readonly string Sleepstudy = CommandLine.Data("sleepstudy");

    [Fact]
    public void Nested_models_are_compared_in_any_order()
    {
        Outcome outcome = CommandLine.Run("compare", Sleepstudy, Full, Reduced, "--json");

        Assert.Equal(0, outcome.ExitCode);
        JsonElement models = outcome.Json().GetProperty("models");
        Assert.Equal(Reduced, models[0].GetProperty("formula").GetString());
        Assert.Equal("model2", models[0].GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, models[0].GetProperty("chisq").ValueKind);

        // lme4 1.1-31, anova(): deviances 1794.1 and 1751.9, Chisq 42.139 on 2 degrees of freedom, p 7.072e-10, to the digits that it prints.
        Assert.Equal(1794.1, models[0].GetProperty("deviance").GetDouble(), 0.05);
        Assert.Equal(1751.9, models[1].GetProperty("deviance").GetDouble(), 0.05);
        Assert.Equal(42.139, models[1].GetProperty("chisq").GetDouble(), 5e-4);
        Assert.Equal(2, models[1].GetProperty("chisqDf").GetInt32());
        Assert.Equal(7.072e-10, models[1].GetProperty("p").GetDouble(), 5e-14);
    }

    [Fact]
    public void The_table_is_that_of_the_library()
    {
        ModelFrame data = ModelFrame.FromCsv(Sleepstudy);
        LikelihoodRatioTest test = LikelihoodRatioTest.Compare(
            Model.Parse(Reduced).Fit(data, Estimation.MaximumLikelihood), Model.Parse(Full).Fit(data, Estimation.MaximumLikelihood), "model1", "model2");

        Assert.Equal(test.ToString(), CommandLine.Run("compare", Sleepstudy, Reduced, Full).Output);
    }

    [Fact]
    public void Three_models_are_compared_each_with_the_next_smaller_one()
    {
        JsonElement models = CommandLine.Run("compare", Sleepstudy, "Reaction ~ 1 + (1 | Subject)", Reduced, Full, "--json").Json().GetProperty("models");

        Assert.Equal([3, 4, 6], models.EnumerateArray().Select(model => model.GetProperty("df").GetInt32()));
    }

    [Fact]
    public void All_models_are_fitted_to_the_rows_that_are_complete_in_each()
    {
        Outcome outcome = CommandLine.Run("compare", CommandLine.Data("carrots"), "Preference ~ sens2 + (1 | Consumer)", "Preference ~ sens2 + Income + (1 | Consumer)", "--json", "--strict");

        JsonElement comparison = outcome.Json();
        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal((1161, 75), (comparison.GetProperty("nobs").GetInt32(), comparison.GetProperty("dropped").GetInt32()));
        Assert.Equal("dropped-rows", Assert.Single(comparison.GetProperty("warnings").EnumerateArray()).GetProperty("id").GetString());

        // R 4.2.2 with lme4 1.1-31, anova() of both models fitted to na.omit(carrots[c("Preference", "sens2", "Income", "Consumer")]).
        Assert.Equal(-1760.850803165, comparison.GetProperty("models")[0].GetProperty("logLik").GetDouble(), 1e-6);
        Assert.Equal(-1759.537709562, comparison.GetProperty("models")[1].GetProperty("logLik").GetDouble(), 1e-6);
    }

    [Fact]
    public void Linear_models_stand_beside_mixed_ones()
    {
        JsonElement models = CommandLine.Run("compare", Sleepstudy, "Reaction ~ Days", Reduced, "--json").Json().GetProperty("models");

        // R 4.2.2, logLik(lm(Reaction ~ Days)) and lme4's logLik of the ML fit, to the digits printed.
        Assert.Equal(-950.1465, models[0].GetProperty("logLik").GetDouble(), 1e-4);
        Assert.Equal(-897.0393, models[1].GetProperty("logLik").GetDouble(), 1e-4);
    }

    [Theory]
    [InlineData("y ~ x + (1 | g)", "y ~ factor(x) + (1 | g)", "", 1.1937, 3, 0.7545)]
    [InlineData("y ~ x + (1 | g)", "y ~ factor(2 * x + 1e6) + (1 | g)", "nested-by-data", 1.1937, 3, 0.7545)]
    [InlineData("y ~ I(1e6 + 1e-3 * x) + (1 | g)", "y ~ bs(x, df = 4) + (1 | g)", "nested-by-data", 1.1937, 3, 0.7545)]
    public void A_model_whose_columns_lie_in_those_of_another_is_compared_with_it(string reduced, string full, string warning, double chiSquared, int degreesOfFreedom, double p)
    {
        Outcome outcome = CommandLine.Run("compare", Plain(), full, reduced, "--json");

        // R 4.2.2 with lme4 1.1-31, anova() of y ~ x + (1 | g) and y ~ factor(x) + (1 | g) by maximum likelihood. x has five values, as many as the splines have columns with the intercept.
        JsonElement last = outcome.Json().GetProperty("models")[1];
        Assert.Equal(chiSquared, last.GetProperty("chisq").GetDouble(), 5e-5);
        Assert.Equal(degreesOfFreedom, last.GetProperty("chisqDf").GetInt32());
        Assert.Equal(p, last.GetProperty("p").GetDouble(), 5e-5);
        Assert.Equal(warning, string.Join(' ', outcome.Json().GetProperty("warnings").EnumerateArray().Select(item => item.GetProperty("id").GetString())));
    }

    [Theory]
    [InlineData("y ~ bs(x, df = 3) + (1 | g)", "y ~ f + I(x > 2) + (1 | g) + (0 + x | g)", "the columns that the formulas make of these rows say so, too")]
    [InlineData("y ~ x + I(x^2) + (1 | g)", "y ~ x + I(x == 3) + f + (1 | g)", "has I(x^2), which model2 lacks; the columns")]
    [InlineData("y ~ factor(x) + (1 | g)", "y ~ factor(3 * x) + (1 | g)", "are the same model in these rows")]
    public void Columns_tell_what_formulas_do_not(string first, string second, string reason)
    {
        Outcome outcome = CommandLine.Run("compare", Plain(), first, second);

        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(reason, outcome.Error, StringComparison.Ordinal);
    }

    private static string Plain() => Repository.Path("tests", "reference", "plain.csv");

    [Theory]
    [InlineData("Reaction ~ Days + (1 | Subject)", "Reaction ~ 1 + (Days | Subject)", "are not nested: model1 has Days, which model2 lacks")]
    [InlineData("Reaction ~ Days + (1 | Subject)", "log(Reaction) ~ Days + (Days | Subject)", "different responses")]
    [InlineData("Reaction ~ Days + (1 | Subject)", "Reaction ~ 1 + Days + (1 | Subject)", "are the same model")]
    [InlineData("Reaction ~ Days + (1 | Subject)", "Reaction ~ Dys + (1 | Subject)", "model2: the formula cannot be used")]
    public void Models_that_cannot_be_compared_are_refused(string first, string second, string reason)
    {
        Outcome outcome = CommandLine.Run("compare", Sleepstudy, first, second);

        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(reason, outcome.Error, StringComparison.Ordinal);
    }
}
