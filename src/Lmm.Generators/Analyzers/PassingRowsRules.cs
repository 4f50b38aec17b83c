using Lmm.Formula.Diagnostics;

namespace Lmm.Generators.Analyzers;

/// <summary>The rules for code that fits rows which are not in memory at once.</summary>
internal static class PassingRowsRules
{
    /// <summary>A response or an offset needs a number that only all rows tell.</summary>
    public static readonly FormulaRule LearnedResponse = new(
        "LMM084",
        "Rows that are not in memory do not tell the response",
        "'{0}' of '{1}' needs a number that only all rows tell, and {2}; write the number out in the formula, or fit rows in memory",
        FormulaSeverity.Error);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FormulaRule> All { get; } = [LearnedResponse];
}
