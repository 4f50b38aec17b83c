using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Lmm.Tests.ReferenceModels;
using Lmm.Tests.ReferenceModels.Rows;
using Microsoft.DotNet.Interactive.Formatting;

namespace Lmm.Tests.Tables;

/// <summary>What notebooks show of results, by the formatters that .NET Interactive itself finds for them, and what <c>ToHtml</c> writes.</summary>
public class NotebookTests
{
    private const string Html = "text/html";

    private static readonly SleepDayFit Fit = SleepDayModel.Fit([.. DataSet.Read("sleepstudy", row => new SleepDay(row.Parse<double>("Reaction"), row.Parse<int>("Days"), row.Parse<int>("Subject")))]);

    /// <summary>Results of every base: generated types, generic ones, and the library's own.</summary>
    public static TheoryData<string> Results => [.. All.Keys];

    private static Dictionary<string, ITableResult> All { get; } = new ITableResult[]
    {
        Fit, Fit.Tests, Fit.Tests.Anova(), Fit.Subject, Fit.MarginalMeans.At("Days", 2, 9).Of("Days"), Fit.Intervals.Wald(), Fit.Review(), Fit.Tables.Correlations, Fit.Influence,
    }.ToDictionary(static result => result.GetType().Name);

    [Theory]
    [MemberData(nameof(Results))]
    public void A_notebook_shows_the_tables_of_a_result(string type)
    {
        object result = All[type];

        Assert.Equal(Html, Formatter.GetPreferredMimeTypesFor(result.GetType()).First());
        Assert.Equal(All[type].ToHtml(), result.ToDisplayString(Html));
        Assert.Equal(result.ToString(), result.ToDisplayString("text/plain"));
    }

    [Fact]
    public void Every_public_result_with_a_table_is_shown()
    {
        IEnumerable<Type> results = typeof(ModelFit).Assembly.GetExportedTypes().Where(static type => type.IsClass && (type == typeof(ModelFit) || type.GetMethod("ToTable", Type.EmptyTypes) is not null));

        Assert.All(results, static type =>
        {
            Assert.True(type.IsAssignableTo(typeof(ITableResult)), type.Name);
            Assert.Contains(type.GetCustomAttributes(inherit: true), static attribute => attribute.GetType().Name == nameof(TypeFormatterSourceAttribute));
        });
    }

    [Fact]
    public void A_fit_is_the_tables_of_its_report()
    {
        string html = Fit.ToHtml();

        Assert.Equal(string.Concat(Fit.Tables.Report.Select(static table => table.ToHtml())), html);
        Assert.Equal(["Fit", "Random effects", "Fixed effects"], Parsed(html).Select(static table => table.Element("caption")!.Value.Split('\n')[0]));
        Assert.Contains("1.546", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_table_is_shown_in_part_and_says_so()
    {
        PredictionTable all = Fit.Predictions([.. Enumerable.Range(0, 1_000).Select(static day => new SleepDay(0, day, 308))]);
        XElement shown = Assert.Single(Parsed(((object)all).ToDisplayString(Html)));

        Assert.Equal(200, shown.Element("tbody")!.Elements("tr").Count());
        Assert.StartsWith("The first 200 of 1000 rows.", shown.Element("tfoot")!.Value.Trim(), StringComparison.Ordinal);
        Assert.Equal(Parsed(all.ToHtml()).Single().Element("tbody")!.Elements("tr").Take(1).ToString(), shown.Element("tbody")!.Elements("tr").Take(1).ToString());
        Assert.Equal(1_000, Parsed(all.ToHtml()).Single().Element("tbody")!.Elements("tr").Count());
    }

    [Fact]
    public void Hostile_names_are_shown_as_text()
    {
        string[] levels = ["<script>alert('x')</script>", "\"onclick=\"x", "' & ]]>", "\u202etxt.exe\u200f", "-->", "plain"];
        StringBuilder text = new("\"y<b>\",\"<img src=x onerror=alert(1)>\"\n");
        for (int row = 0; row < 60; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(row % 6 * 3) + (row * 7 % 11)},\"{levels[row % 6].Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n");
        }

        using MemoryStream stream = new(Encoding.UTF8.GetBytes(text.ToString()));
        LinearMixedModelFit fit = (LinearMixedModelFit)Model.Parse("`y<b>` ~ 1 + (1 | `<img src=x onerror=alert(1)>`)").Fit(ModelFrame.FromCsv(stream));
        string html = ((object)fit).ToDisplayString(Html) + ((object)fit.GroupingFactors[0].ToModesTable()).ToDisplayString(Html);
        XElement[] tables = [.. Parsed(html)];

        Assert.DoesNotContain(tables.SelectMany(static table => table.DescendantsAndSelf()), static element => element.Name.LocalName is "script" or "img" or "b");
        Assert.All(tables.SelectMany(static table => table.DescendantsAndSelf()).SelectMany(static element => element.Attributes()), static attribute => Assert.Contains(attribute.Name.LocalName, new[] { "style", "scope", "colspan" }));
        Assert.Contains("`y<b>` ~ 1 + (1 | `<img src=x onerror=alert(1)>`)", tables[0].Element("caption")!.Value, StringComparison.Ordinal);
        string shown = tables[^1].Value;
        Assert.All(levels, level => Assert.Contains(level.Replace('\u202e', '\ufffd').Replace('\u200f', '\ufffd'), shown, StringComparison.Ordinal));
        Assert.DoesNotContain('\u202e', html);
    }

    private static IEnumerable<XElement> Parsed(string html) => XElement.Parse($"<body>{html.Replace("<br>", "\n", StringComparison.Ordinal)}</body>").Elements("table");
}
