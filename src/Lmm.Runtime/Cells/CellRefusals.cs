using Lmm.Formula.Binding;
using Lmm.Formula.Diagnostics;
using Lmm.Formula.Syntax;

namespace Lmm.Cells;

/// <summary>The models that are not fitted to sums, whatever the engine and the rows are.</summary>
internal static class CellRefusals
{
    /// <summary>Throws for a response or an offset with a number that all rows tell: it is subtracted from values before these are known.</summary>
    /// <param name="spec">The model.</param>
    /// <param name="model">The model's name, for messages.</param>
    /// <param name="reason">Why the number is not known, in a clause.</param>
    /// <exception cref="ModelException">There is such a number; the message has the characters of the formula.</exception>
    public static void LearnedResponse(ModelSpec spec, string model, string reason)
    {
        if (spec.Offsets.Prepend(spec.Response).FirstOrDefault(static column => column.Learns) is { } learning)
        {
            string carets = DiagnosticPrinter.Carets(spec.Formula, SpanOf(spec, learning)).TrimEnd('\n');
            throw new ModelException(model, LmmErrorCode.UnsuitableColumn, $"{learning.Label} needs a number that only all rows tell, {reason}; write the number out, or fit rows in memory.{(carets.Length == 0 ? "" : $"\n{carets}")}");
        }
    }

    // The response, or the offset that says the same.
    private static TextSpan SpanOf(ModelSpec spec, ColumnExpression learning)
    {
        if (learning == spec.Response)
        {
            return FormulaParser.Parse(spec.Formula).Response.Span;
        }

        int start = spec.Formula.IndexOf(learning.Label, StringComparison.Ordinal);
        return new TextSpan(Math.Max(0, start), start < 0 ? 0 : learning.Label.Length);
    }
}
