namespace Lmm.CodeFixes.Fixes;

/// <summary>Makes the same fix for all models of a document, a project or a solution, wherever the declarations are.</summary>
/// <param name="fix">The fix.</param>
internal sealed class DeclarationFixAll(DeclarationFix fix) : FixAllProvider
{
    /// <inheritdoc/>
    public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        var diagnostics = new List<Diagnostic>();
        switch (fixAllContext.Scope)
        {
            case FixAllScope.Document when fixAllContext.Document is { } document:
                diagnostics.AddRange(await fixAllContext.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false));
                break;
            case FixAllScope.Project:
                diagnostics.AddRange(await fixAllContext.GetAllDiagnosticsAsync(fixAllContext.Project).ConfigureAwait(false));
                break;
            case FixAllScope.Solution:
                foreach (Project project in fixAllContext.Solution.Projects)
                {
                    diagnostics.AddRange(await fixAllContext.GetAllDiagnosticsAsync(project).ConfigureAwait(false));
                }

                break;
        }

        Solution? changed = await fix.FixAsync(fixAllContext.Solution, diagnostics, fixAllContext.CancellationToken).ConfigureAwait(false);
        return changed is null ? null : CodeAction.Create("Fix all", _ => Task.FromResult(changed), fixAllContext.CodeActionEquivalenceKey);
    }
}
