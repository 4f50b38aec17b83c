using Lmm.Formula.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lmm.CodeFixes.Fixes;

/// <summary>Removes a closing bracket that closes nothing.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveExtraBracket))]
public sealed class RemoveExtraBracket : FormulaFix
{
    /// <inheritdoc/>
    protected override IReadOnlyList<FormulaRule> Rules { get; } = [FormulaRules.ExtraBracket];

    /// <inheritdoc/>
    protected override string TitleOf(FormulaEdit edit) => "Remove the extra ')'";
}
