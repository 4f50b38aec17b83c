using Lmm.Formula.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lmm.CodeFixes.Fixes;

/// <summary>Adds a variable with a random slope to the fixed effects.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddFixedEffect))]
public sealed class AddFixedEffect : FormulaFix
{
    /// <inheritdoc/>
    protected override IReadOnlyList<FormulaRule> Rules { get; } = [FormulaRules.SlopeWithoutFixedEffect];

    /// <inheritdoc/>
    protected override string TitleOf(FormulaEdit edit) => $"Add '{edit.NewText.TrimEnd(' ', '+')}' to the fixed effects";
}
