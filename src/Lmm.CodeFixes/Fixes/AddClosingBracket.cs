using Lmm.Formula.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lmm.CodeFixes.Fixes;

/// <summary>Writes a closing bracket that is missing where its content ends.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddClosingBracket))]
public sealed class AddClosingBracket : FormulaFix
{
    /// <inheritdoc/>
    protected override IReadOnlyList<FormulaRule> Rules { get; } = [FormulaRules.UnclosedBracket];

    /// <inheritdoc/>
    internal override bool IsRepeatable => true;

    /// <inheritdoc/>
    protected override string TitleOf(FormulaEdit edit) => "Add the missing ')'";
}
