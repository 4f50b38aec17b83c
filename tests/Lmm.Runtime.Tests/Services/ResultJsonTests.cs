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
        (typeof(ManyFits), Many),
        (typeof(SleepDayModel.Fits), Many),
        (typeof(ResponseFit), Many[0]),
        (typeof(CoefficientSeries), Many.Coefficient("Days")),
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
        IEnumerable<string> written = typeof(ModelFit).Assembly.GetExportedTypes().Where(static type => type.IsDefined(typeof(JsonConverterAttribute), inherit: false)).Select(static type => type.FullName!);
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
