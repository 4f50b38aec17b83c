using Lmm.Formula.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lmm.CodeFixes.Fixes;

/// <summary>Writes a plus between two terms that stand side by side.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddMissingOperator))]
public sealed class AddMissingOperator : FormulaFix
{
    /// <inheritdoc/>
    protected override IReadOnlyList<FormulaRule> Rules { get; } = [FormulaRules.MissingOperator];

    /// <inheritdoc/>
    protected override string TitleOf(FormulaEdit edit) => "Add '+' between the terms";
}
