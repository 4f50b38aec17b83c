using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Lmm.Service.Tests;

/// <summary>What the service refuses, and what it says then.</summary>
[Collection("services")]
public sealed class RefusalTests
{
    private const string First = """{"reaction": 1, "days": 2, "subject": "a"}""";

    [Theory]
    [InlineData("reaction,days,subject\n1,2,a\n1,x,b\n", 2, "Days", "'x' is no number")]
    [InlineData("reaction,days,subject\n1,2,a\n1,2,b\n,2,b\n", 3, "Reaction", "no value of 'Reaction'")]
    [InlineData("reaction,days,subject\n1,2,a\n1e999,2,b\n", 2, "Reaction", "larger than double numbers")]
    [InlineData("reaction,days,subject\n1,2\n", 1, "Subject", "")]
    public async Task A_bad_row_of_a_text_is_named_with_line_and_column(string text, int row, string? column, string message)
    {
        JsonElement problem = await Refusal(HttpStatusCode.BadRequest, Bodies.Csv(text));

        Assert.Equal((row, column), Place(problem));
        Assert.Contains(message, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($$"""[{{First}}, {"reaction": "x", "days": 2, "subject": "a"}]""", 2, "Reaction", "is no number")]
    [InlineData($$"""[{{First}}, {"reaction": 1, "subject": "a"}]""", 2, "Days", "no value of 'Days'")]
    [InlineData($$"""[{{First}}, {{First}}, {"reaction": 1, "days": 2, "subject": null}]""", 3, "Subject", "no value of 'Subject'")]
    [InlineData($$"""[{{First}}, {"reaction": 1, "days": 2, "subject": [] }]""", 2, "Subject", "is no text")]
    [InlineData($$"""[{{First}}, {"reaction": 1e999, "days": 2, "subject": "a"}]""", 2, "Reaction", "larger than double numbers")]
    [InlineData($$"""[{{First}}, null]""", 2, "Reaction", "no value of 'Reaction'")]
    [InlineData($$"""[{{First}}, """, 2, null, "no array of rows")]
    [InlineData($$"""{"rows": [{{First}}]}""", 1, null, "no array of rows")]
    [InlineData("", 1, null, "no array of rows")]
    public async Task A_bad_row_in_JSON_is_named_with_its_column(string text, int row, string? column, string message)
    {
        JsonElement problem = await Refusal(HttpStatusCode.BadRequest, Bodies.Json(text));

        Assert.Equal((row, column), Place(problem));
        Assert.Contains(message, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_row_far_down_is_named_too()
    {
        string rows = string.Join(",\n", Enumerable.Repeat(First, 3_000));
        Assert.Equal((3_001, "Reaction"), Place(await Refusal(HttpStatusCode.BadRequest, Bodies.Json($$"""[{{rows}}, {"reaction": true, "days": 2, "subject": "a"}]"""))));

        string lines = string.Concat(Enumerable.Repeat("1,2,a\n", 3_000));
        JsonElement problem = await Refusal(HttpStatusCode.BadRequest, Bodies.Csv($"reaction,days,subject\n{lines}1,2 h,a\n"));
        Assert.Equal((3_001, "Days", 3_002), (problem.GetProperty("row").GetInt32(), problem.GetProperty("column").GetString(), problem.GetProperty("line").GetInt32()));
    }

    [Fact]
    public async Task A_name_that_is_no_name_is_refused()
        => Assert.Equal((1, "Subject"), Place(await Refusal(HttpStatusCode.BadRequest, Bodies.Csv($"reaction,days,subject\n1,2,{new string('a', 201)}\n"))));

    [Fact]
    public async Task Rows_that_can_be_read_and_not_fitted_are_unprocessable()
    {
        Assert.Equal("NotEnoughRows", (await Refusal(HttpStatusCode.UnprocessableEntity, Bodies.Json("[]"))).GetProperty("title").GetString());
        JsonElement constant = await Refusal(HttpStatusCode.UnprocessableEntity, Bodies.Csv("reaction,days,subject\n" + string.Concat(Enumerable.Range(0, 60).Select(static row => $"1,{row % 6},s{row / 6}\n"))));
        Assert.Equal("ConstantResponse", constant.GetProperty("title").GetString());
    }

    [Fact]
    public async Task A_column_that_is_not_there_is_named()
        => Assert.Contains("'Days'", (await Refusal(HttpStatusCode.BadRequest, Bodies.Csv("reaction,subject\n1,a\n"))).GetProperty("detail").GetString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("/anova?type=IV", "type must be one of I, II, III.")]
    [InlineData("/tests?df=17", "df must be one of Satterthwaite, ")]
    [InlineData("/means?days=0&days=Inf", "days must be finite numbers")]
    [InlineData("/pictures/pie", "kind must be one of forest, ")]
    public async Task A_question_that_cannot_be_asked_says_what_can(string question, string message)
        => Assert.StartsWith(message, (await Refusal(HttpStatusCode.BadRequest, Bodies.Csv(Bodies.SleepStudy), question)).GetProperty("detail").GetString(), StringComparison.Ordinal);

    [Fact]
    public async Task Another_format_is_refused() => await Refusal(HttpStatusCode.UnsupportedMediaType, new StringContent("x", Encoding.UTF8, "text/plain"));

    [Theory]
    [InlineData("text/csv", false)]
    [InlineData("text/csv", true)]
    [InlineData("application/json", false)]
    [InlineData("application/json", true)]
    public async Task A_body_that_is_too_large_is_refused(string type, bool isChunked)
    {
        string text = type == "text/csv" ? Bodies.MadeUp(500) : Bodies.AsJson(Bodies.MadeUp(500));
        using ByteArrayContent whole = new(Encoding.UTF8.GetBytes(text));
        using StreamContent inParts = new(new ChunkedStream(Encoding.UTF8.GetBytes(text)));
        HttpContent body = isChunked ? inParts : whole;
        body.Headers.ContentType = new MediaTypeHeaderValue(type);

        JsonElement problem = await Refusal(HttpStatusCode.RequestEntityTooLarge, body, "/fits", "Limits:MaximumBodyBytes=5000");
        Assert.Contains("5000", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_that_are_too_many_are_refused_compressed_or_not()
    {
        string text = Bodies.MadeUp(20);
        using MemoryStream compressed = new();
        using (GZipStream gzip = new(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        using ByteArrayContent body = new(compressed.ToArray());
        body.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        foreach (HttpContent rows in new[] { Bodies.Csv(text), Bodies.Json(Bodies.AsJson(text)), body })
        {
            JsonElement problem = await Refusal(HttpStatusCode.RequestEntityTooLarge, rows, "/fits", "Limits:MaximumRows=199");
            Assert.Contains("more than 199 rows", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Limits:Timeout=0", "Limits:Timeout")]
    [InlineData("Limits:ConcurrentRequests=0", "Limits:ConcurrentRequests")]
    [InlineData("Limits:MaximumRows=-1", "Limits:MaximumRows")]
    public async Task A_limit_that_cannot_be_meant_stops_the_start(string setting, string name)
        => Assert.Contains(name, (await Assert.ThrowsAsync<InvalidOperationException>(() => RunningService.Start(setting))).Message, StringComparison.Ordinal);

    private static async Task<JsonElement> Refusal(HttpStatusCode expected, HttpContent body, string question = "/fits", params string[] settings)
    {
        await using RunningService service = await RunningService.Start(settings);
        using HttpResponseMessage refusal = await service.Post(question, body);
        string text = await refusal.Content.ReadAsStringAsync();

        Assert.True(refusal.StatusCode == expected, $"{refusal.StatusCode}: {text}");
        Assert.Equal("application/problem+json", refusal.Content.Headers.ContentType!.MediaType);
        JsonElement problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal((int)expected, problem.GetProperty("status").GetInt32());
        return problem;
    }

    private static (int Row, string? Column) Place(JsonElement problem)
        => (problem.GetProperty("row").GetInt32(), problem.TryGetProperty("column", out JsonElement column) ? column.GetString() : null);

    /// <summary>A stream whose length nobody knows.</summary>
    private sealed class ChunkedStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
