using System.Text;

namespace Lmm.Printing;

/// <summary>A column of a printed table.</summary>
/// <param name="Header">What stands above it.</param>
/// <param name="Cells">Its cells, one per row.</param>
internal sealed record TextColumn(string Header, IReadOnlyList<string> Cells)
{
    /// <summary>The width of its widest cell or header.</summary>
    public int Width => Math.Max(Header.Length, Cells.Count == 0 ? 0 : Cells.Max(cell => cell.Length));
}

/// <summary>Tables as R prints a character matrix: row labels, columns apart by one space, folded at the width of the page.</summary>
internal static class TextTable
{
    /// <summary>The width of the page.</summary>
    public const int PageWidth = 80;

    /// <summary>Writes a table; blanks at the ends of lines are left out.</summary>
    /// <param name="output">Where to write.</param>
    /// <param name="rowLabels">The labels, one per row; empty ones leave a margin of nothing.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="rightAligned">True to align cells and headers on the right, else on the left.</param>
    public static void Write(StringBuilder output, IReadOnlyList<string> rowLabels, IReadOnlyList<TextColumn> columns, bool rightAligned)
    {
        int labelWidth = rowLabels.Count == 0 ? 0 : rowLabels.Max(label => label.Length);
        int first = 0;
        do
        {
            int next = FirstColumnOfNextFold(columns, first, labelWidth);
            WriteLine(output, "".PadRight(labelWidth), columns, first, next, column => column.Header, rightAligned);
            for (int row = 0; row < rowLabels.Count; row++)
            {
                WriteLine(output, rowLabels[row].PadRight(labelWidth), columns, first, next, column => column.Cells[row], rightAligned);
            }

            first = next;
        }
        while (first < columns.Count);
    }

    private static int FirstColumnOfNextFold(IReadOnlyList<TextColumn> columns, int first, int labelWidth)
    {
        int width = labelWidth;
        int next = first;
        do
        {
            width += columns[next].Width + 1;
            next++;
        }
        while (next < columns.Count && width + columns[next].Width + 1 <= PageWidth);
        return next;
    }

    private static void WriteLine(StringBuilder output, string label, IReadOnlyList<TextColumn> columns, int first, int next, Func<TextColumn, string> cell, bool rightAligned)
    {
        StringBuilder line = new(label);
        for (int j = first; j < next; j++)
        {
            int width = columns[j].Width;
            string text = cell(columns[j]);
            line.Append(' ').Append(rightAligned ? text.PadLeft(width) : text.PadRight(width));
        }

        output.Append(line.ToString().TrimEnd(' ')).Append('\n');
    }
}
