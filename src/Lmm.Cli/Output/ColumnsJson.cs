using System.Text.Json;
using Lmm.Printing;

namespace Lmm.Cli.Output;

/// <summary>What the columns of a file hold as one JSON object; <c>docs/cli.md</c> describes its members.</summary>
internal static class ColumnsJson
{
    /// <summary>Writes the object.</summary>
    /// <param name="file">The file.</param>
    /// <param name="rows">The number of its rows that were kept.</param>
    /// <param name="filtered">The number of rows that a condition left out.</param>
    /// <param name="columns">Its columns.</param>
    public static string Write(string file, int rows, int filtered, IEnumerable<ColumnSummary> columns) => JsonText.Object(json =>
    {
        json.WriteString("file", file);
        json.WriteNumber("rows", rows);
        json.WriteNumber("filtered", filtered);
        json.WriteArray("columns", columns, column => WriteColumn(json, column));
    });

    private static void WriteColumn(Utf8JsonWriter json, ColumnSummary column)
    {
        json.WriteStartObject();
        json.WriteString("name", column.Name);
        json.WriteString("type", column.Type);
        json.WriteString("reason", column.Reason);
        json.WriteNumber("missing", column.Missing);
        json.WriteArray("levels", column.Levels, level =>
        {
            json.WriteStartObject();
            json.WriteString("name", level.Level);
            json.WriteNumber("count", level.Count);
            json.WriteEndObject();
        });
        if (column.Days is { } days)
        {
            json.WriteString("min", days.First);
            json.WriteString("max", days.Last);
        }
        else
        {
            json.WriteReal("min", column.Minimum ?? double.NaN);
            json.WriteReal("max", column.Maximum ?? double.NaN);
        }

        json.WriteArray("badCells", column.BadCells, cell =>
        {
            json.WriteStartObject();
            json.WriteNumber("line", cell.Line);
            json.WriteString("text", cell.Text);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }
}
