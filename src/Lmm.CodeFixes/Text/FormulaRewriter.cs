namespace Lmm.CodeFixes.Text;

/// <summary>Changes formulas of one document.</summary>
internal static class FormulaRewriter
{
    /// <summary>The document after changes of some of its formulas.</summary>
    /// <param name="document">The document.</param>
    /// <param name="changes">The formulas, and how each is to change.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>
    /// The document; without those changes that cannot be written, and null when that is all of them. The compiler itself
    /// is asked whether the new expression has the new formula as its value.
    /// </returns>
    public static async Task<Document?> RewriteAsync(Document document, IReadOnlyList<(FormulaLiteral Literal, EditSet Edits)> changes, CancellationToken cancellationToken)
    {
        if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root)
        {
            return null;
        }

        var rewritten = new List<Rewriting>();
        foreach ((FormulaLiteral literal, EditSet edits) in changes)
        {
            if (literal.Apply(edits) is { } expression)
            {
                rewritten.Add(new Rewriting(literal.Expression, expression, edits.Apply(literal.Formula), new SyntaxAnnotation()));
            }
        }

        Document changed = With(document, root, rewritten);
        Rewriting[] faithful = [.. await FaithfulAsync(changed, rewritten, cancellationToken).ConfigureAwait(false)];
        return faithful.Length == 0 ? null
            : faithful.Length == rewritten.Count ? changed
            : With(document, root, faithful);
    }

    private static Document With(Document document, SyntaxNode root, IReadOnlyList<Rewriting> rewritten)
    {
        var byOld = rewritten.ToDictionary(one => (SyntaxNode)one.Old);
        return document.WithSyntaxRoot(root.ReplaceNodes(byOld.Keys, (old, _) => byOld[old].New.WithAdditionalAnnotations(byOld[old].Mark)));
    }

    private static async Task<IEnumerable<Rewriting>> FaithfulAsync(Document changed, List<Rewriting> rewritten, CancellationToken cancellationToken)
    {
        SyntaxNode? root = await changed.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        SemanticModel? model = await changed.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        return root is null || model is null
            ? []
            : rewritten.Where(one
                => root.GetAnnotatedNodes(one.Mark).OfType<ExpressionSyntax>().FirstOrDefault() is { } expression
                    && model.GetConstantValue(expression, cancellationToken).Value as string == one.Formula);
    }

    private sealed record Rewriting(ExpressionSyntax Old, ExpressionSyntax New, string Formula, SyntaxAnnotation Mark);
}
