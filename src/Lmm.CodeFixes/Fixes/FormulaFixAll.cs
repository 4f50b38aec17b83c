using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lmm.CodeFixes.Fixes;

/// <summary>Makes the same fix in a document, a project or a solution; faults of one formula are cured together.</summary>
/// <param name="fix">The fix.</param>
internal sealed class FormulaFixAll(FormulaFix fix) : DocumentBasedFixAllProvider
{
    /// <inheritdoc/>
    protected override Task<Document?> FixAllAsync(FixAllContext fixAllContext, Document document, ImmutableArray<Diagnostic> diagnostics)
        => fixAllContext.CodeActionEquivalenceKey is { } key
            ? fix.FixAsync(document, diagnostics, key, fixAllContext.CancellationToken)
            : Task.FromResult<Document?>(null);
}
