using System.Globalization;
using System.Text;

namespace Lmm.Printing.Tables;

/// <summary>Tables as a LaTeX <c>tabular</c> that needs no package; captions and labels are for the <c>table</c> around it.</summary>
internal sealed class LatexFormat : ITableFormat
{
    public string Name => "latex";

    public bool HoldsOneTable => false;

    public void Write(ResultTable table, TextWriter writer)
    {
        writer.Write($"\\begin{{tabular}}{{{string.Concat(table.Columns.Select(static column => column.Numbers is null ? 'l' : 'r'))}}}\n");
        WriteLines(writer, table, table.Title is { } title ? [title, .. table.Heading] : table.Heading);
        writer.Write("\\hline\n");
        WriteRow(writer, table.Columns.Select(static column => column.Kind == ColumnKind.Label ? "" : Escape(column.Header)));
        writer.Write("\\hline\n");
        string[][] cells = CellTexts.Trimmed(table);
        for (int row = 0; row < table.RowCount; row++)
        {
            WriteRow(writer, cells.Zip(table.Columns, (column, of) => of.Numbers is null ? Escape(column[row]) : Number(column[row])));
        }

        writer.Write("\\hline\n");
        WriteLines(writer, table, table.Notes);
        writer.Write("\\end{tabular}\n");
    }

    // What follows \\ must not be taken for its star or for its length in brackets.
    private static void WriteRow(TextWriter writer, IEnumerable<string> cells) => writer.Write($"{{}}{string.Join(" & ", cells)} \\\\\n");

    private static void WriteLines(TextWriter writer, ResultTable table, IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            writer.Write($"\\multicolumn{{{table.Columns.Count}}}{{l}}{{{Escape(line)}}} \\\\\n");
        }
    }

    // In mathematics, so that a minus sign is no hyphen; powers of ten are written out.
    private static string Number(string text)
    {
        if (text.EndsWith("Inf", StringComparison.Ordinal))
        {
            return $"${text[..^3]}\\infty$";
        }

        if (text.Length == 0 || !char.IsDigit(text[^1]))
        {
            return Escape(text);
        }

        int e = text.IndexOf('e', StringComparison.Ordinal);
        return e < 0 ? $"${text}$" : $"${text[..e]} \\times 10^{{{int.Parse(text.AsSpan(e + 1), CultureInfo.InvariantCulture)}}}$";
    }

    private static string Escape(string text)
    {
        StringBuilder escaped = new();
        foreach (char character in PrintableText.Of(text))
        {
            escaped.Append(character switch
            {
                '\\' => "\\textbackslash{}",
                '~' => "\\textasciitilde{}",
                '^' => "\\textasciicircum{}",
                '<' => "\\textless{}",
                '>' => "\\textgreater{}",
                '|' => "\\textbar{}",
                '"' => "\\textquotedbl{}",
                '`' => "\\textasciigrave{}",
                '-' => "-{}",
                '\'' => "'{}",
                '\n' or '\t' => " ",
                '{' or '}' or '$' or '&' or '#' or '%' or '_' => $"\\{character}",
                _ => character.ToString(),
            });
        }

        return escaped.ToString();
    }
}
