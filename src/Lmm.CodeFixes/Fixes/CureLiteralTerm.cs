using Lmm.Formula.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lmm.CodeFixes.Fixes;

/// <summary>Puts arithmetic with a number into <c>I()</c>, and takes the quotes off a name.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CureLiteralTerm))]
public sealed class CureLiteralTerm : FormulaFix
{
    /// <inheritdoc/>
    protected override IReadOnlyList<FormulaRule> Rules { get; } = [FormulaRules.LiteralAsTerm];

    /// <inheritdoc/>
    protected override string TitleOf(FormulaEdit edit) => $"Write '{edit.NewText}'";
}
