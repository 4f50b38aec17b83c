using System.Runtime.CompilerServices;
using Lmm.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lmm.Generators.Analyzers;

/// <summary>What looks like a model in one file, and the name that it claims; read from the syntax alone.</summary>
/// <param name="Attribute">The attribute.</param>
/// <param name="RowName">The name of the type it is on.</param>
/// <param name="Container">The namespace and the types around that type, joined by dots.</param>
/// <param name="Name">The value of <c>Name</c> where it is not there literally; null otherwise.</param>
/// <param name="LiteralName">The full name, where the syntax alone tells it.</param>
internal sealed record NameClaim(AttributeSyntax Attribute, string RowName, string Container, ExpressionSyntax? Name, string? LiteralName)
{
    /// <summary>The full name of its result, where the syntax alone tells it.</summary>
    public string? LiteralFitName { get; } = LiteralName is null ? null : ModelNames.Fit(LiteralName);

    private static readonly ConditionalWeakTable<SyntaxTree, IReadOnlyList<NameClaim>> Files = new();

    /// <summary>The claims of a file, read once.</summary>
    public static IReadOnlyList<NameClaim> In(SyntaxTree tree) => Files.GetValue(tree, static key => Read(key));

    /// <summary>The full name of the model, if the attribute is a model's.</summary>
    public string ModelName(Compilation compilation)
        => LiteralName ?? Qualify(Container, compilation.GetSemanticModel(Name!.SyntaxTree).GetConstantValue(Name).Value as string ?? "");

    /// <summary>The name of a type as claims have it.</summary>
    public static string FullName(INamedTypeSymbol type)
    {
        string name = type.Name;
        for (INamespaceOrTypeSymbol? outer = (INamespaceOrTypeSymbol?)type.ContainingType ?? type.ContainingNamespace; outer is not (null or INamespaceSymbol { IsGlobalNamespace: true }); outer = (INamespaceOrTypeSymbol?)outer.ContainingType ?? outer.ContainingNamespace)
        {
            name = outer.Name + "." + name;
        }

        return name;
    }

    private static IReadOnlyList<NameClaim> Read(SyntaxTree tree)
    {
        SyntaxNode root = tree.GetRoot();
        var names = new HashSet<string>(StringComparer.Ordinal) { "Model", "ModelAttribute" };
        names.UnionWith(root.DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<UsingDirectiveSyntax>()
            .Where(directive => directive.Alias is not null)
            .Select(directive => directive.Alias!.Name.Identifier.ValueText));

        return [.. root.DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
            .OfType<TypeDeclarationSyntax>()
            .SelectMany(type => type.AttributeLists
                .SelectMany(list => list.Attributes)
                .Where(attribute => names.Contains(AttributeNames.Simple(attribute.Name)))
                .Select(attribute => Of(attribute, type)))];
    }

    private static NameClaim Of(AttributeSyntax attribute, TypeDeclarationSyntax type)
    {
        string row = type.Identifier.ValueText;
        string container = string.Join(".", type.Ancestors().Select(NameOf).Where(name => name.Length > 0).Reverse());
        return AttributeParts.Argument(attribute, "Name") switch
        {
            null => new NameClaim(attribute, row, container, null, Qualify(container, IsGeneric(attribute) ? row : ModelNames.Default(row))),
            LiteralExpressionSyntax literal => new NameClaim(attribute, row, container, null, Qualify(container, literal.Token.ValueText)),
            { } computed => new NameClaim(attribute, row, container, computed, null),
        };
    }

    private static bool IsGeneric(AttributeSyntax attribute) => attribute.Name.DescendantNodesAndSelf().OfType<GenericNameSyntax>().Any();

    private static string NameOf(SyntaxNode node) => node switch
    {
        TypeDeclarationSyntax type => type.Identifier.ValueText,
        BaseNamespaceDeclarationSyntax space => string.Join(".", space.Name.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText)),
        _ => "",
    };

    private static string Qualify(string container, string name) => container.Length == 0 ? name : container + "." + name;
}
