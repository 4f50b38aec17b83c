using System.Text;

namespace Lmm.Printing;

/// <summary>Named values as R prints a named vector: names above values, as many to a line as the page has room for.</summary>
internal static class NamedVector
{
    /// <summary>Writes names and values; blanks at the ends of lines are left out.</summary>
    public static void Write(StringBuilder output, IReadOnlyList<string> names, IReadOnlyList<string> values)
    {
        int width = names.Concat(values).Max(text => text.Length);
        int perLine = Math.Max(1, TextTable.PageWidth / (width + 1));
        for (int first = 0; first < names.Count; first += perLine)
        {
            WriteLine(output, names.Skip(first).Take(perLine), width);
            WriteLine(output, values.Skip(first).Take(perLine), width);
        }
    }

    private static void WriteLine(StringBuilder output, IEnumerable<string> texts, int width)
        => output.Append(string.Join(' ', texts.Select(text => text.PadLeft(width))).TrimEnd(' ')).Append('\n');
}
