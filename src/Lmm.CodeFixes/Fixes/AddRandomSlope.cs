using Lmm.Formula.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lmm.CodeFixes.Fixes;

/// <summary>Adds a random slope for a fixed effect.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddRandomSlope))]
public sealed class AddRandomSlope : FormulaFix
{
    /// <inheritdoc/>
    protected override IReadOnlyList<FormulaRule> Rules { get; } = [FormulaRules.NoRandomSlope];

    /// <inheritdoc/>
    protected override string TitleOf(FormulaEdit edit) => $"Add '{edit.NewText.TrimStart(' ', '+')}' to the random term";
}
