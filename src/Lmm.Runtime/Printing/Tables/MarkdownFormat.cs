using System.Text;

namespace Lmm.Printing.Tables;

/// <summary>Tables in Markdown, as GitHub extends it (GitHub Flavored Markdown, section 4.10).</summary>
internal sealed class MarkdownFormat : ITableFormat
{
    private const string Special = "\\`*_{}[]<>|~$&#";

    public string Name => "markdown";

    public bool HoldsOneTable => false;

    public void Write(ResultTable table, TextWriter writer)
    {
        if (table.Title is { } title)
        {
            writer.Write($"**{Escape(title)}**\n\n");
        }

        WriteLines(writer, table.Heading, "", "\n");
        WriteRow(writer, table.Columns.Select(static column => column.Kind == ColumnKind.Label ? "" : Escape(column.Header)));
        WriteRow(writer, table.Columns.Select(static column => column.Numbers is null ? ":---" : "---:"));
        string[][] cells = CellTexts.Trimmed(table);
        for (int row = 0; row < table.RowCount; row++)
        {
            WriteRow(writer, cells.Select(column => Escape(column[row])));
        }

        WriteLines(writer, table.Notes, "\n", "");
    }

    private static void WriteRow(TextWriter writer, IEnumerable<string> cells) => writer.Write($"| {string.Join(" | ", cells)} |\n");

    private static void WriteLines(TextWriter writer, IEnumerable<string> lines, string before, string after)
    {
        foreach (string line in lines)
        {
            writer.Write($"{before}{Escape(line)}\n{after}");
        }
    }

    private static string Escape(string text)
    {
        StringBuilder escaped = new();
        foreach (char character in PrintableText.Of(text))
        {
            _ = character == '\n' ? escaped.Append("<br>") : Special.Contains(character) ? escaped.Append('\\').Append(character) : escaped.Append(character);
        }

        return escaped.ToString();
    }
}
