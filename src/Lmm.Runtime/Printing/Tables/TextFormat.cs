using System.Text;

namespace Lmm.Printing.Tables;

/// <summary>
/// Tables as R prints them: a table that begins with labels as its coefficient matrices, others as character matrices aligned on the left.
/// </summary>
internal sealed class TextFormat : ITableFormat
{
    private const string Legend = "---\nSignif. codes:  0 ‘***’ 0.001 ‘**’ 0.01 ‘*’ 0.05 ‘.’ 0.1 ‘ ’ 1\n";

    public string Name => "text";

    public bool HoldsOneTable => false;

    public void Write(ResultTable table, TextWriter writer)
    {
        StringBuilder output = new();
        if (table.Title is { } title)
        {
            output.Append(title).Append("\n\n");
        }

        WriteLines(output, table.Heading);
        WriteBody(output, table);
        WriteLines(output, table.Notes);
        writer.Write(output);
    }

    /// <summary>Writes the table without title, heading and notes.</summary>
    public static void WriteBody(StringBuilder output, ResultTable table)
    {
        string[][] cells = CellTexts.Of(table);
        bool hasLabels = table.Columns[0].Kind == ColumnKind.Label;
        int first = hasLabels ? 1 : 0;
        List<TextColumn> columns = [.. table.Columns.Skip(first).Select((column, j) => new TextColumn(column.Header, cells[first + j]))];
        string[]? stars = table.HasSignificanceStars && CellTexts.PValues(table) is { } pValues ? SignificanceStars.Of(pValues) : null;
        if (stars is not null)
        {
            columns.Add(new TextColumn("", stars));
        }

        TextTable.Write(output, hasLabels ? cells[0] : [.. Enumerable.Repeat("", table.RowCount)], columns, rightAligned: hasLabels);
        output.Append(stars is null ? "" : Legend);
    }

    private static void WriteLines(StringBuilder output, IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            output.Append(line).Append('\n');
        }
    }
}
