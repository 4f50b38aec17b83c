using System.Collections.Immutable;
using Lmm.Formula.Diagnostics;
using Lmm.Generators.Declarations;

namespace Lmm.CodeFixes.Fixes;

/// <summary>
/// A fix of the declarations that a model depends on, which may be in other files than the model. Each is a provider of its
/// own, because a rule may have two: hosts that do not ask their user take the first action of every provider.
/// </summary>
public abstract class DeclarationFix : CodeFixProvider
{
    private readonly string _title;

    /// <param name="title">The title of the action.</param>
    /// <param name="rules">The rules whose breaches it cures.</param>
    private protected DeclarationFix(string title, params FormulaRule[] rules)
    {
        _title = title;
        FixableDiagnosticIds = rules.Select(rule => rule.Id).ToImmutableArray();
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => new DeclarationFixAll(this);

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            Solution solution = context.Document.Project.Solution;
            if (await FixAsync(solution, [diagnostic], context.CancellationToken).ConfigureAwait(false) is { } changed)
            {
                context.RegisterCodeFix(CodeAction.Create(_title, _ => Task.FromResult(changed), GetType().Name), diagnostic);
            }
        }
    }

    /// <summary>The declarations to change.</summary>
    /// <param name="diagnostic">The fault.</param>
    /// <param name="target">The type that the <c>[Model]</c> attribute is on.</param>
    /// <param name="row">The row type.</param>
    private protected abstract IEnumerable<ISymbol> Targets(Diagnostic diagnostic, INamedTypeSymbol target, INamedTypeSymbol row);

    /// <summary>One declaration after the change; the same one when it needs none.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <param name="model">What the names in its file mean.</param>
    private protected abstract SyntaxNode Change(SyntaxNode declaration, SemanticModel model);

    /// <summary>The member of a row type that a diagnostic names; none where it names none.</summary>
    private protected static IEnumerable<ISymbol> MemberOf(Diagnostic diagnostic, INamedTypeSymbol row)
        => diagnostic.Properties.TryGetValue(FormulaDiagnostic.MemberProperty, out string? name)
            ? RowReader.Members(row).Where(member => MemberReader.NameInFormulas(member) == name).Take(1)
            : [];

    /// <summary>The solution after the fixes of some diagnostics; null when there is nothing to change.</summary>
    internal async Task<Solution?> FixAsync(Solution solution, IEnumerable<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var declarations = new HashSet<SyntaxNode>();
        foreach (Diagnostic diagnostic in diagnostics)
        {
            foreach (ISymbol symbol in await TargetsAsync(solution, diagnostic, cancellationToken).ConfigureAwait(false))
            {
                foreach (SyntaxReference reference in symbol.DeclaringSyntaxReferences)
                {
                    SyntaxNode node = await reference.GetSyntaxAsync(cancellationToken).ConfigureAwait(false);
                    declarations.Add(node is VariableDeclaratorSyntax ? node.FirstAncestorOrSelf<MemberDeclarationSyntax>()! : node);
                }
            }
        }

        Solution changed = solution;
        foreach (IGrouping<SyntaxTree, SyntaxNode> file in declarations.GroupBy(node => node.SyntaxTree))
        {
            if (solution.GetDocument(file.Key) is { } document and not SourceGeneratedDocument
                && await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is { } model)
            {
                SyntaxNode root = await file.Key.GetRootAsync(cancellationToken).ConfigureAwait(false);
                changed = changed.WithDocumentSyntaxRoot(document.Id, root.ReplaceNodes(file, (_, current) => Change(current, model)));
            }
        }

        return changed == solution ? null : changed;
    }

    private async Task<IEnumerable<ISymbol>> TargetsAsync(Solution solution, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (diagnostic.Location.SourceTree is not { } tree
            || solution.GetDocument(tree) is not { } document
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model)
        {
            return [];
        }

        SyntaxNode root = await tree.GetRootAsync(cancellationToken).ConfigureAwait(false);
        SyntaxNode at = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        if (at.FirstAncestorOrSelf<AttributeSyntax>() is not { Parent.Parent: TypeDeclarationSyntax declaration } attribute
            || model.GetDeclaredSymbol(declaration, cancellationToken) is not { } target
            || LmmAttributes.ClassOf(attribute, model, cancellationToken) is not { } attributeClass
            || !LmmAttributes.IsModel(attributeClass))
        {
            return [];
        }

        ITypeSymbol row = attributeClass.IsGenericType ? attributeClass.TypeArguments[0] : target;
        return row is INamedTypeSymbol named ? Targets(diagnostic, target, named) : [];
    }
}
