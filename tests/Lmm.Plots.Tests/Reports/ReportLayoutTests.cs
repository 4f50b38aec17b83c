using System.Text.Json;

namespace Lmm.Plots.Tests.Reports;

/// <summary>Reports of real models as a browser lays them out: on a telephone and on a screen, light and dark.</summary>
public class ReportLayoutTests
{
    // Readable by the guidelines for content of the web, level AA.
    private const double LeastContrast = 4.5;

    public static TheoryData<string, string, string[]> Models => new()
    {
        { "Reaction ~ Days + (Days | Subject)", "sleepstudy", [] },
        { "score ~ Machine + (0 + Machine | Worker)", "Machines", [] },
        { "angle ~ recipe * temperature + (1 | recipe:replicate)", "cake", ["temperature"] },
        { "yield ~ nitro * Variety + (1 | Block/Variety)", "Oats", [] },
    };

    [BrowserTheory]
    [MemberData(nameof(Models))]
    public void Nothing_is_wider_than_the_page_and_everything_can_be_read(string formula, string file, string[] factors)
    {
        string html = Fits.Fit(formula, file, factors).Report(new ReportOptions { DataName = $"{file}.csv", Command = $"lmm report {file}.csv '{formula}' -o {new string('x', 200)}.html" }).ToHtml();
        string[] papers = [.. new[] { false, true }.Select(isDark => Look(html, isDark))];
        Assert.NotEqual(papers[0], papers[1]);
    }

    private static string Look(string html, bool isDark)
    {
        (JsonElement[] measured, string[] console) = Browser.Open(html, isDark, 380, 1280);
        Assert.Empty(console);
        Assert.Equal(2, measured.Length);
        Assert.All(measured, static page =>
        {
            int width = page.GetProperty("width").GetInt32();
            Assert.InRange(page.GetProperty("scrollWidth").GetInt32(), 1, width);
            Assert.Equal("[]", page.GetProperty("beyond").GetRawText());
            Assert.Equal("[]", page.GetProperty("cut").GetRawText());
            Assert.InRange(page.GetProperty("pictures").GetInt32(), 6, 40);
            Assert.Equal(0, page.GetProperty("empty").GetInt32());
            Assert.InRange(page.GetProperty("leastContrast").GetDouble(), LeastContrast, 21);
            Assert.Equal(0, page.GetProperty("scripts").GetInt32());
            Assert.True(page.GetProperty("text").GetInt32() > 2000);
        });
        return measured[0].GetProperty("paper").GetString()!;
    }
}
