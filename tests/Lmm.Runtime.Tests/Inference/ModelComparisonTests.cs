using System.Text.Json;
using Lmm.Tests.Results;

namespace Lmm.Tests.Inference;

/// <summary>Comparisons of mixed models against lme4 1.1-31 (tests/reference/model-comparisons.R), and information criteria of linear models against R 4.2.2.</summary>
public sealed class ModelComparisonTests
{
    private static readonly JsonElement Reference = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Inference", "Reference", "model-comparisons.json"))).RootElement;

    public static TheoryData<string> Comparisons() => [.. Reference.GetProperty("comparisons").EnumerateObject().Select(static comparison => comparison.Name)];

    public static TheoryData<string> Dropped() => [.. Reference.GetProperty("dropOne").EnumerateArray().Select(static model => model.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Comparisons))]
    public void Several_reml_fits_are_refitted_and_tested_in_turn(string name)
    {
        JsonElement expected = Reference.GetProperty("comparisons").GetProperty(name);
        var test = LikelihoodRatioTest.Compare([.. Models(expected)]);

        Assert.All(test.Rows, static row => Assert.True(row.WasRefitted));
        Assert.Contains("refitted by maximum likelihood (instead of REML): ", test.ToString(), StringComparison.Ordinal);
        Assert.Equal(InferenceModel.Numbers(expected.GetProperty("chisqDf")), test.Rows.Skip(1).Select(static row => (double)row.ChiSquaredDegreesOfFreedom!));
        NumericAssert.Close(InferenceModel.Numbers(expected.GetProperty("chisq")), [.. test.Rows.Skip(1).Select(static row => row.ChiSquared!.Value)], 1e-8);
        NumericAssert.Close(InferenceModel.Numbers(expected.GetProperty("p")), [.. test.Rows.Skip(1).Select(static row => row.PValue!.Value)], 1e-7);
    }

    [Theory]
    [MemberData(nameof(Comparisons))]
    public void Criteria_and_weights_are_those_of_the_fits_by_maximum_likelihood(string name)
    {
        JsonElement expected = Reference.GetProperty("comparisons").GetProperty(name);
        (string Name, ModelFit Fit)[] models = Models(expected);
        var comparison = ModelComparison.Of(models);

        CheckCriteria(expected.GetProperty("restricted"), models.Select(static model => model.Fit));
        CheckCriteria(expected.GetProperty("maximumLikelihood"), comparison.Models.Select(static model => model.Fit));
        JsonElement weights = expected.GetProperty("weights");
        foreach ((string criterion, Func<ComparedModel, double> weight) in new (string, Func<ComparedModel, double>)[]
            { ("aic", static model => model.AicWeight), ("aicc", static model => model.AiccWeight), ("bic", static model => model.BicWeight) })
        {
            // Relative: the exponent of a difference of criteria that agree to 1e-10.
            Assert.All(InferenceModel.Numbers(weights.GetProperty(criterion)).Zip(comparison.Models.Select(weight)), static pair => NumericAssert.Close(pair.First, pair.Second, 1e-7));
        }

        Assert.Contains("refitted by maximum likelihood (instead of REML): ", comparison.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Dropped))]
    public void Terms_are_dropped_one_by_one_as_drop1_drops_them(string name)
    {
        JsonElement expected = Reference.GetProperty("dropOne").EnumerateArray().Single(model => model.GetProperty("name").GetString() == name);
        JsonElement[] rows = [.. expected.GetProperty("dropped").EnumerateArray()];
        var dropped = DropOne.Of(new InferenceModel(expected).Fit());

        Assert.True(dropped.WasRefitted);
        NumericAssert.Close(rows[0].GetProperty("aic").GetDouble(), dropped.Full.Aic, 1e-10);
        Assert.Equal(rows.Skip(1).Select(static row => row.GetProperty("term").GetString()), dropped.Terms.Select(static term => term.Term));
        foreach ((JsonElement row, DroppedTerm term) in rows.Skip(1).Zip(dropped.Terms))
        {
            Assert.Equal(row.GetProperty("parameters").GetInt32(), term.DegreesOfFreedom);
            NumericAssert.Close(row.GetProperty("aic").GetDouble(), term.Aic, 1e-10);
            NumericAssert.Close(row.GetProperty("chisq").GetDouble(), term.ChiSquared, 1e-8);
            NumericAssert.Close(row.GetProperty("p").GetDouble(), term.PValue, 1e-7);
        }
    }

    // Without an intercept R gives the next factor all its indicators when the first goes: the model y ~ 0 + b.
    [Fact]
    public void A_factor_that_stands_for_the_intercept_leaves_it_to_the_next()
    {
        ModelFrame frame = InferenceModel.Find("inference.json", "unbalanced-treatment").Frame();
        DroppedTerm[] terms = [.. DropOne.Of(Model.Parse("y ~ 0 + a + b").Fit(frame)).Terms];

        Assert.Equal(["a", "b"], terms.Select(static term => term.Term));
        NumericAssert.Close(Model.Parse("y ~ 0 + b").Fit(frame).LogLikelihood, terms[0].LogLikelihood, 1e-12);
        NumericAssert.Close(Model.Parse("y ~ 0 + a").Fit(frame).LogLikelihood, terms[1].LogLikelihood, 1e-12);
        Assert.Equal([2, 1], terms.Select(static term => term.DegreesOfFreedom));
    }

    [Fact]
    public void A_term_that_others_span_has_no_test()
    {
        DroppedTerm term = DropOne.Of(InferenceModel.Find("inference.json", "random-aliased").Fit()).Terms.Single(static term => term.Term == "x2");

        Assert.Equal((0, double.NaN), (term.DegreesOfFreedom, term.PValue));
    }

    [Fact]
    public void Criteria_of_linear_models_are_those_of_R()
    {
        foreach (InferenceModel model in InferenceModel.Of("linear-anova.json"))
        {
            ModelFit fit = model.Fit();
            NumericAssert.Close(model.Reference.GetProperty("aic").GetDouble(), fit.Aic, 1e-12);
            NumericAssert.Close(model.Reference.GetProperty("aicc").GetDouble(), fit.Aicc, 1e-12);
            NumericAssert.Close(model.Reference.GetProperty("bic").GetDouble(), fit.Bic, 1e-12);
        }
    }

    [Fact]
    public void Too_few_rows_for_the_correction_make_it_infinite()
    {
        ModelFrame frame = ModelFrame.FromCsv(new MemoryStream("y,x,z\n1,1,2\n3,2,1\n2,3,5\n5,4,4\n"u8.ToArray()));
        ModelFit small = Model.Parse("y ~ x").Fit(frame);
        ModelFit large = Model.Parse("y ~ x + z").Fit(frame);

        Assert.Equal((double.PositiveInfinity, double.PositiveInfinity), (small.Aicc, large.Aicc));
    }

    [Fact]
    public void Fits_from_cross_products_are_refitted_to_them()
    {
        JsonElement expected = Reference.GetProperty("comparisons").GetProperty("sleepstudy");
        ModelFit[] fits = [.. Models(expected).Select(static model => (ModelFit)LinearMixedModel.Fit(CrossProducts.Form(model.Fit.Design)))];

        NumericAssert.Close(InferenceModel.Numbers(expected.GetProperty("chisq"))[0], LikelihoodRatioTest.Compare(fits[0], fits[1]).ChiSquared, 1e-8);
        Assert.Contains("fit the model to its rows", Assert.Throws<ModelException>(() => DropOne.Of(fits[0])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_model_and_models_of_other_rows_are_no_comparison()
    {
        ModelFit sleep = InferenceModel.Find("inference.json", "sleepstudy").Fit();
        ModelFit cake = InferenceModel.Find("inference.json", "cake").Fit();

        Assert.Throws<ArgumentException>(() => ModelComparison.Of(("a", sleep)));
        Assert.Equal(LmmErrorCode.NotComparable, Assert.Throws<ModelException>(() => ModelComparison.Of(("a", sleep), ("b", cake))).Code);
        Assert.Equal(LmmErrorCode.NotComparable, Assert.Throws<ModelException>(() => ParametricBootstrapTest.Compare(sleep, cake)).Code);
    }

    private static (string Name, ModelFit Fit)[] Models(JsonElement comparison)
        => [.. comparison.GetProperty("models").EnumerateArray().Select(static element => new InferenceModel(element)).Select(static model => (model.Name, model.Fit()))];

    private static void CheckCriteria(JsonElement expected, IEnumerable<ModelFit> fits)
    {
        foreach ((JsonElement row, ModelFit fit) in expected.EnumerateArray().Zip(fits))
        {
            Assert.Equal(row.GetProperty("parameters").GetInt32(), fit.ParameterCount);
            NumericAssert.Close(row.GetProperty("logLik").GetDouble(), fit.LogLikelihood, 1e-10);
            NumericAssert.Close(row.GetProperty("aic").GetDouble(), fit.Aic, 1e-10);
            NumericAssert.Close(row.GetProperty("aicc").GetDouble(), fit.Aicc, 1e-10);
            NumericAssert.Close(row.GetProperty("bic").GetDouble(), fit.Bic, 1e-10);
        }
    }
}
