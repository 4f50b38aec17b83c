using System.Text.RegularExpressions;

namespace Lmm.Plots.Tests.Reports;

/// <summary>What stands in a report.</summary>
public class ReportTests
{
    private static readonly ReportOptions Fixed = new() { Written = new DateTimeOffset(2026, 11, 1, 12, 30, 0, TimeSpan.Zero) };

    [Fact]
    public void A_report_has_the_question_the_data_results_checks_the_review_and_the_method()
    {
        string html = Fits.Sleep.Report(Fixed with { DataName = "sleepstudy.csv", Command = "lmm report sleepstudy.csv", FitTime = TimeSpan.FromMilliseconds(2.5) }).ToHtml();
        Assert.Equal(["question", "data", "results", "checks", "review", "method"], Regex.Matches(html, "<section id=\"(\\w+)\">").Select(static match => match.Groups[1].Value));
        Assert.All(
            [
                "Reaction is explained by Days.",
                "The level of the response and the effect of Days vary by Subject (18 levels), correlated with each other as the data say.",
                "180 rows of sleepstudy.csv were fitted. No row was left out.",
                "<caption>Random effects</caption>",
                "<caption>Fixed effects</caption>",
                "restricted maximum likelihood (REML)",
                "The fit took 2.5 ms.",
                "100 responses that the fit generates, seed 1.",
                "2026-11-01 12:30 +00:00",
                "Model.Parse(&quot;Reaction ~ Days + (Days | Subject)&quot;)",
                "lmm report sleepstudy.csv",
            ],
            part => Assert.Contains(part, html, StringComparison.Ordinal));
        Assert.Equal(8, Regex.Count(html, "<svg "));
        Assert.DoesNotContain("not shown, because", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_is_whole_by_itself_and_the_same_for_the_same_fit()
    {
        string html = Fits.Sleep.Report(Fixed).ToHtml();
        Assert.Equal(html, Fits.Sleep.Report(Fixed).ToHtml());
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.All(Regex.Matches(html, "(?:src|href)=\"([^\"]*)\"").Select(static match => match.Groups[1].Value), static address => Assert.Matches("^(#|data:,$)", address));
        Assert.DoesNotContain("url(", html, StringComparison.Ordinal);
        string[] ids = [.. Regex.Matches(html, " id=\"([^\"]+)\"").Select(static match => match.Groups[1].Value)];
        Assert.Equal(ids.Distinct(), ids);
    }

    [Theory]
    [InlineData("y ~ 1", "y is described by its mean.")]
    [InlineData("y ~ x", "y is explained by x.")]
    [InlineData("y ~ 0 + x", "y is explained by x, without an intercept.")]
    [InlineData("y ~ x * f", "y is explained by x and f; the effect of x differs by f.")]
    [InlineData("y ~ f * g", "y is explained by f and g; the differences between the levels of f differ by g.")]
    [InlineData("y ~ x * z", "y is explained by x and z; the effect of x changes with z.")]
    [InlineData("y ~ x * f * g", "y is explained by x, f and g; the effect of x differs by f, the effect of x differs by g, the differences between the levels of f differ by g and the effect of x differs by f and g.")]
    [InlineData("y ~ x + (1 | h)", "The level of the response varies by h (6 levels).")]
    [InlineData("y ~ x + (x || h)", "The level of the response and the effect of x vary by h (6 levels), independently of each other.")]
    [InlineData("y ~ x + (0 + x | h)", "The effect of x varies by h (6 levels).")]
    [InlineData("y ~ x + (1 | h:f)", "The level of the response varies by h and f (12 combinations).")]
    [InlineData("y ~ x", "Rows are taken to be independent of each other.")]
    public void A_formula_is_told_in_words(string formula, string sentence)
        => Assert.Contains($"<li>{sentence}</li>", Model.Parse(formula).Fit(Rows("a", "b")).Report(Fixed).ToHtml(), StringComparison.Ordinal);

    [Theory]
    [InlineData("angle ~ recipe * factor(temperature) + (1 | recipe:replicate)", "Marginal means of temperature", "Marginal means of recipe")]
    [InlineData("angle ~ factor(recipe) * temperature + (1 | recipe:replicate)", "angle by temperature and recipe", "Marginal means of recipe")]
    [InlineData("angle ~ recipe * poly(temperature, 2) + (1 | recipe:replicate)", "angle by temperature", "Marginal means of recipe")]
    public void Pictures_are_of_the_variables_that_terms_are_made_of(string formula, params string[] titles)
    {
        string html = Fits.Fit(formula, "cake").Report(Fixed).ToHtml();
        Assert.All(titles, title => Assert.Contains($"-title\">{title}</title>", html, StringComparison.Ordinal));
        Assert.DoesNotContain("not shown, because", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_names_are_shown_as_text()
    {
        const string Level = "<script>alert('x')</script>\" ]]> & \u202egnp";
        var fit = Model.Parse("y ~ x + f + (1 | h)").Fit(Rows(Level, "b"));
        string html = fit.Report(Fixed with { Title = "<img src=x onerror=alert(1)>", DataName = "\"><script>.csv", Command = "lmm '<script>'" }).ToHtml();
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\u202e', html);
        Assert.Contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot; ]]&gt; &amp; \ufffdgnp", html, StringComparison.Ordinal);
        Assert.Contains("<h1>&lt;img src=x onerror=alert(1)&gt;</h1>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_fit_without_rows_cannot_show_is_said_in_its_place()
    {
        using MemoryStream saved = new();
        Fits.Sleep.Save(saved);
        saved.Position = 0;
        string html = LinearMixedModelFit.Load(saved).Report(Fixed).ToHtml();
        Assert.Contains("<caption>Fixed effects</caption>", html, StringComparison.Ordinal);
        Assert.Contains("not shown, because", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<section id=\"checks\">", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_singular_fit_and_dropped_rows_are_told_at_the_beginning()
    {
        string html = Fits.Mixed("Yield ~ 1 + (1 | Batch)", "Dyestuff2").Report(Fixed).ToHtml();
        int notes = html.IndexOf("<div class=\"notes\">", StringComparison.Ordinal);
        Assert.InRange(notes, 1, html.IndexOf("<section id=\"data\">", StringComparison.Ordinal));
        Assert.Contains("boundary (singular) fit", html[notes..], StringComparison.Ordinal);
        ModelFrame rows = Rows("a", "b");
        double[] response = [.. rows["y"].Numbers!.Select(static (value, row) => row < 3 ? double.NaN : value)];
        Assert.Contains("3 rows were left out, because a value was missing.", Model.Parse("y ~ x").Fit(rows.With(FrameColumn.Numeric("y", response))).Report(Fixed).ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_written_leaves_nothing_behind()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            string path = Path.Combine(folder, "report.html");
            HtmlReport report = Fits.Sleep.Report(Fixed);
            report.Save(path);
            Assert.Equal(report.ToHtml(), File.ReadAllText(path));
            string directory = Path.Combine(folder, "taken.html");
            Directory.CreateDirectory(directory);
            SavedFileException fault = Assert.Throws<SavedFileException>(() => report.Save(directory));
            Assert.Contains("taken.html", fault.Message, StringComparison.Ordinal);
            Assert.Throws<SavedFileException>(() => report.Save(Path.Combine(folder, "nowhere", "report.html")));
            Assert.Equal(["report.html", "taken.html"], Directory.EnumerateFileSystemEntries(folder).Select(static entry => Path.GetFileName(entry)).Order());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_report_can_be_cancelled()
        => Assert.ThrowsAny<OperationCanceledException>(() => Fits.Sleep.Report(Fixed, new CancellationToken(canceled: true)));

    private static ModelFrame Rows(string first, string second)
    {
        const int Count = 120;
        double Wave(int row, double step) => Math.Sin(row * step) + Math.Cos(row * row * step);
        string Level(int row, int every, string one, string two) => row / every % 2 == 0 ? one : two;
        return new ModelFrame(
            FrameColumn.Numeric("y", Enumerable.Range(0, Count).Select(row => Wave(row, 1.7) + (row % 6))),
            FrameColumn.Numeric("x", Enumerable.Range(0, Count).Select(row => Wave(row, 0.9))),
            FrameColumn.Numeric("z", Enumerable.Range(0, Count).Select(row => Wave(row, 2.3))),
            FrameColumn.Text("f", Enumerable.Range(0, Count).Select(row => Level(row, 6, first, second))),
            FrameColumn.Text("g", Enumerable.Range(0, Count).Select(row => Level(row, 13, "u", "v"))),
            FrameColumn.Text("h", Enumerable.Range(0, Count).Select(row => $"h{row % 6}")));
    }
}
