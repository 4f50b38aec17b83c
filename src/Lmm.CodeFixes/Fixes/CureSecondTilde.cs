using Lmm.Formula.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lmm.CodeFixes.Fixes;

/// <summary>Makes a second tilde a plus, or removes it where it separates nothing.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CureSecondTilde))]
public sealed class CureSecondTilde : FormulaFix
{
    /// <inheritdoc/>
    protected override IReadOnlyList<FormulaRule> Rules { get; } = [FormulaRules.MisplacedTilde];

    /// <inheritdoc/>
    protected override string TitleOf(FormulaEdit edit) => edit.NewText.Length > 0 ? $"Change '~' to '{edit.NewText}'" : "Remove '~'";
}
