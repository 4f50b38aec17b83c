using Lmm.Formula.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lmm.CodeFixes.Fixes;

/// <summary>Changes a level or a contrast coding that there is not to the nearest that there is.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ChangeToNearestLevel))]
public sealed class ChangeToNearestLevel : FormulaFix
{
    /// <inheritdoc/>
    protected override IReadOnlyList<FormulaRule> Rules { get; } = [FormulaRules.UnknownLevel, FormulaRules.InvalidContrasts];

    /// <inheritdoc/>
    protected override string TitleOf(FormulaEdit edit) => $"Change to '{edit.NewText.Trim('"')}'";
}
