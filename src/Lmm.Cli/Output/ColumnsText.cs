using System.Globalization;
using System.Text;
using Lmm.Variables;

namespace Lmm.Cli.Output;

/// <summary>What the columns of a file hold, for people to read.</summary>
internal static class ColumnsText
{
    private const int MostLevels = 12;
    private const int MostCells = 5;

    /// <summary>Writes a paragraph for each column.</summary>
    /// <param name="file">The file.</param>
    /// <param name="rows">The number of its rows that were kept.</param>
    /// <param name="columns">Its columns.</param>
    public static string Write(string file, int rows, IReadOnlyList<ColumnSummary> columns)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{file}: {Count(rows, "row")}, {Count(columns.Count, "column")}\n");
        foreach (ColumnSummary column in columns)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{CellText.Shown(column.Name)}: {column.Type}, {column.Missing} missing; {column.Reason}\n");
            Line(text, Range(column));
            Line(text, Levels(column));
            Line(text, BadCells(column));
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, string? line) => _ = line is null ? text : text.Append("  ").Append(line).Append('\n');

    private static string? Range(ColumnSummary column) => column.Minimum is null
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"from {column.Minimum} to {column.Maximum}");

    private static string? Levels(ColumnSummary column)
    {
        IEnumerable<string> first = column.Levels.Take(MostLevels).Select(level => string.Create(CultureInfo.InvariantCulture, $"{CellText.Shown(level.Level)} ({level.Count})"));
        return column.Levels.Count == 0 ? null : $"{Count(column.Levels.Count, "level")}: {string.Join(", ", first)}{(column.Levels.Count > MostLevels ? ", …" : "")}";
    }

    private static string? BadCells(ColumnSummary column)
    {
        IEnumerable<string> first = column.BadCells.Take(MostCells).Select(cell => string.Create(CultureInfo.InvariantCulture, $"'{CellText.Shown(cell.Text)}' in line {cell.Line}"));
        return column.BadCells.Count == 0 ? null : $"no numbers: {string.Join(", ", first)}{(column.BadCells.Count > MostCells ? ", …" : "")}";
    }

    private static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
