using Lmm.Formula.Diagnostics;

namespace Lmm;

/// <summary>
/// A formula that is known only at run time cannot be used. The message shows every fault with its line of the formula and
/// carets under the characters that are wrong.
/// </summary>
public sealed class FormulaException : ModelException
{
    internal FormulaException(string model, string formula, IReadOnlyList<FormulaDiagnostic> diagnostics, Func<FormulaDiagnostic, string?> reason)
        : base(model, CodeOf(diagnostics), Print(formula, diagnostics, reason))
    {
        Formula = formula;
        Diagnostics = diagnostics;
    }

    /// <summary>The formula.</summary>
    public string Formula { get; }

    /// <summary>Every fault that was found, warnings included, in the order of the text, each with its id, span, message and edits.</summary>
    public IReadOnlyList<FormulaDiagnostic> Diagnostics { get; }

    // A column that is not there is another fault than a formula that is wrong whatever the columns are.
    private static LmmErrorCode CodeOf(IReadOnlyList<FormulaDiagnostic> diagnostics)
        => diagnostics.Where(static fault => fault.Rule.Severity == FormulaSeverity.Error).All(static fault => NamesNoColumn(fault.Rule)) ? LmmErrorCode.UnknownColumn : LmmErrorCode.Formula;

    private static bool NamesNoColumn(FormulaRule rule)
        => rule == FormulaRules.UnknownVariable || rule == FormulaRules.UnknownGrouping || rule == FormulaRules.UnknownWeights;

    private static string Print(string formula, IReadOnlyList<FormulaDiagnostic> diagnostics, Func<FormulaDiagnostic, string?> reason)
    {
        IEnumerable<string> faults = diagnostics.Select(diagnostic =>
            DiagnosticPrinter.Print(formula, [diagnostic]) + (reason(diagnostic) is { } text ? $"  {text}\n" : ""));
        return $"the formula cannot be used.\n{string.Concat(faults)}".TrimEnd('\n');
    }
}
