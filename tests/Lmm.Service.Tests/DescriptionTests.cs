using System.Net;
using System.Text.Json.Nodes;

namespace Lmm.Service.Tests;

/// <summary>Answers have the members that the service publishes, all of them and no others.</summary>
[Collection("services")]
public sealed class DescriptionTests
{
    // No variance among subjects is left, and with one day no slope can be told.
    private const string Singular = "Reaction,Days,Subject\n1,0,a\n2,1,a\n4,2,a\n2,0,b\n2,1,b\n3,2,b\n1.5,0,c\n2.5,1,c\n3,2,c\n";

    private const string OneDay = "Reaction,Days,Subject\n1,3,a\n2,3,a\n4,3,a\n2,3,b\n2,3,b\n3,3,b\n8,3,c\n9,3,c\n9.5,3,c\n";

    public static TheoryData<string> Questions { get; } =
        ["/fits", "/tests", "/tests?df=None", "/tests?df=Normal", "/tests?df=KenwardRoger", "/anova", "/anova?type=I", "/anova?type=II", "/means", "/means?days=0&days=9.5"];

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Answers_are_as_published(string question)
    {
        await using RunningService service = await RunningService.Start();
        PublishedSchema schema = new(await service.Get("/openapi/v1.json"));
        int answered = 0;
        foreach (string rows in (string[])[Bodies.SleepStudy, Singular, OneDay])
        {
            using HttpResponseMessage answer = await service.Post(question, Bodies.Csv(rows));
            if (answer.StatusCode == HttpStatusCode.UnprocessableEntity)
            {
                continue;
            }

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Empty(schema.Differences(question.Split('?')[0], await answer.Content.ReadAsStringAsync()));
            answered++;
        }

        Assert.InRange(answered, 2, 3);
    }

    [Fact]
    public async Task An_answer_that_was_changed_is_seen_to_differ()
    {
        await using RunningService service = await RunningService.Start();
        PublishedSchema schema = new(await service.Get("/openapi/v1.json"));
        using HttpResponseMessage answer = await service.Post("/fits", Bodies.Csv(Bodies.SleepStudy));
        string text = await answer.Content.ReadAsStringAsync();

        Assert.Equal(["$.sigma is missing"], schema.Differences("/fits", Changed(text, static fit => fit.Remove("sigma"))));
        Assert.Equal(["$.more is not published"], schema.Differences("/fits", Changed(text, static fit => fit["more"] = 1)));
        Assert.Equal(["$.nobs is 1.5, not integer"], schema.Differences("/fits", Changed(text, static fit => fit["nobs"] = 1.5)));
        Assert.Equal(["$.criterion is \"other\", which is no choice"], schema.Differences("/fits", Changed(text, static fit => fit["criterion"] = "other")));
        Assert.Equal(["$.fixed[1].p is \"small\", not null or number"], schema.Differences("/fits", Changed(text, static fit => fit["fixed"]![1]!["p"] = "small")));
    }

    private static string Changed(string text, Action<JsonObject> change)
    {
        JsonObject fit = JsonNode.Parse(text)!.AsObject();
        change(fit);
        return fit.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
