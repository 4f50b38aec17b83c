using Lmm.Formula.Diagnostics;

namespace Lmm.Cli.Output;

/// <summary>A formula's fault as text: id and message, the formula with carets, and where a column is to blame, why.</summary>
internal static class DiagnosticText
{
    /// <summary>The fault in lines.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="fault">Its fault.</param>
    /// <param name="data">The data; null when there are none.</param>
    public static string Of(string formula, FormulaDiagnostic fault, ModelFrame? data)
    {
        string text = FaultText.InCommandLineWords(DiagnosticPrinter.Print(formula, [fault]));

        // The first argument of a message on a column's type is the column's name.
        string? reason = fault.Rule.Severity == FormulaSeverity.Error && fault.Arguments.Count > 0 ? data?.Find(fault.Arguments[0])?.Reason : null;
        return reason is null ? text : $"{text}  {FaultText.InCommandLineWords(reason)}\n";
    }
}
