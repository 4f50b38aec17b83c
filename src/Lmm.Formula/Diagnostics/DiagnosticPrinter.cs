using System.Globalization;
using System.Text;

namespace Lmm.Formula.Diagnostics;

/// <summary>Prints the faults of a formula, each with its line of the formula and carets under the characters that are wrong.</summary>
internal static class DiagnosticPrinter
{
    private const string Indent = "  ";
    private const int LongestLine = 160;
    private const int Context = 60;

    /// <summary>The faults as text, one after the other.</summary>
    /// <param name="formula">The formula's text.</param>
    /// <param name="diagnostics">Its faults.</param>
    public static string Print(string formula, IEnumerable<FormulaDiagnostic> diagnostics)
    {
        var text = new StringBuilder();
        foreach (FormulaDiagnostic diagnostic in diagnostics)
        {
            string severity = diagnostic.Rule.Severity.ToString().ToLower(CultureInfo.InvariantCulture);
            text.Append(severity).Append(' ').Append(diagnostic.Rule.Id).Append(": ").Append(diagnostic.Message).Append('\n');
            AppendCarets(text, formula, diagnostic.Span);
        }

        return text.ToString();
    }

    /// <summary>A line of a formula with carets under some of its characters; empty for none.</summary>
    /// <param name="formula">The formula's text.</param>
    /// <param name="span">The characters.</param>
    public static string Carets(string formula, TextSpan span)
    {
        var text = new StringBuilder();
        AppendCarets(text, formula, span);
        return text.ToString();
    }

    private static void AppendCarets(StringBuilder text, string formula, TextSpan span)
    {
        int lineStart = span.Start == 0 ? 0 : formula.LastIndexOf('\n', span.Start - 1) + 1;
        int lineEnd = formula.IndexOf('\n', span.Start);
        string line = formula.Substring(lineStart, (lineEnd < 0 ? formula.Length : lineEnd) - lineStart).TrimEnd('\r');
        if (span.Length == 0 || line.Length == 0)
        {
            return;
        }

        int column = span.Start - lineStart;
        int width = Math.Max(1, Math.Min(span.Length, line.Length - column));
        if (line.Length > LongestLine)
        {
            (line, column, width) = Window(line, column, width);
        }

        // Tabs stay tabs, so that the carets stand under their characters however wide a tab is.
        string margin = new([.. line.Take(column).Select(character => character == '\t' ? '\t' : ' ')]);
        text.Append(Indent).Append(line).Append('\n').Append(Indent).Append(margin).Append('^', width).Append('\n');
    }

    // Of a long line what is wrong, and some characters before and after it.
    private static (string Line, int Column, int Width) Window(string line, int column, int width)
    {
        width = Math.Min(width, LongestLine);
        int start = column <= Context ? 0 : column - Context;
        int end = line.Length - (column + width) <= Context ? line.Length : column + width + Context;
        start -= start > 0 && char.IsLowSurrogate(line[start]) ? 1 : 0;
        end += end < line.Length && char.IsLowSurrogate(line[end]) ? 1 : 0;
        string before = start > 0 ? "\u2026" : "";
        return (before + line.Substring(start, end - start) + (end < line.Length ? "\u2026" : ""), before.Length + column - start, width);
    }
}
