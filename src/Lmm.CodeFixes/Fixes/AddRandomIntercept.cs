using Lmm.Formula.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lmm.CodeFixes.Fixes;

/// <summary>Lets the intercept vary where nothing stands before a random term's bar.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddRandomIntercept))]
public sealed class AddRandomIntercept : FormulaFix
{
    /// <inheritdoc/>
    protected override IReadOnlyList<FormulaRule> Rules { get; } = [FormulaRules.EmptyRandomTerm];

    /// <inheritdoc/>
    protected override string TitleOf(FormulaEdit edit) => "Let the intercept vary: '1'";
}
