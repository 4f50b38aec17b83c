using Lmm.Formula.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lmm.CodeFixes.Fixes;

/// <summary>Writes the tilde between what must be response and terms.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddMissingTilde))]
public sealed class AddMissingTilde : FormulaFix
{
    /// <inheritdoc/>
    protected override IReadOnlyList<FormulaRule> Rules { get; } = [FormulaRules.MissingTilde];

    /// <inheritdoc/>
    protected override string TitleOf(FormulaEdit edit) => "Add the missing '~'";
}
