using Lmm.Formula.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lmm.CodeFixes.Fixes;

/// <summary>Changes a name that no column has to the name of one that is spelled nearly so.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ChangeToNearestVariable))]
public sealed class ChangeToNearestVariable : FormulaFix
{
    /// <inheritdoc/>
    protected override IReadOnlyList<FormulaRule> Rules { get; } = [FormulaRules.UnknownVariable, FormulaRules.AmbiguousVariable, FormulaRules.UnknownGrouping, FormulaRules.UnknownWeights];

    /// <inheritdoc/>
    protected override string TitleOf(FormulaEdit edit) => $"Change to '{edit.NewText}'";
}
