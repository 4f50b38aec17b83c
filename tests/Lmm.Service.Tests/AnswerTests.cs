using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Service;

namespace Lmm.Service.Tests;

/// <summary>Answers are the library's own, to the last digit.</summary>
[Collection("services")]
public sealed class AnswerTests
{
    private static readonly TrialFit Fit = TrialModel.Fit(TrialModel.ReadCsv(new MemoryStream(Encoding.UTF8.GetBytes(Bodies.SleepStudy))));

    // Answers are read by programs, not within pages, so that the server leaves quotes and the like as they are.
    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Questions, and what the library writes of the fit.</summary>
    public static TheoryData<string, string> Questions => new()
    {
        { "/fits", JsonSerializer.Serialize<LinearMixedModelFit>(Fit, Unescaped) },
        { "/tests", JsonSerializer.Serialize<FixedEffectsTests>(Fit.Tests, Unescaped) },
        { "/tests?df=kenwardroger", JsonSerializer.Serialize(Fit.Tests.With(DegreesOfFreedomMethod.KenwardRoger), Unescaped) },
        { "/anova", JsonSerializer.Serialize<AnovaTable>(Fit.Tests.Anova(), Unescaped) },
        { "/anova?type=I", JsonSerializer.Serialize<AnovaTable>(Fit.Tests.Anova(AnovaType.I), Unescaped) },
        { "/means?days=0&days=9.5", JsonSerializer.Serialize(Fit.MarginalMeans.At("Days", 0, 9.5).Of("Days"), Unescaped) },
        { "/means", JsonSerializer.Serialize(Fit.MarginalMeans.Of(), Unescaped) },
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Rows_in_CSV_and_in_JSON_give_the_librarys_numbers(string question, string expected)
    {
        await using RunningService service = await RunningService.Start();
        using HttpResponseMessage ofText = await service.Post(question, Bodies.Csv(Bodies.SleepStudy));
        using HttpResponseMessage ofJson = await service.Post(question, Bodies.Json(Bodies.AsJson(Bodies.SleepStudy)));

        Assert.Equal(HttpStatusCode.OK, ofText.StatusCode);
        Assert.Equal("application/json; charset=utf-8", ofText.Content.Headers.ContentType!.ToString());
        Assert.Equal(expected, await ofText.Content.ReadAsStringAsync());
        Assert.Equal(expected, await ofJson.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("forest")]
    [InlineData("caterpillar")]
    [InlineData("shrinkage")]
    [InlineData("groups")]
    [InlineData("residuals")]
    [InlineData("curves")]
    [InlineData("profile")]
    public async Task Pictures_are_the_librarys(string kind)
    {
        Picture expected = kind switch
        {
            "forest" => Plot.Forest(Fit),
            "caterpillar" => Plot.Caterpillar(Fit, "Subject"),
            "shrinkage" => Plot.Shrinkage(Fit, "Subject"),
            "groups" => Plot.Groups(Fit, "Subject"),
            "residuals" => Plot.Residuals(Fit),
            "curves" => Plot.Curves(Fit, "Days"),
            _ => Plot.Profile(Fit),
        };
        await using RunningService service = await RunningService.Start();
        using HttpResponseMessage answer = await service.Post($"/pictures/{kind}", Bodies.Json(Bodies.AsJson(Bodies.SleepStudy)));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("image/svg+xml", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(expected.ToSvg(), await answer.Content.ReadAsStringAsync());
    }

    // lme4 1.1-31 has the same criterion.
    [Fact]
    public async Task The_fit_is_that_of_the_published_data()
    {
        await using RunningService service = await RunningService.Start();
        using HttpResponseMessage answer = await service.Post("/fits", Bodies.Csv(Bodies.SleepStudy));

        Assert.Equal(1743.628, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("objective").GetDouble(), 3);
    }
}
