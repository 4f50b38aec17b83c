using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lmm.Generators.Declarations;

/// <summary>
/// What of a file can change how models are read, in this file or another: every declaration, but neither bodies nor the
/// formulas of models.
/// </summary>
/// <param name="Fingerprint">A hash of it.</param>
/// <param name="Aliases">The names that using directives give, each with the simple name that it stands for.</param>
internal sealed record FileOutline(Fingerprint Fingerprint, IReadOnlyList<(string Alias, string Target)> Aliases)
{
    private static readonly ConditionalWeakTable<SyntaxTree, FileOutline> Files = new();

    /// <summary>The outline of a file, made once.</summary>
    public static FileOutline Of(SyntaxTree tree) => Files.GetValue(tree, static key => Make(key));

    private static FileOutline Make(SyntaxTree tree)
    {
        SyntaxNode root = tree.GetRoot();
        Fingerprint hash = Fingerprint.Empty.Add((ulong)IdentityNumber.Of(tree.Options));
        foreach (SyntaxNodeOrToken part in root.DescendantNodesAndTokens(static node => !IsWithoutEffect(node)))
        {
            if (part.IsToken)
            {
                hash = hash.Add(part.AsToken().Text);
            }

            // Directives switch declarations on and off, and nullable contexts, even from within a body.
            if (part.ContainsDirectives && (part.IsToken || IsWithoutEffect(part.AsNode()!)))
            {
                hash = hash.Add(part.ToFullString());
            }
        }

        return new FileOutline(hash, [.. root.DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<UsingDirectiveSyntax>()
            .Where(directive => directive is { Alias: not null, Name: not null })
            .Select(directive => (directive.Alias!.Name.Identifier.ValueText, AttributeNames.Simple(directive.Name!)))]);
    }

    private static bool IsWithoutEffect(SyntaxNode node) => node switch
    {
        BlockSyntax or ArrowExpressionClauseSyntax or GlobalStatementSyntax => true,
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax } => true,
        EqualsValueClauseSyntax { Parent.Parent.Parent: FieldDeclarationSyntax field } => !field.Modifiers.Any(SyntaxKind.ConstKeyword),
        // A method is no variable. It can only be in the way of what is generated, which goes into partial types.
        MethodDeclarationSyntax or OperatorDeclarationSyntax or ConversionOperatorDeclarationSyntax
            => node.Parent is TypeDeclarationSyntax type && !type.Modifiers.Any(SyntaxKind.PartialKeyword),
        LiteralExpressionSyntax literal => IsFormula(literal),
        _ => false,
    };

    // The literal alone: what else an argument says may be a name or a constant of another declaration.
    private static bool IsFormula(LiteralExpressionSyntax literal)
        => literal.IsKind(SyntaxKind.StringLiteralExpression)
            && literal.Parent is AttributeArgumentSyntax { NameEquals: null, Parent.Parent: AttributeSyntax attribute }
            && AttributeNames.Simple(attribute.Name) is "Model" or "ModelAttribute";
}
