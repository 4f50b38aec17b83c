using System.Text.Json;

namespace Lmm.Printing.Tables;

/// <summary>A table as a JSON object: title, heading, columns with their kinds, rows as objects, notes.</summary>
internal sealed class JsonFormat : ITableFormat
{
    public string Name => "json";

    public bool HoldsOneTable => true;

    public void Write(ResultTable table, TextWriter writer) => writer.Write(JsonText.Object(json => WriteMembers(json, table)) + "\n");

    /// <summary>Writes a table as an object.</summary>
    public static void Write(Utf8JsonWriter json, ResultTable table)
    {
        json.WriteStartObject();
        WriteMembers(json, table);
        json.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter json, ResultTable table)
    {
        json.WriteString("title", table.Title);
        json.WriteArray("heading", table.Heading, json.WriteStringValue);
        json.WriteArray("columns", table.Columns, column =>
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("header", column.Header);
            json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(column.Kind.ToString()));
            json.WriteEndObject();
        });
        json.WriteArray("rows", Enumerable.Range(0, table.RowCount), row => WriteRow(json, table, row));
        json.WriteArray("notes", table.Notes, json.WriteStringValue);
    }

    private static void WriteRow(Utf8JsonWriter json, ResultTable table, int row)
    {
        json.WriteStartObject();
        foreach (TableColumn column in table.Columns)
        {
            if (column.Texts is { } texts)
            {
                json.WriteString(column.Name, texts[row]);
            }
            else
            {
                json.WriteReal(column.Name, column.Numbers![row] ?? double.NaN);
            }
        }

        json.WriteEndObject();
    }
}
