using Lmm.Formula.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lmm.CodeFixes.Fixes;

/// <summary>Replaces characters without meaning by those that are meant.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReplaceUnknownCharacter))]
public sealed class ReplaceUnknownCharacter : FormulaFix
{
    /// <inheritdoc/>
    protected override IReadOnlyList<FormulaRule> Rules { get; } = [FormulaRules.UnknownCharacter];

    /// <inheritdoc/>
    protected override string TitleOf(FormulaEdit edit) => $"Change to '{edit.NewText}'";
}
