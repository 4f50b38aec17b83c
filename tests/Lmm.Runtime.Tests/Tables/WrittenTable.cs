using System.Text.Json;
using System.Xml.Linq;

namespace Lmm.Tests.Tables;

/// <summary>Counts rows and columns of what a format wrote, by the syntax of the format.</summary>
internal static class WrittenTable
{
    /// <summary>The numbers of rows and columns; null for plain text, which is for people alone.</summary>
    /// <exception cref="NotSupportedException">The format is not known here.</exception>
    public static (int Rows, int Columns)? Size(string format, string text) => format switch
    {
        "html" => OfHtml(XElement.Parse(text.Replace("<br>", "", StringComparison.Ordinal)).Element("tbody")!),
        "json" => OfJson(JsonDocument.Parse(text).RootElement),
        "csv" => (Lines(text).Length - 1, Lines(text)[1].Split('"').Where(static (_, part) => part % 2 == 0).Sum(static part => part.Count(static sign => sign == ',')) + 1),
        "markdown" => OfMarkdown([.. Lines(text).Where(static line => line.StartsWith('|'))]),
        "latex" => (Lines(text).Count(static line => line.StartsWith("{}", StringComparison.Ordinal)) - 1, Lines(text)[0].Split('{', '}')[3].Length),
        "text" => null,
        _ => throw new NotSupportedException($"Say how the rows of {format} are counted."),
    };

    private static (int Rows, int Columns)? OfHtml(XElement body) => (body.Elements().Count(), body.Elements().First().Elements().Count());

    private static (int Rows, int Columns)? OfJson(JsonElement table)
        => (table.GetProperty("rows").GetArrayLength(), table.GetProperty("rows")[0].EnumerateObject().Count());

    private static (int Rows, int Columns)? OfMarkdown(string[] lines) => (lines.Length - 2, lines[1].Split('|').Length - 2);

    private static string[] Lines(string text) => text.TrimEnd('\n').Split('\n');
}
