using Lmm.Formula.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lmm.CodeFixes.Fixes;

/// <summary>Closes a quotation.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CloseQuotation))]
public sealed class CloseQuotation : FormulaFix
{
    /// <inheritdoc/>
    protected override IReadOnlyList<FormulaRule> Rules { get; } = [FormulaRules.UnclosedQuotation];

    /// <inheritdoc/>
    protected override string TitleOf(FormulaEdit edit) => $"Add the missing {edit.NewText}";
}
