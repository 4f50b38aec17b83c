using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Lmm.Tests.ReferenceModels;
using Lmm.Tests.ReferenceModels.Rows;

namespace Lmm.Tests.Services;

/// <summary>Results by <see cref="JsonSerializer"/>: with reflection, by a context of the service's own, and by the library's resolver.</summary>
public class ResultJsonTests
{
    private static readonly JsonSerializerOptions WithoutReflection = new() { TypeInfoResolver = ResultJson.Resolver };

    private static readonly SleepDay[] Days = [.. DataSet.Read("sleepstudy", row => new SleepDay(row.Parse<double>("Reaction"), row.Parse<int>("Days"), row.Parse<int>("Subject")))];

    private static readonly SleepDayFit Fit = SleepDayModel.Fit(Days);

    private static readonly LinearModelFit Line = (LinearModelFit)Model.Parse("Reaction ~ Days").Fit(ModelFrame.From(Days));

    private static readonly ManyFits Many = SleepDayModel.FitMany(Days, new ResponseTable([[.. Days.Select(static day => day.Reaction)], new double[Days.Length]]));

    /// <summary>An object of every type of result, with the type it is declared by.</summary>
    public static TheoryData<string> Results => [.. All.Keys];

    private static Dictionary<string, (Type Type, object Value)> All { get; } = new (Type Type, object Value)[]
    {
        (typeof(ModelFit), Fit),
        (typeof(LinearMixedModelFit), Fit),
        (typeof(SleepDayFit), Fit),
        (typeof(LinearModelFit), Line),
        (typeof(Coefficient), Fit.Days),
        (typeof(CoefficientTable), Fit.Coefficients),
        (typeof(Convergence), Fit.Convergence),
        (typeof(Matrix), Fit.CoefficientCovariance),
        (typeof(RowValues), Fit.Residuals),
        (typeof(Note), SleepDayModel.Fit(Days, options: FitOptions.Default with { MaximumEvaluations = 1 }).Notes[0]),
        (typeof(RandomEffects), Fit.RandomEffects("Subject")),
        (Fit.Subject.GetType(), Fit.Subject),
        (typeof(VarianceComponent), Fit.RandomEffects("Subject").VarianceComponents[0]),
        (typeof(ConditionalModes), Fit.RandomEffects("Subject").ModesAt(0)),
        (typeof(ConditionalMode), Fit.RandomEffects("Subject").ModesAt(0)[0]),
        (typeof(ResultTable), Fit.Tables.Coefficients),
        (typeof(FTest), FTest.Compare(FitOf("Reaction ~ 1"), Line)),
        (typeof(LikelihoodRatioTest), LikelihoodRatioTest.Compare(FitOf("Reaction ~ 1"), Line)),
        (typeof(LikelihoodRatioRow), LikelihoodRatioTest.Compare(FitOf("Reaction ~ 1"), Line).Rows[1]),
        (typeof(IntervalTable), Fit.Intervals.Wald()),
        (typeof(ParameterInterval), Fit.Intervals.Wald()["Days"]),
        (typeof(MarginalMeansTable), Fit.MarginalMeans.At("Days", 2).Of("Days")),
        (typeof(MarginalEstimate), Fit.Slopes.Days.Rows[0]),
        (typeof(SlopeTable), Fit.Slopes.Days),
        (typeof(ContrastEstimate), Fit.MarginalMeans.At("Days", 2, 3).Of("Days").Pairs().Rows[0]),
        (typeof(ContrastTable), Fit.MarginalMeans.At("Days", 2, 3).Of("Days").Pairs()),
        (typeof(FixedEffectsTests), Fit.Tests),
        (Fit.Tests.GetType(), Fit.Tests),
        (typeof(CoefficientTest), Fit.Tests.Coefficients[1]),
        (typeof(AnovaTable), Fit.Tests.Anova()),
        (Fit.Tests.Anova().GetType(), Fit.Tests.Anova()),
        (typeof(AnovaRow), Fit.Tests.Anova().Days),
        (typeof(ResidualVariation), Line.Tests.Anova().Residuals!),
        (typeof(HypothesisTests), Fit.Tests.Hypotheses("Days = 10", "(Intercept) = 250")),
        (typeof(WaldTest), Fit.Tests.Hypotheses("Days = 10").Joint),
        (typeof(ModelComparison), ModelComparison.Of(("line", Line), ("mixed", Fit))),
        (typeof(ComparedModel), ModelComparison.Of(("line", Line), ("mixed", Fit)).Models[0]),
        (typeof(DropOne), DropOne.Of(Fit)),
        (typeof(DroppedTerm), DropOne.Of(Fit).Terms[0]),
        (typeof(RandomTermTests), RandomTermTests.Of(Fit, draws: 10)),
        (typeof(RandomTermTest), RandomTermTests.Of(Fit, draws: 10).Tests[0]),
        (typeof(ParametricBootstrapTest), ParametricBootstrapTest.Compare(FitOf("Reaction ~ 1"), Line, draws: 10)),
        (typeof(BootstrapSample), Fit.Intervals.Resample(draws: 10)),
        (typeof(ManyFits), Many),
        (typeof(SleepDayModel.Fits), Many),
        (typeof(ResponseFit), Many[0]),
        (typeof(CoefficientSeries), Many.Coefficient("Days")),
        (typeof(FitInfluence), Fit.Influence),
        (typeof(RowInfluence), Fit.Influence.Largest(1)[0]),
        (typeof(LevelInfluenceTable), Fit.Influence.By("Subject")),
        (typeof(LevelInfluence), Fit.Influence.By("Subject")[0]),
        (typeof(ConditionalModeTable), Fit.Diagnostics.ConditionalModes("Subject")),
        (typeof(ConditionalModeRow), Fit.Diagnostics.ConditionalModes("Subject")[0]),
        (typeof(ExplainedVariance), Fit.Diagnostics.ExplainedVariance()),
        (typeof(CovarianceComponents), Fit.Diagnostics.PrincipalComponents("Subject")),
        (typeof(VarianceInflationTable), Fit.Diagnostics.VarianceInflation()),
        (typeof(VarianceInflation), Fit.Diagnostics.VarianceInflation()[0]),
        (typeof(StandardizedEffectTable), Fit.Diagnostics.StandardizedEffects()),
        (typeof(StandardizedEffect), Fit.Diagnostics.StandardizedEffects()[0]),
        (typeof(ScaledResiduals), Fit.Diagnostics.ScaledResiduals()),
        (typeof(ResidualTest), Fit.Diagnostics.ScaledResiduals().Tests[0]),
        (typeof(SavedContents), Fit.Save(Stream.Null)),
        (typeof(SavedPart), Fit.Save(Stream.Null).Parts[0]),
        (typeof(FitReview), Fit.Review()),
        (typeof(Finding), Fit.Review()[0]),
        (typeof(UncheckedFinding), Line.Review().NotChecked[0]),
        (typeof(PredictionTable), Fit.Predictions()),
        (typeof(RowPrediction), Fit.Predictions()[0]),
        (typeof(SimulatedResponses), Fit.Simulations()),
        (typeof(PowerTable), Fit.Power(PowerTest.Coefficient("Days"), new PowerOptions { Draws = 2 })),
        (typeof(PowerRow), Fit.Power(PowerTest.Coefficient("Days"), new PowerOptions { Draws = 2 }).Rows[0]),
    }.ToDictionary(static result => result.Type.FullName!);

    [Theory]
    [MemberData(nameof(Results))]
    public void Every_result_is_written_without_reflection_as_with_it(string type)
    {
        (Type declared, object value) = All[type];
        string text = JsonSerializer.Serialize(value, declared, WithoutReflection);

        Assert.Equal(JsonSerializer.Serialize(value, declared), text);
        Assert.NotEqual(JsonValueKind.Undefined, JsonDocument.Parse(text).RootElement.ValueKind);
        Assert.True(declared.IsDefined(typeof(JsonConverterAttribute), inherit: false), "it would be written by its properties");
    }

    [Fact]
    public void Every_public_type_that_can_be_written_is_tested()
    {
        IEnumerable<string> written = typeof(ModelFit).Assembly.GetExportedTypes().Where(static type => !type.IsGenericTypeDefinition && type.IsDefined(typeof(JsonConverterAttribute), inherit: false)).Select(static type => type.FullName!);
        Assert.Empty(written.Except(All.Keys));
    }

    [Fact]
    public void A_fit_has_the_shape_that_the_tool_writes()
    {
        AssertSame(Fit.ToJson(), JsonSerializer.Serialize(Fit));
        AssertSame(Fit.ToJson(), JsonSerializer.Serialize<ModelFit>(Fit, ServiceContext.Default.ModelFit));
        AssertSame(Line.ToJson(), JsonSerializer.Serialize(Line, ServiceContext.Default.LinearModelFit));
        AssertSame(Fit.Tables.Coefficients.ToJson(), JsonSerializer.Serialize(Fit.Tables.Coefficients));
    }

    [Fact]
    public void Every_public_result_can_be_written()
    {
        // What a fit hands out, and what is made of fits, prints itself as a table; tables of options and the like do not.
        IEnumerable<string> results = typeof(ModelFit).Assembly.GetExportedTypes()
            .Where(static type => type is { IsAbstract: false, IsGenericType: false } && type.GetMethod("ToTable", Type.EmptyTypes) is not null)
            .Select(static type => type.FullName!);
        Assert.Empty(results.Except(All.Keys));
    }

    [Fact]
    public void Draws_are_written_with_their_names_and_failures()
    {
        BootstrapSample sample = Fit.Intervals.Resample(draws: 12, seed: 3);
        JsonElement json = JsonDocument.Parse(JsonSerializer.Serialize(sample)).RootElement;

        Assert.Equal((12, 3L, 0), (json.GetProperty("draws").GetInt32(), json.GetProperty("seed").GetInt64(), json.GetProperty("failed").GetInt32()));
        Assert.Equal(JsonValueKind.Null, json.GetProperty("firstFailure").ValueKind);
        Assert.Equal(sample.Names, json.GetProperty("names").EnumerateArray().Select(static name => name.GetString()!));
        Assert.Equal(sample.Estimates, json.GetProperty("estimates").EnumerateArray().Select(static value => value.GetDouble()));
        Assert.Equal(12, json.GetProperty("values").GetArrayLength());
        Assert.Equal(sample.Values[11, 1], json.GetProperty("values")[11][1].GetDouble());
    }

    [Fact]
    public void Tests_have_the_members_that_the_tool_writes()
    {
        JsonElement anova = JsonDocument.Parse(JsonSerializer.Serialize(Fit.Tests.Anova())).RootElement;
        JsonElement days = anova.GetProperty("tests")[0];
        Assert.Equal((3, "Days", 17.0), (anova.GetProperty("type").GetInt32(), days.GetProperty("term").GetString(), Math.Round(days.GetProperty("denDf").GetDouble(), 6)));

        JsonElement test = JsonDocument.Parse(JsonSerializer.Serialize(Fit.Tests.Hypotheses("Days = 10"))).RootElement;
        Assert.Equal("Days = 10", test.GetProperty("hypotheses")[0].GetProperty("hypothesis").GetString());
        Assert.Equal(1, test.GetProperty("joint").GetProperty("numDf").GetInt32());
    }

    [Fact]
    public void A_fit_within_an_answer_is_written_by_the_answers_context()
    {
        JsonElement answer = JsonDocument.Parse(JsonSerializer.Serialize(new Answer("a", Fit, Fit.Tables.Coefficients), ServiceContext.Default.Answer)).RootElement;

        Assert.Equal("a", answer.GetProperty("Id").GetString());
        AssertSame(Fit.ToJson(), answer.GetProperty("Fit").GetRawText());
    }

    [Fact]
    public void Contexts_combine_with_the_resolver_to_write_generated_types()
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = JsonTypeInfoResolver.Combine(ServiceContext.Default, ResultJson.Resolver) };

        AssertSame(Fit.ToJson(), JsonSerializer.Serialize(Fit, options));
        Assert.Null(ResultJson.Resolver.GetTypeInfo(typeof(Answer), options));
    }

    [Fact]
    public void Numbers_that_are_not_finite_are_null()
    {
        JsonElement failed = JsonDocument.Parse(JsonSerializer.Serialize(Many[1])).RootElement;

        Assert.Equal("constantResponse", failed.GetProperty("outcome").GetString());
        Assert.Equal(JsonValueKind.Null, failed.GetProperty("objective").ValueKind);
        Assert.All(failed.GetProperty("estimates").EnumerateArray(), static value => Assert.Equal(JsonValueKind.Null, value.ValueKind));
    }

    [Fact]
    public void Nothing_is_read_back()
        => Assert.Contains("made by fitting alone", Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize<LinearMixedModelFit>("{}")).Message, StringComparison.Ordinal);

    private static LinearModelFit FitOf(string formula) => (LinearModelFit)Model.Parse(formula).Fit(ModelFrame.From(Days));

    private static void AssertSame(string expected, string actual)
        => Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(expected).RootElement, JsonDocument.Parse(actual).RootElement), actual);
}
