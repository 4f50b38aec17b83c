using System.Net;

namespace Lmm.Printing.Tables;

/// <summary>Tables as an HTML element that needs no style sheet.</summary>
internal sealed class HtmlFormat : ITableFormat
{
    private const string Right = " style=\"text-align: right\"";

    public string Name => "html";

    public bool HoldsOneTable => false;

    public void Write(ResultTable table, TextWriter writer)
    {
        writer.Write("<table>\n");
        string[] caption = [.. table.Title is { } title ? [title] : Array.Empty<string>(), .. table.Heading];
        if (caption.Length > 0)
        {
            writer.Write($"<caption>{string.Join("<br>", caption.Select(Escape))}</caption>\n");
        }

        writer.Write("<thead>\n<tr>");
        foreach (TableColumn column in table.Columns)
        {
            writer.Write($"<th scope=\"col\"{Alignment(column)}>{(column.Kind == ColumnKind.Label ? "" : Escape(column.Header))}</th>");
        }

        writer.Write("</tr>\n</thead>\n<tbody>\n");
        string[][] cells = CellTexts.Trimmed(table);
        for (int row = 0; row < table.RowCount; row++)
        {
            writer.Write("<tr>");
            for (int j = 0; j < cells.Length; j++)
            {
                string cell = Escape(cells[j][row]);
                writer.Write(table.Columns[j].Kind == ColumnKind.Label ? $"<th scope=\"row\">{cell}</th>" : $"<td{Alignment(table.Columns[j])}>{cell}</td>");
            }

            writer.Write("</tr>\n");
        }

        writer.Write("</tbody>\n");
        if (table.Notes.Count > 0)
        {
            writer.Write($"<tfoot>\n<tr><td colspan=\"{table.Columns.Count}\">{string.Join("<br>", table.Notes.Select(Escape))}</td></tr>\n</tfoot>\n");
        }

        writer.Write("</table>\n");
    }

    private static string Alignment(TableColumn column) => column.Numbers is null ? "" : Right;

    private static string Escape(string text) => WebUtility.HtmlEncode(PrintableText.Of(text)).Replace("\n", "<br>", StringComparison.Ordinal);
}
