using Lmm.Formula.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lmm.CodeFixes.Fixes;

/// <summary>Makes a grouping factor of few levels a fixed effect.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeFixedEffect))]
public sealed class MakeFixedEffect : FormulaFix
{
    /// <inheritdoc/>
    protected override IReadOnlyList<FormulaRule> Rules { get; } = [FormulaRules.FewLevels];

    /// <inheritdoc/>
    protected override string TitleOf(FormulaEdit edit) => $"Make '{edit.NewText}' a fixed effect";
}
