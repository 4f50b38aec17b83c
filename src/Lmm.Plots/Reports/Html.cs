using System.Net;
using Lmm.Printing.Tables;

namespace Lmm.Plots.Reports;

/// <summary>Texts of any origin within HTML.</summary>
internal static class Html
{
    /// <summary>The text, every character of which is shown: marks of HTML as they are written, hidden characters as U+FFFD.</summary>
    public static string Text(string text) => WebUtility.HtmlEncode(PrintableText.Of(text));

    /// <summary>A paragraph; nothing for no text.</summary>
    public static string Paragraph(string text) => text.Length == 0 ? "" : $"<p>{Text(text)}</p>\n";

    /// <summary>A list; nothing for no items.</summary>
    public static string List(IEnumerable<string> items)
    {
        string[] all = [.. items];
        return all.Length == 0 ? "" : $"<ul>\n{string.Concat(all.Select(static item => $"<li>{Text(item)}</li>\n"))}</ul>\n";
    }

    /// <summary>Lines of code or of a console.</summary>
    /// <param name="text">The lines.</param>
    /// <param name="label">What they are, for readers that do not see them.</param>
    public static string Code(string text, string label) => $"<pre tabindex=\"0\" role=\"region\" aria-label=\"{Text(label)}\"><code>{Text(text)}</code></pre>\n";

    /// <summary>A table, which is scrolled where the page is narrower than it.</summary>
    public static string Table(ResultTable table)
        => $"<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"{Text(table.Title ?? "Table")}\">\n{table.ToHtml()}</div>\n";
}
