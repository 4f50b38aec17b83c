using Lmm.Formula.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lmm.CodeFixes.Fixes;

/// <summary>Writes a random term for each effect that a double bar keeps apart.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SplitDoubleBar))]
public sealed class SplitDoubleBar : FormulaFix
{
    /// <inheritdoc/>
    protected override IReadOnlyList<FormulaRule> Rules { get; } = [FormulaRules.DoubleBarWithFactor];

    /// <inheritdoc/>
    protected override string TitleOf(FormulaEdit edit) => $"Write '{edit.NewText}'";
}
