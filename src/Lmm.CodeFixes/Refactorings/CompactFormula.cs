using Lmm.Formula.Expansion;

namespace Lmm.CodeFixes.Refactorings;

/// <summary>Writes a formula with operators for the terms that they stand for.</summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(CompactFormula))]
public sealed class CompactFormula : FormulaRefactoring
{
    /// <inheritdoc/>
    protected override string Title => "Write in compact form";

    /// <inheritdoc/>
    protected override string FormOf(ExpandedFormula formula) => CompactForm.Of(formula);

    /// <inheritdoc/>
    protected override bool IsGain(string present, string other) => other.Length < present.Length;
}
