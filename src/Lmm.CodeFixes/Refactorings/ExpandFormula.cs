using Lmm.Formula.Expansion;

namespace Lmm.CodeFixes.Refactorings;

/// <summary>Writes out the terms that a formula's operators stand for.</summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(ExpandFormula))]
public sealed class ExpandFormula : FormulaRefactoring
{
    /// <inheritdoc/>
    protected override string Title => "Write out the terms";

    /// <inheritdoc/>
    protected override string FormOf(ExpandedFormula formula) => ExplicitForm.Of(formula);

    /// <inheritdoc/>
    protected override bool IsGain(string present, string other) => other != present;
}
