using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Tests.Results;

namespace Lmm.Tests.Inference;

/// <summary>Comparisons of nested models against R 4.2.2 and lme4 1.1-31 (tests/reference/printing-comparisons.R).</summary>
public class ComparisonTests
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private static readonly ComparisonReference Reference = JsonSerializer.Deserialize<ComparisonReference>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Inference", "Reference", "comparisons.json")), Options)!;

    [Fact]
    public void Correlation_of_random_effects_is_tested_as_lme4_tests_it()
        => CheckLikelihood("correlation", LikelihoodRatioTest.Compare(Mixed("sleepstudy-uncorrelated-ml"), Mixed("sleepstudy-slope-ml"), "uncorrelated", "slope"));

    [Fact]
    public void Linear_model_is_compared_with_mixed_model_as_lme4_compares_them()
        => CheckLikelihood("random", LikelihoodRatioTest.Compare(Linear("sleepstudy"), Mixed("sleepstudy-intercept-ml"), "line", "intercept"));

    [Fact]
    public void Several_models_are_sorted_by_their_number_of_parameters()
        => CheckLikelihood("all", LikelihoodRatioTest.Compare(
            ("slope", Mixed("sleepstudy-slope-ml")),
            ("nothing", Linear("sleepstudy-intercept-only")),
            ("line", Linear("sleepstudy")),
            ("uncorrelated", Mixed("sleepstudy-uncorrelated-ml"))));

    [Theory]
    [InlineData("days", "sleepstudy-intercept-only", "sleepstudy")]
    [InlineData("cake", "cake-constant", "cake")]
    [InlineData("recipe", "cake-temperature", "cake")]
    [InlineData("zero", "sleepstudy-nothing", "sleepstudy-intercept-only")]
    public void F_test_is_computed_and_printed_as_R_does(string name, string reduced, string full)
    {
        FReference expected = Reference.F[name];
        FTest test = FTest.Compare(Linear(reduced), Linear(full));

        NumericAssert.Close(expected.F, test.F, 1e-11);
        NumericAssert.Close(expected.P, test.PValue, 1e-9);
        NumericAssert.Close(expected.Ss, test.SumOfSquares, 1e-11);
        Assert.Equal(expected.Printed.Select(line => line.TrimEnd()), test.ToString().TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void Models_are_named_by_the_expressions_passed()
    {
        LinearModelFit additive = Linear("sleepstudy-intercept-only");
        LinearModelFit line = Linear("sleepstudy");

        Assert.Equal(["additive", "line"], LikelihoodRatioTest.Compare(additive, line).Rows.Select(row => row.Name));
        Assert.Equal("line", FTest.Compare(additive, line).FullName);
    }

    [Fact]
    public void Models_of_different_rows_are_refused()
    {
        ModelException exception = Assert.Throws<ModelException>(() => LikelihoodRatioTest.Compare(Linear("sleepstudy-missing"), Mixed("sleepstudy-slope-ml")));
        Assert.Contains("fitted to 180 rows", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Models_of_different_responses_are_refused()
    {
        ReferenceFit reference = ReferenceFit.Read("linear-sleepstudy");
        reference.Design.Y[7]++;

        ModelException exception = Assert.Throws<ModelException>(() => LikelihoodRatioTest.Compare(LinearModel.Fit(reference.ModelDesign()), Mixed("sleepstudy-slope-ml")));
        Assert.Contains("response 'Reaction'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Models_of_different_weights_are_refused()
        => Assert.Contains("weights", Assert.Throws<ModelException>(() => FTest.Compare(Linear("sleepstudy-intercept-only"), Linear("sleepstudy-weights"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Full_and_reduced_model_in_the_wrong_order_are_refused()
    {
        Assert.Contains("first the reduced model", Assert.Throws<ModelException>(() => LikelihoodRatioTest.Compare(Mixed("sleepstudy-slope-ml"), Linear("sleepstudy"))).Message, StringComparison.Ordinal);
        Assert.Contains("first the reduced model", Assert.Throws<ModelException>(() => FTest.Compare(Linear("sleepstudy"), Linear("sleepstudy-intercept-only"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Models_with_equally_many_parameters_are_refused()
    {
        ModelException exception = Assert.Throws<ModelException>(() => LikelihoodRatioTest.Compare(
            ("a", Linear("sleepstudy-intercept-only")), ("b", Linear("sleepstudy")), ("c", Linear("sleepstudy-no-intercept"))));
        Assert.Contains("neither contains the other", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_model_is_no_comparison()
        => Assert.Throws<ArgumentException>(() => LikelihoodRatioTest.Compare(("a", Linear("sleepstudy"))));

    private static LinearMixedModelFit Mixed(string name) => ReferenceFit.Read("mixed-" + name).MixedFit();

    private static LinearModelFit Linear(string name) => LinearModel.Fit(ReferenceFit.Read("linear-" + name).ModelDesign());

    private static void CheckLikelihood(string name, LikelihoodRatioTest test)
    {
        LikelihoodReference expected = Reference.Likelihood[name];

        // 1e-9: twice a difference of log-likelihoods that agree to 1e-13.
        NumericAssert.Close(expected.Chisq, [.. test.Rows.Select(row => row.ChiSquared ?? double.NaN)], 1e-9);
        NumericAssert.Close(expected.Df, [.. test.Rows.Select(row => (double?)row.ChiSquaredDegreesOfFreedom ?? double.NaN)], 0);
        for (int i = 1; i < expected.P.Length; i++)
        {
            NumericAssert.Close(expected.P[i], test.Rows[i].PValue!.Value, 1e-9);
        }

        Assert.Equal(expected.P[^1], test.PValue, 1e-9);
        Assert.Equal(expected.Df[^1], test.DegreesOfFreedom);
        Assert.Equal(expected.Printed.Where(line => !line.StartsWith("Data:", StringComparison.Ordinal)).Select(line => line.TrimEnd()), test.ToString().TrimEnd('\n').Split('\n'));
    }

    internal sealed record ComparisonReference(Dictionary<string, LikelihoodReference> Likelihood, Dictionary<string, FReference> F);

    internal sealed record LikelihoodReference(double[] Chisq, double[] Df, double[] P, string[] Printed);

    internal sealed record FReference(double F, double P, double Ss, string[] Printed);
}
