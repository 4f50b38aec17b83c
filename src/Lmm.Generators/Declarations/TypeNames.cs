using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lmm.Generators.Declarations;

/// <summary>Names of types and whether they can be named.</summary>
internal static class TypeNames
{
    /// <summary>The name for code: <c>global::Study.Expression</c>.</summary>
    public static string ForCode(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>The name for calling a constructor, which tuples have by their type's long name only.</summary>
    public static string ForConstruction(ITypeSymbol type)
        => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.ExpandValueTuple));

    /// <summary>The name for messages: <c>Expression</c>.</summary>
    public static string ForMessages(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);

    /// <summary>The name of a namespace for code; empty for the global one.</summary>
    public static string ForCode(INamespaceSymbol space)
        => space.IsGlobalNamespace
            ? ""
            : space.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted));

    /// <summary>An identifier as code must write it, with an at sign where it is a keyword.</summary>
    public static string Escape(string identifier)
        => SyntaxFacts.GetKeywordKind(identifier) == SyntaxKind.None
            && SyntaxFacts.GetContextualKeywordKind(identifier) == SyntaxKind.None
                ? identifier
                : "@" + identifier;

    /// <summary>True when code in any assembly can name the type, its containing types and its type arguments.</summary>
    public static bool IsPublic(ITypeSymbol type)
    {
        // A type parameter is contained in the type that it is an argument of.
        for (ITypeSymbol? outer = type as INamedTypeSymbol; outer is not null; outer = outer.ContainingType)
        {
            if (outer.DeclaredAccessibility is not (Accessibility.Public or Accessibility.NotApplicable)
                || (outer is INamedTypeSymbol named && !named.TypeArguments.All(IsPublic)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The type and those around it, outermost first.</summary>
    public static IEnumerable<INamedTypeSymbol> WithContainingTypes(INamedTypeSymbol type)
    {
        var types = new Stack<INamedTypeSymbol>();
        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType)
        {
            types.Push(outer);
        }

        return types;
    }
}
