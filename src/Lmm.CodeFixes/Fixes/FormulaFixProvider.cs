using System.Collections.Immutable;

namespace Lmm.CodeFixes.Fixes;

/// <summary>Offers the changes of a formula's text that a diagnostic carries: one action for each, by the table of fixes.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FormulaFixProvider))]
public sealed class FormulaFixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = FormulaFixes.All.SelectMany(fix => fix.Rules).Select(rule => rule.Id).ToImmutableArray();

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new FormulaFixAll();

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            FormulaFix fix = FormulaFixes.All.Single(fix => fix.IsFor(diagnostic));
            for (int rank = 1; FormulaFix.EditOf(diagnostic, rank) is { } edit; rank++)
            {
                // Only what can be written is offered.
                if (await fix.ApplyAsync(context.Document, [diagnostic], rank, context.CancellationToken).ConfigureAwait(false) is { } changed)
                {
                    context.RegisterCodeFix(CodeAction.Create(fix.Title(edit.NewText), _ => Task.FromResult(changed), fix.KeyOf(rank)), diagnostic);
                }
            }
        }
    }
}
