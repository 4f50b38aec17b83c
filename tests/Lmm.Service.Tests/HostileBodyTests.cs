using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Lmm.Service.Tests;

/// <summary>Bodies that are not what they say, or made to do harm: always refused as the client's fault.</summary>
[Collection("services")]
public sealed class HostileBodyTests
{
    private const string Json = "application/json";
    private const string Csv = "text/csv";

    /// <summary>Bodies with their type and the status of the answer.</summary>
    public static TheoryData<string, string?, int, byte[]> Cases => new()
    {
        { "no type", null, 415, Utf8(Bodies.SleepStudy) },
        { "a type that is malformed", "text/csv;;;", 415, Utf8(Bodies.SleepStudy) },
        { "two types", "text/csv, application/json", 415, Utf8(Bodies.SleepStudy) },
        { "a relative of JSON", "application/problem+json", 415, Utf8("[]") },
        { "XML", "application/xml", 415, Utf8("<rows/>") },
        { "another charset", "text/csv; charset=iso-8859-1", 415, Utf8(Bodies.SleepStudy) },
        { "a charset that is none", "application/json; charset=\"bogus\"", 415, Utf8("[]") },
        { "empty text", Csv, 400, [] },
        { "empty JSON", Json, 400, [] },
        { "text that is not UTF-8", Csv, 400, [.. Utf8("reaction,days,subject\n1,2,"), 0xff, 0xfe, 0xc3, (byte)'\n'] },
        { "JSON that is not UTF-8", Json, 400, [.. Utf8("[{\"reaction\":1,\"days\":2,\"subject\":\""), 0xff, 0xc3, .. Utf8("\"}]")] },
        { "JSON in UTF-16", Json, 400, Encoding.Unicode.GetBytes("[]") },
        { "columns of one name", Csv, 400, Utf8("reaction,days,subject,days\n1,2,a,3\n") },
        { "a quote that is not closed", Csv, 400, Utf8("reaction,days,subject\n1,2,\"a\n3,4,b\n") },
        { "binary", Csv, 400, [.. Enumerable.Range(0, 256).Select(static code => (byte)code)] },
        { "members of one name", Json, 400, Utf8("""[{"reaction":1,"days":2,"subject":"a","days":3}]""") },
        { "members of one name but for case", Json, 400, Utf8("""[{"reaction":1,"days":2,"subject":"a","Days":3}]""") },
        { "NaN", Json, 400, Utf8("""[{"reaction":NaN,"days":2,"subject":"a"}]""") },
        { "a text of a number", Json, 400, Utf8("""[{"reaction":"1","days":2,"subject":"a"}]""") },
        { "a number of many digits", Json, 400, Utf8($$"""[{"reaction":{{new string('9', 5000)}},"days":2,"subject":"a"}]""") },
        { "deep arrays", Json, 400, Utf8(new string('[', 100_000)) },
        { "deep objects in a row", Json, 400, Utf8($$"""[{"x":{{string.Concat(Enumerable.Repeat("{\"a\":", 5000))}}1{{new string('}', 5000)}}}]""") },
        { "half of a surrogate", Json, 400, Utf8("""[{"reaction":1,"days":2,"subject":"\ud800"}]""") },
        { "rows on lines", Json, 400, Utf8("{\"reaction\":1}\n{\"reaction\":2}\n") },
        { "JSON and more", Json, 400, Utf8("[] []") },
        { "a compressed file that ends early", Csv, 400, Gzip(Bodies.SleepStudy, 1)[..300] },
        { "many rows in few bytes", Csv, 413, Gzip("reaction,days,subject\n", 1, "1,2,a\n", 5_000_000) },
        { "a long cell in few bytes", Csv, 400, Gzip("reaction,days,subject\n1,2,", 1, "aaaaaaaaaa", 5_000_000) },
        { "a long header in few bytes", Csv, 400, Gzip("aaaaaaaaaa", 5_000_000) },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_body_that_cannot_be_meant_is_refused(string what, string? type, int status, byte[] body)
    {
        await using RunningService service = await RunningService.Start();
        using ByteArrayContent content = new(body);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using HttpResponseMessage answer = await service.Post("/fits", content);

        Assert.True(status == (int)answer.StatusCode, $"{what}: {answer.StatusCode}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        JsonElement problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.True(status == 415 || problem.GetProperty("detail").GetString()!.Length > 10);
    }

    [Theory]
    [InlineData("br", Csv, HttpStatusCode.UnsupportedMediaType)]
    [InlineData("gzip", Json, HttpStatusCode.UnsupportedMediaType)]
    [InlineData("gzip", Csv, HttpStatusCode.OK)]
    [InlineData("identity", Csv, HttpStatusCode.OK)]
    public async Task A_compression_that_is_not_read_is_refused(string encoding, string type, HttpStatusCode status)
    {
        await using RunningService service = await RunningService.Start();
        using ByteArrayContent content = new(encoding == "gzip" ? Gzip(Bodies.SleepStudy, 1) : Utf8(Bodies.SleepStudy));
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        content.Headers.ContentEncoding.Add(encoding);
        using HttpResponseMessage answer = await service.Post("/fits", content);

        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData("\ufeff", "s")]
    [InlineData("", "\"\"a\"\", of\r\nthe north ")]
    public async Task A_mark_at_the_beginning_and_quoted_line_breaks_are_read(string mark, string subject)
    {
        await using RunningService service = await RunningService.Start();
        StringBuilder text = new($"{mark}reaction,days,subject\n");
        foreach (string line in Bodies.MadeUp(10).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            string[] cells = line.Split(',');
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{cells[0]},{cells[1]},\"{subject}{cells[2]}\"\n");
        }

        using HttpResponseMessage plain = await service.Post("/fits", Bodies.Csv(Bodies.MadeUp(10)));
        using HttpResponseMessage quoted = await service.Post("/fits", Bodies.Csv(text.ToString()));

        Assert.Equal(HttpStatusCode.OK, quoted.StatusCode);
        Assert.Equal(await plain.Content.ReadAsStringAsync(), await quoted.Content.ReadAsStringAsync());
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Gzip(string first, int firstTimes, string rest = "", int times = 0)
    {
        using MemoryStream compressed = new();
        using (GZipStream gzip = new(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            Repeat(gzip, Utf8(first), firstTimes);
            Repeat(gzip, Utf8(rest), times);
        }

        return compressed.ToArray();
    }

    private static void Repeat(Stream stream, byte[] bytes, int times)
    {
        byte[] many = [.. Enumerable.Repeat(bytes, Math.Min(times, 10_000)).SelectMany(static part => part)];
        for (int written = 0; written < times; written += 10_000)
        {
            stream.Write(many);
        }
    }
}
