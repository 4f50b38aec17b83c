using Lmm.Formula.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lmm.CodeFixes.Fixes;

/// <summary>Removes an operator that has nothing to join on one side.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveIdleOperator))]
public sealed class RemoveIdleOperator : FormulaFix
{
    /// <inheritdoc/>
    protected override IReadOnlyList<FormulaRule> Rules { get; } = [FormulaRules.MissingOperand];

    /// <inheritdoc/>
    protected override string TitleOf(FormulaEdit edit) => "Remove the operator";
}
