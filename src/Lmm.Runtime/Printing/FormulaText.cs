using Lmm.Formula.Syntax;

namespace Lmm.Printing;

/// <summary>The text of a formula, laid out for a page.</summary>
internal static class FormulaText
{
    /// <summary>The formula on one line, spaced as R spaces it.</summary>
    public static string OnOneLine(string formula)
    {
        FormulaSyntax syntax = FormulaParser.Parse(formula);
        return syntax.Diagnostics.Count == 0 ? syntax.ToString() : AsWritten(formula);
    }

    /// <summary>The formula spaced and folded as R's <c>deparse</c> does it: after the first operator beyond 60 characters, later lines indented.</summary>
    public static string[] Fold(string formula)
    {
        FormulaSyntax syntax = FormulaParser.Parse(formula);
        return syntax.Diagnostics.Count == 0 ? FormulaFolder.Fold(syntax) : [AsWritten(formula)];
    }

    private static string AsWritten(string formula)
        => string.Join(' ', formula.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
