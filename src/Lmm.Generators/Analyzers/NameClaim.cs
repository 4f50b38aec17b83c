using Lmm.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lmm.Generators.Analyzers;

/// <summary>What looks like a model in one file, and the name that it claims; read from the syntax alone.</summary>
/// <param name="Attribute">The attribute.</param>
/// <param name="RowName">The name of the type it is on.</param>
/// <param name="Container">The namespace and the types around that type, joined by dots.</param>
/// <param name="Name">The value of <c>Name</c>; null where there is none.</param>
internal sealed record NameClaim(AttributeSyntax Attribute, string RowName, string Container, ExpressionSyntax? Name)
{
    /// <summary>Reads the claims of a file.</summary>
    public static IReadOnlyList<NameClaim> In(SyntaxTree tree, CancellationToken cancellationToken)
    {
        SyntaxNode root = tree.GetRoot(cancellationToken);
        var names = new HashSet<string>(StringComparer.Ordinal) { "Model", "ModelAttribute" };
        names.UnionWith(root.DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<UsingDirectiveSyntax>()
            .Where(directive => directive.Alias is not null)
            .Select(directive => directive.Alias!.Name.Identifier.ValueText));

        return [.. root.DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
            .OfType<TypeDeclarationSyntax>()
            .SelectMany(type => type.AttributeLists
                .SelectMany(list => list.Attributes)
                .Where(attribute => names.Contains(SimpleName(attribute.Name)))
                .Select(attribute => Of(attribute, type)))];
    }

    /// <summary>The full name of the model, if the attribute is a model's.</summary>
    public string ModelName(Compilation compilation)
        => Qualify(Name is null
            ? Attribute.Name.DescendantNodesAndSelf().OfType<GenericNameSyntax>().Any() ? RowName : ModelNames.Default(RowName)
            : TextOf(Name, compilation));

    private static NameClaim Of(AttributeSyntax attribute, TypeDeclarationSyntax type)
        => new(
            attribute,
            type.Identifier.ValueText,
            string.Join(".", type.Ancestors().Select(NameOf).Where(name => name.Length > 0).Reverse()),
            AttributeParts.Argument(attribute, "Name"));

    private static string NameOf(SyntaxNode node) => node switch
    {
        TypeDeclarationSyntax type => type.Identifier.ValueText,
        BaseNamespaceDeclarationSyntax space => string.Join(".", space.Name.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText)),
        _ => "",
    };

    private static string SimpleName(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };

    private static string TextOf(ExpressionSyntax expression, Compilation compilation)
        => expression is LiteralExpressionSyntax literal
            ? literal.Token.ValueText
            : compilation.GetSemanticModel(expression.SyntaxTree).GetConstantValue(expression).Value as string ?? "";

    private string Qualify(string name) => Container.Length == 0 ? name : Container + "." + name;
}
