using System.Globalization;
using System.Text;

namespace Lmm.Formula.Diagnostics;

/// <summary>Prints the faults of a formula, each with its line of the formula and carets under the characters that are wrong.</summary>
internal static class DiagnosticPrinter
{
    private const string Indent = "  ";

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

    private static void AppendCarets(StringBuilder text, string formula, TextSpan span)
    {
        int lineStart = span.Start == 0 ? 0 : formula.LastIndexOf('\n', span.Start - 1) + 1;
        int lineEnd = formula.IndexOf('\n', span.Start);
        string line = formula.Substring(lineStart, (lineEnd < 0 ? formula.Length : lineEnd) - lineStart).TrimEnd('\r');
        if (span.Length == 0 || line.Length == 0)
        {
            return;
        }

        // Tabs stay tabs, so that the carets stand under their characters however wide a tab is.
        int column = span.Start - lineStart;
        int width = Math.Max(1, Math.Min(span.Length, line.Length - column));
        string margin = new([.. line.Take(column).Select(character => character == '\t' ? '\t' : ' ')]);
        text.Append(Indent).Append(line).Append('\n').Append(Indent).Append(margin).Append('^', width).Append('\n');
    }
}
