using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Lmm.Tests.Shared;

namespace Lmm.Package.Tests;

/// <summary>The samples do what they are there to show.</summary>
public sealed class SampleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lmm-samples-").FullName;

    [Fact]
    public async Task The_batch_fits_each_site_of_a_database_and_writes_its_table()
    {
        (int exitCode, string output) = await Command.DotNet(_folder, "run", "-c", Repository.Configuration, "--project", Path.Combine(Repository.Root, "samples", "Batch"));

        Assert.True(exitCode == 0, output);
        string[] lines = output.Trim().ReplaceLineEndings("\n").Split('\n');
        Assert.Equal("4 sites fitted, 8 estimates written.", lines[^1]);
        Assert.All(lines[^5..^1], static line =>
        {
            // The measurements grow by 10 a day; the subjects' slopes spread by 5 about it.
            double slope = double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture);
            Assert.InRange(slope, 6, 14);
        });
    }

    // lme4 1.1-31 and lmerTest have the same estimates; the predictions are those of lme4's predict.
    [Fact]
    public async Task The_sleep_study_goes_from_its_file_to_the_answer_and_its_checks()
    {
        (int exitCode, string output) = await Command.DotNet(_folder, "run", "-c", Repository.Configuration, "--project", Path.Combine(Repository.Root, "samples", "SleepStudy"));

        Assert.True(exitCode == 0, output);
        string[] lines = output.ReplaceLineEndings("\n").Split('\n');
        Assert.All(
            new[]
            {
                "Days          10.467      1.546  17.000   6.771 3.26e-06 ***",
                "Days  30031   30031     1    17  45.853 3.264e-06 ***",
                " 10.467  1.546     17.000  7.206 13.729",
                " 345.61  14.63      17.00 314.75 376.47",
                "Days in (Days | Subject)    4 -893.23 1794.5 42.837  2   4.99e-10 2.793e-10 ***",
                "sd_Days|Subject                5.71683   3.8012   8.753",
                "Subject 308, day 10: 450 ms, 95 % prediction interval 391 to 509 ms.",
                "Subject 335, day 10: 248 ms, 95 % prediction interval 189 to 307 ms.",
                " 335     10   0.1295   0.9379      0.09499    -0.5560 26.19 0.9697   0.02997",
                " 57  332     0.1219    6.056       2.120    0.6942",
                "1. warning, outlying rows: Rows 57 (+5.5), 60 (-4.6) and 8 (-4.3) lie farther from the fitted values",
            },
            line => Assert.Contains(line, lines));
    }

    [Fact]
    public async Task The_warehouse_fits_a_file_of_a_million_rows_without_reading_them()
    {
        (int exitCode, string output) = await Command.DotNet(_folder, "run", "-c", Repository.Configuration, "--project", Path.Combine(Repository.Root, "samples", "Warehouse"));

        Assert.True(exitCode == 0, output);
        Assert.Contains("number of obs: 1000000, groups:  clinic, 5000", output.Replace("Number", "number", StringComparison.Ordinal), StringComparison.Ordinal);
        string last = output.Trim().ReplaceLineEndings("\n").Split('\n')[^1];
        Assert.InRange(double.Parse(last.Split(": ")[1], CultureInfo.InvariantCulture), 0.28, 0.32);
    }

    [NativeFact]
    public async Task The_endpoint_is_compiled_ahead_of_time_without_a_warning_and_answers_with_fits()
    {
        string project = Path.Combine(Repository.Root, "samples", "Endpoint");
        (int exitCode, string output) = await Command.DotNet(_folder, "publish", project, "-c", Repository.Configuration, "-o", Path.Combine(_folder, "published"));
        Assert.True(exitCode == 0 && !output.Contains("warning", StringComparison.Ordinal), output);

        using Process service = Start();
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri(await ListeningAddress.Of(service)) };
            await Answers(client);
        }
        finally
        {
            service.Kill(entireProcessTree: true);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // sleepstudy: Bates et al. (2015); lme4's REML criterion is 1743.628.
    private static async Task Answers(HttpClient client)
    {
        string[] lines = await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "tests", "Lmm.Runtime.Tests", "Data", "sleepstudy.csv"));
        using var text = new StringContent(string.Join('\n', lines), Encoding.UTF8, "text/csv");
        HttpResponseMessage ofText = await client.PostAsync(new Uri("/fits/text", UriKind.Relative), text);
        JsonElement fit = await ofText.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(HttpStatusCode.OK, ofText.StatusCode);
        Assert.Equal(1743.628, fit.GetProperty("objective").GetDouble(), 3);

        string[] names = [.. lines[0].Split(',').Select(static name => name.Trim('"').ToLowerInvariant())];
        object[] rows = [.. lines.Skip(1).Select(line => line.Split(',')).Select(cells => new
        {
            reaction = Number(cells[Array.IndexOf(names, "reaction")]),
            days = Number(cells[Array.IndexOf(names, "days")]),
            subject = cells[Array.IndexOf(names, "subject")],
        })];
        HttpResponseMessage ofRows = await client.PostAsJsonAsync(new Uri("/fits/rows", UriKind.Relative), rows);
        JsonElement same = await ofRows.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(fit.GetProperty("objective").GetDouble(), same.GetProperty("objective").GetDouble());
        Assert.Equal("days", same.GetProperty("fixed")[1].GetProperty("name").GetString());

        HttpResponseMessage fault = await client.PostAsJsonAsync(new Uri("/fits/rows", UriKind.Relative), rows[..1]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, fault.StatusCode);
    }

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    private Process Start() => Process.Start(new ProcessStartInfo(Path.Combine(_folder, "published", "Endpoint"), ["--urls", "http://127.0.0.1:0"])
    {
        WorkingDirectory = _folder,
        RedirectStandardOutput = true,
    })!;
}
