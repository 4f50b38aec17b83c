using System.Globalization;

namespace Lmm.Printing.Tables;

/// <summary>Comma-separated values in full precision, without title, heading and notes.</summary>
/// <remarks>
/// A text that spreadsheets would take for a formula has an apostrophe before it, as OWASP advises against CSV injection; texts that are numbers are none.
/// </remarks>
internal sealed class CsvFormat : ITableFormat
{
    public string Name => "csv";

    public bool HoldsOneTable => true;

    public void Write(ResultTable table, TextWriter writer)
    {
        WriteRow(writer, table.Columns.Select(static column => Harmless(column.Name)));
        for (int row = 0; row < table.RowCount; row++)
        {
            int at = row;
            WriteRow(writer, table.Columns.Select(column => (column.Texts is { } texts ? Harmless(texts[at]) : null) ?? column.Numbers![at]?.ToString("R", CultureInfo.InvariantCulture) ?? ""));
        }
    }

    /// <summary>Writes one line, cells in quotes where they need them.</summary>
    internal static void WriteRow(TextWriter writer, IEnumerable<string> cells) => writer.Write(string.Join(',', cells.Select(Quoted)) + "\n");

    private static string Harmless(string text)
        => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? "'" + text : text;

    // An empty text is quoted too, so that a row of one empty cell is a line.
    private static string Quoted(string cell)
        => cell.Length == 0 || cell.AsSpan().ContainsAny(",\"\r\n") || char.IsWhiteSpace(cell[0]) || char.IsWhiteSpace(cell[^1])
            ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : cell;
}
