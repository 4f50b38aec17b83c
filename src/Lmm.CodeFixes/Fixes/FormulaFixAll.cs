using System.Collections.Immutable;

namespace Lmm.CodeFixes.Fixes;

/// <summary>Makes the same fix in a document, a project or a solution; faults of one formula are cured together.</summary>
internal sealed class FormulaFixAll : DocumentBasedFixAllProvider
{
    /// <inheritdoc/>
    protected override async Task<Document?> FixAllAsync(FixAllContext fixAllContext, Document document, ImmutableArray<Diagnostic> diagnostics)
    {
        foreach (FormulaFix fix in FormulaFixes.All)
        {
            if (fix.RankOf(fixAllContext.CodeActionEquivalenceKey) is { } rank)
            {
                return await fix.ApplyAsync(document, diagnostics, rank, fixAllContext.CancellationToken).ConfigureAwait(false);
            }
        }

        return null;
    }
}
