using Lmm.Formula.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lmm.CodeFixes.Fixes;

/// <summary>Puts arithmetic into <c>I()</c>, so that its operators compute instead of crossing terms.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WrapInInhibition))]
public sealed class WrapInInhibition : FormulaFix
{
    /// <inheritdoc/>
    protected override IReadOnlyList<FormulaRule> Rules { get; } = [FormulaRules.PowerOfVariable, FormulaRules.InvalidPower];

    /// <inheritdoc/>
    protected override string TitleOf(FormulaEdit edit) => $"Write '{edit.NewText}'";
}
