using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;

namespace Lmm.Tests.Tables;

/// <summary>Numbers of every size, NaN and infinities included, in columns of every kind and in every format.</summary>
public class NumberTests
{
    private static readonly double?[] Numbers =
    [
        1.0 / 3, -2.5, 0, -0.0, 1e-300, -1e300, 1e15, 123456.789, double.Epsilon, double.MaxValue, double.NaN, double.PositiveInfinity, double.NegativeInfinity, null,
    ];

    public static TheoryData<ColumnKind, string> KindsAndFormats
    {
        get
        {
            TheoryData<ColumnKind, string> data = [];
            foreach (ColumnKind kind in Enum.GetValues<ColumnKind>().Where(IsOfNumbers))
            {
                foreach (ITableFormat format in TableFormats.All)
                {
                    data.Add(kind, format.Name);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(KindsAndFormats))]
    public void Every_format_writes_a_row_per_number(ColumnKind kind, string name)
    {
        ITableFormat format = TableFormats.All.Single(candidate => candidate.Name == name);
        string text = Table(kind).ToString(format);

        Assert.Equal((Numbers.Length, 2), WrittenTable.Size(name, text) ?? (Numbers.Length, 2));
        Assert.All(Enumerable.Range(0, Numbers.Length), row => Assert.Contains($"r{row}", text, StringComparison.Ordinal));
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\r", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Csv_has_the_bits_of_every_number()
    {
        string[] lines = Table(ColumnKind.Number).ToCsv().TrimEnd('\n').Split('\n');
        string[] cells = [.. lines[1..].Select(static line => line.Split(',')[1])];

        Assert.Equal("NaN", cells[10]);
        Assert.Equal("\"\"", cells[^1]);
        Assert.All(Numbers.SkipLast(1).Zip(cells), pair => Assert.Equal(
            BitConverter.DoubleToInt64Bits(pair.First!.Value), BitConverter.DoubleToInt64Bits(double.Parse(pair.Second, CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void Json_has_the_bits_of_finite_numbers_and_null_for_others()
    {
        using JsonDocument document = JsonDocument.Parse(Table(ColumnKind.Number).ToJson());
        JsonElement[] values = [.. document.RootElement.GetProperty("rows").EnumerateArray().Select(static row => row.GetProperty("value"))];

        Assert.All(Numbers.Zip(values), pair =>
        {
            if (pair.First is { } number && double.IsFinite(number))
            {
                Assert.Equal(BitConverter.DoubleToInt64Bits(number), BitConverter.DoubleToInt64Bits(pair.Second.GetDouble()));
            }
            else
            {
                Assert.Equal(JsonValueKind.Null, pair.Second.ValueKind);
            }
        });
        Assert.Equal("number", document.RootElement.GetProperty("columns")[1].GetProperty("kind").GetString());
    }

    [Fact]
    public void What_is_not_available_is_told_from_what_is_empty()
    {
        ResultTable table = new(TableColumn.OfNumbers("x", "x", ColumnKind.Estimate, [1.25, double.NaN, double.PositiveInfinity, double.NegativeInfinity, null]));

        Assert.Equal("| x |\n| ---: |\n| 1.25 |\n| NA |\n| Inf |\n| -Inf |\n|  |\n", table.ToMarkdown());
        Assert.Equal(["1.25", "NA", "Inf", "-Inf", ""], XElement.Parse(table.ToHtml()).Element("tbody")!.Elements().Select(static row => row.Value));
        Assert.Equal(["{}$1.25$ \\\\", "{}NA \\\\", "{}$\\infty$ \\\\", "{}$-\\infty$ \\\\", "{} \\\\"], table.ToLatex().Split('\n')[4..9]);
        Assert.Equal(["1.25", "NaN", "Infinity", "-Infinity", "\"\""], table.ToCsv().Split('\n')[1..6]);
    }

    [Fact]
    public void Formatted_numbers_are_those_that_R_prints()
    {
        ResultTable table = new(
            TableColumn.OfTexts("name", "", ["(Intercept)", "x"], ColumnKind.Label),
            TableColumn.OfNumbers("estimate", "Estimate", ColumnKind.Estimate, [-12.3456789, 0.001234]),
            TableColumn.OfNumbers("p", "Pr(>|t|)", ColumnKind.PValue, [1e-20, 0.04321]));

        Assert.Equal("|  | Estimate | Pr(\\>\\|t\\|) |\n| :--- | ---: | ---: |\n| (Intercept) | -12.345679 | \\<2e-16 |\n| x | 0.001234 | 0.0432 |\n", table.ToMarkdown());
        Assert.Equal("{}(Intercept) & $-12.345679$ & $<2 \\times 10^{-16}$ \\\\", table.ToLatex().Split('\n')[4]);
    }

    private static bool IsOfNumbers(ColumnKind kind) => kind is not (ColumnKind.Text or ColumnKind.Label or ColumnKind.Group or ColumnKind.Level);

    private static ResultTable Table(ColumnKind kind) => new(
        TableColumn.OfTexts("name", "", Numbers.Select(static (_, row) => $"r{row}"), ColumnKind.Label),
        TableColumn.OfNumbers("value", "Value", kind, kind == ColumnKind.PValue ? Numbers.Select(static number => number is >= 0 and <= 1 ? number : null) : Numbers));
}
