using System.Collections.Immutable;
using System.Globalization;
using Lmm.CodeFixes.Text;
using Lmm.Formula.Diagnostics;
using Lmm.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lmm.CodeFixes.Fixes;

/// <summary>A fix that makes the changes of the formula's text that a diagnostic carries: one action for each.</summary>
public abstract class FormulaFix : CodeFixProvider
{
    private const string EditPrefix = "Edit";
    private const int MostRounds = 8;

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds => Rules.Select(rule => rule.Id).ToImmutableArray();

    /// <summary>The rules whose breaches it cures.</summary>
    protected abstract IReadOnlyList<FormulaRule> Rules { get; }

    /// <summary>Whether several faults may need the same insertion at the same place, each for itself.</summary>
    internal virtual bool IsRepeatable => false;

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => new FormulaFixAll(this);

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            for (int number = 1; EditOf(diagnostic, number) is { } edit; number++)
            {
                // Only what can be written is offered.
                string key = KeyOf(number);
                if (await FixAsync(context.Document, [diagnostic], key, context.CancellationToken).ConfigureAwait(false) is { } changed)
                {
                    context.RegisterCodeFix(CodeAction.Create(TitleOf(edit), _ => Task.FromResult(changed), key), diagnostic);
                }
            }
        }
    }

    /// <summary>The title of the action that makes a change.</summary>
    protected abstract string TitleOf(FormulaEdit edit);

    /// <summary>The document after the fixes of some of its diagnostics; null when there is none.</summary>
    internal async Task<Document?> FixAsync(Document document, IEnumerable<Diagnostic> diagnostics, string key, CancellationToken cancellationToken)
    {
        Document? changed = null;
        Document current = document;
        for (int round = 0; round < MostRounds; round++)
        {
            (Document? next, bool hasConflict) = await ApplyAsync(current, diagnostics, key, cancellationToken).ConfigureAwait(false);
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

    private async Task<(Document? Changed, bool HasConflict)> ApplyAsync(Document document, IEnumerable<Diagnostic> diagnostics, string key, CancellationToken cancellationToken)
    {
        if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model)
        {
            return (null, false);
        }

        bool hasConflict = false;
        var changes = new Dictionary<SyntaxNode, (FormulaLiteral Literal, EditSet Edits)>();
        foreach (Diagnostic diagnostic in diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start))
        {
            if (EditOf(diagnostic, NumberOf(key)) is not { } edit
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

    private async Task<IEnumerable<Diagnostic>> FaultsAsync(Document document, CancellationToken cancellationToken)
    {
        if (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model)
        {
            return [];
        }

        CompilationWithAnalyzers analysis = model.Compilation.WithAnalyzers(ImmutableArray.Create<DiagnosticAnalyzer>(new ModelAnalyzer()), document.Project.AnalyzerOptions);
        ImmutableArray<Diagnostic> faults = await analysis.GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, cancellationToken).ConfigureAwait(false);
        return faults.Where(fault => FixableDiagnosticIds.Contains(fault.Id));
    }

    private static FormulaEdit? EditOf(Diagnostic diagnostic, int number)
        => diagnostic.Properties.TryGetValue(EditPrefix + number.ToString(CultureInfo.InvariantCulture), out string? value) && value is not null
            ? FormulaDiagnostic.ParseEdit(value)
            : null;

    // Fix-all makes for every fault the change of the same rank: of several names, the likeliest with the likeliest.
    private string KeyOf(int number) => string.Format(CultureInfo.InvariantCulture, "{0}.{1}", GetType().Name, number);

    private static int NumberOf(string key) => int.Parse(key.Substring(key.LastIndexOf('.') + 1), CultureInfo.InvariantCulture);
}
