using Lmm.Formula.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lmm.CodeFixes.Fixes;

/// <summary>Changes the name of a function that formulas do not have to the nearest that they have.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ChangeToNearestFunction))]
public sealed class ChangeToNearestFunction : FormulaFix
{
    /// <inheritdoc/>
    protected override IReadOnlyList<FormulaRule> Rules { get; } = [FormulaRules.UnknownFunction];

    /// <inheritdoc/>
    protected override string TitleOf(FormulaEdit edit) => $"Change to '{edit.NewText}'";
}
