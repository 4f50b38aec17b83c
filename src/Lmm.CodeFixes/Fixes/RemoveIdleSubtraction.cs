using Lmm.Formula.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lmm.CodeFixes.Fixes;

/// <summary>Removes a subtraction that takes nothing away.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveIdleSubtraction))]
public sealed class RemoveIdleSubtraction : FormulaFix
{
    /// <inheritdoc/>
    protected override IReadOnlyList<FormulaRule> Rules { get; } = [FormulaRules.SubtractedTermAbsent];

    /// <inheritdoc/>
    protected override string TitleOf(FormulaEdit edit) => "Remove the subtraction";
}
