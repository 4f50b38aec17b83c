using Lmm.CodeFixes.Text;
using Lmm.Formula.Binding;
using Lmm.Formula.Diagnostics;
using Lmm.Formula.Expansion;
using Lmm.Formula.Syntax;
using Lmm.Generators;
using Lmm.Generators.Declarations;

namespace Lmm.CodeFixes.Refactorings;

/// <summary>
/// Writes the right side of a formula in another form. It is offered only where the binder makes the very same model of
/// both, with the same columns in the same order.
/// </summary>
public abstract class FormulaRefactoring : CodeRefactoringProvider
{
    /// <summary>The title of the action.</summary>
    protected abstract string Title { get; }

    /// <inheritdoc/>
    public sealed override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        CancellationToken stop = context.CancellationToken;
        if (await context.Document.GetSyntaxRootAsync(stop).ConfigureAwait(false) is not { } root
            || await context.Document.GetSemanticModelAsync(stop).ConfigureAwait(false) is not { } model
            || FormulaLiteral.At(context.Span, root, model, stop) is not { } literal
            || !literal.Expression.Span.Contains(context.Span)
            || Edit(literal, model, stop) is not { } edit)
        {
            return;
        }

        var edits = new EditSet();
        edits.TryAdd(edit, literal.Formula, isRepeatable: false);
        if (await FormulaRewriter.RewriteAsync(context.Document, [(literal, edits)], stop).ConfigureAwait(false) is { } changed)
        {
            context.RegisterRefactoring(CodeAction.Create($"{Title}: {edit.NewText}", _ => Task.FromResult(changed), GetType().Name));
        }
    }

    /// <summary>The right side in the other form.</summary>
    protected abstract string FormOf(ExpandedFormula formula);

    /// <summary>Whether the other form is worth offering.</summary>
    protected abstract bool IsGain(string present, string other);

    private FormulaEdit? Edit(FormulaLiteral literal, SemanticModel model, CancellationToken cancellationToken)
    {
        FormulaSyntax syntax = FormulaParser.Parse(literal.Formula);
        if (syntax.Diagnostics.Count > 0 || ModelReader.Read(literal.Expression.FirstAncestorOrSelf<AttributeSyntax>()!, model, cancellationToken) is not { } declaration)
        {
            return null;
        }

        var edit = new FormulaEdit(syntax.Right.Span, FormOf(ModelBinder.Expand(syntax, declaration.Row.Variables, declaration.Weights)));
        return IsGain(Deparser.Deparse(syntax.Right), edit.NewText)
            && ModelBinding.Bind(declaration).Spec is { } before
            && ModelBinding.Bind(declaration with { Formula = edit.Apply(literal.Formula) }).Spec is { } after
            && ModelIdentity.Of(before) == ModelIdentity.Of(after)
                ? edit
                : null;
    }
}
