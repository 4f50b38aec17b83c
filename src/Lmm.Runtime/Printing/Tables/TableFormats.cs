using Lmm.Printing.Tables;

namespace Lmm;

/// <summary>The formats in which tables are written.</summary>
public static class TableFormats
{
    /// <summary>Plain text, as R prints tables.</summary>
    public static ITableFormat Text { get; } = new TextFormat();

    /// <summary>Markdown, as GitHub reads tables.</summary>
    public static ITableFormat Markdown { get; } = new MarkdownFormat();

    /// <summary>An HTML <c>table</c> element.</summary>
    public static ITableFormat Html { get; } = new HtmlFormat();

    /// <summary>A LaTeX <c>tabular</c> that needs no package.</summary>
    public static ITableFormat Latex { get; } = new LatexFormat();

    /// <summary>Comma-separated values (RFC 4180, lines ending in line feeds) under the columns' names; numbers read back to the same bits.</summary>
    public static ITableFormat Csv { get; } = new CsvFormat();

    /// <summary>One JSON object on one line; numbers read back to the same bits, and those that are not finite are null.</summary>
    public static ITableFormat Json { get; } = new JsonFormat();

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ITableFormat> All { get; } = [Text, Markdown, Html, Latex, Csv, Json];

    /// <summary>The table as R prints it.</summary>
    public static string ToText(this ResultTable table) => Written(table, Text);

    /// <summary>The table in Markdown.</summary>
    public static string ToMarkdown(this ResultTable table) => Written(table, Markdown);

    /// <summary>The table as an HTML element.</summary>
    public static string ToHtml(this ResultTable table) => Written(table, Html);

    /// <summary>A result as HTML: its tables one after the other, without style sheet or script; names are texts, whatever they hold.</summary>
    /// <param name="result">The result, such as a fit, its tests or an analysis of variance.</param>
    public static string ToHtml(this ITableResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return string.Concat(result.Tables.Select(static table => Written(table, Html)));
    }

    /// <summary>The table as a LaTeX <c>tabular</c>.</summary>
    public static string ToLatex(this ResultTable table) => Written(table, Latex);

    /// <summary>The table as comma-separated values in full precision.</summary>
    public static string ToCsv(this ResultTable table) => Written(table, Csv);

    /// <summary>The table as a JSON object in full precision.</summary>
    public static string ToJson(this ResultTable table) => Written(table, Json);

    private static string Written(ResultTable table, ITableFormat format)
    {
        ArgumentNullException.ThrowIfNull(table);
        return table.ToString(format);
    }
}
