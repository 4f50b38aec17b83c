using Lmm.Formula.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lmm.CodeFixes.Fixes;

/// <summary>Puts brackets round a random term that lacks them.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(BracketRandomTerm))]
public sealed class BracketRandomTerm : FormulaFix
{
    /// <inheritdoc/>
    protected override IReadOnlyList<FormulaRule> Rules { get; } = [FormulaRules.BarOutsideBrackets];

    /// <inheritdoc/>
    protected override string TitleOf(FormulaEdit edit) => $"Write '{edit.NewText}'";
}
