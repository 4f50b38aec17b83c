using System.Collections.Immutable;
using System.Globalization;
using Lmm.CodeFixes.Text;
using Lmm.Formula.Diagnostics;
using Lmm.Generators.Analyzers;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lmm.CodeFixes.Fixes;

/// <summary>A fix that makes the changes of the formula's text that diagnostics carry, the likeliest first.</summary>
/// <param name="name">The name, of which the keys of its actions are made.</param>
/// <param name="title">The title of the action that makes a change, given the change's new text.</param>
/// <param name="rules">The rules whose breaches it cures.</param>
internal sealed class FormulaFix(string name, Func<string, string> title, params FormulaRule[] rules)
{
    private const int MostRounds = 8;

    /// <summary>The rules whose breaches it cures.</summary>
    public IReadOnlyList<FormulaRule> Rules => rules;

    /// <summary>Whether several faults may need the same insertion at the same place, each for itself.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>The change of a rank, from 1, that a diagnostic carries; null when it carries fewer.</summary>
    public static FormulaEdit? EditOf(Diagnostic diagnostic, int rank)
        => diagnostic.Properties.TryGetValue(FormulaDiagnostic.EditProperty(rank), out string? value) && value is not null
            ? FormulaDiagnostic.ParseEdit(value)
            : null;

    /// <summary>The title of the action that makes a change.</summary>
    public string Title(string newText) => title(newText);

    /// <summary>Whether it cures a fault.</summary>
    public bool IsFor(Diagnostic diagnostic) => rules.Any(rule => rule.Id == diagnostic.Id);

    /// <summary>
    /// The key of the action that makes the changes of a rank. Fix-all makes for every fault the change of the same rank: of
    /// several names, the likeliest with the likeliest.
    /// </summary>
    public string KeyOf(int rank) => string.Format(CultureInfo.InvariantCulture, "{0}.{1}", name, rank);

    /// <summary>The rank in a key of this fix; null for other keys.</summary>
    public int? RankOf(string? key)
        => key is not null && key.StartsWith(name + ".", StringComparison.Ordinal) ? int.Parse(key.Substring(name.Length + 1), CultureInfo.InvariantCulture) : null;

    /// <summary>The document after the changes of a rank for those of some diagnostics that it is for; null when there is none.</summary>
    public async Task<Document?> ApplyAsync(Document document, IEnumerable<Diagnostic> diagnostics, int rank, CancellationToken cancellationToken)
    {
        Document? changed = null;
        Document current = document;
        for (int round = 0; round < MostRounds; round++)
        {
            (Document? next, bool hasConflict) = await ApplyOnceAsync(current, diagnostics, rank, cancellationToken).ConfigureAwait(false);
            changed = next ?? changed;
            if (next is null || !hasConflict)
            {
                return changed;
            }

            // Of changes that touch each other some were left out: what they cure is looked for anew.
            current = next;
            diagnostics = await FaultsAsync(current, cancellationToken).ConfigureAwait(false);
        }

        return changed;
    }

    private async Task<(Document? Changed, bool HasConflict)> ApplyOnceAsync(Document document, IEnumerable<Diagnostic> diagnostics, int rank, CancellationToken cancellationToken)
    {
        if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model)
        {
            return (null, false);
        }

        bool hasConflict = false;
        var changes = new Dictionary<SyntaxNode, (FormulaLiteral Literal, EditSet Edits)>();
        foreach (Diagnostic diagnostic in diagnostics.Where(IsFor).OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start))
        {
            if (EditOf(diagnostic, rank) is not { } edit
                || FormulaLiteral.At(diagnostic.Location.SourceSpan, root, model, cancellationToken) is not { } literal
                || edit.Span.End > literal.Formula.Length)
            {
                continue;
            }

            if (!changes.TryGetValue(literal.Expression, out (FormulaLiteral Literal, EditSet Edits) change))
            {
                change = (literal, new EditSet());
                changes.Add(literal.Expression, change);
            }

            hasConflict |= !change.Edits.TryAdd(edit, literal.Formula, IsRepeatable);
        }

        return (await FormulaRewriter.RewriteAsync(document, [.. changes.Values], cancellationToken).ConfigureAwait(false), hasConflict);
    }

    private static async Task<IEnumerable<Diagnostic>> FaultsAsync(Document document, CancellationToken cancellationToken)
    {
        if (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model)
        {
            return [];
        }

        CompilationWithAnalyzers analysis = model.Compilation.WithAnalyzers(ImmutableArray.Create<DiagnosticAnalyzer>(new ModelAnalyzer()), document.Project.AnalyzerOptions);
        return await analysis.GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, cancellationToken).ConfigureAwait(false);
    }
}
