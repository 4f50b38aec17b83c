namespace Lmm.Formula.Diagnostics;

/// <summary>A change of a formula's text that cures a fault.</summary>
/// <param name="Span">The characters to replace; of length zero to insert.</param>
/// <param name="NewText">What to write there.</param>
public readonly record struct FormulaEdit(TextSpan Span, string NewText)
{
    /// <summary>The formula after the change.</summary>
    public string Apply(string formula) => formula.Substring(0, Span.Start) + NewText + formula.Substring(Span.End);
}
