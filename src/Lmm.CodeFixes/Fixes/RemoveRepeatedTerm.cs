using Lmm.Formula.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lmm.CodeFixes.Fixes;

/// <summary>Removes a term, fixed or random, that other terms contain.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveRepeatedTerm))]
public sealed class RemoveRepeatedTerm : FormulaFix
{
    /// <inheritdoc/>
    protected override IReadOnlyList<FormulaRule> Rules { get; } = [FormulaRules.RepeatedTerm, FormulaRules.ContainedRandomTerm];

    /// <inheritdoc/>
    protected override string TitleOf(FormulaEdit edit) => edit.NewText.Length == 0 ? "Remove the term" : $"Write '{edit.NewText}'";
}
