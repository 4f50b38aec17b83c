using Lmm.Formula;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lmm.Generators.Declarations;

/// <summary>The parts that users add to generated classes, which are partial.</summary>
internal static class HandWrittenPart
{
    private static readonly SyntaxKind[] Accesses = [SyntaxKind.PublicKeyword, SyntaxKind.InternalKeyword, SyntaxKind.ProtectedKeyword, SyntaxKind.PrivateKeyword];

    /// <summary>True when all parts of a type can be parts of a class that is generated beside a type.</summary>
    public static bool IsOfClass(INamedTypeSymbol type, INamedTypeSymbol neighbour)
    {
        SyntaxKind access = neighbour.DeclaredAccessibility == Accessibility.Public ? SyntaxKind.PublicKeyword : SyntaxKind.InternalKeyword;
        return !SymbolEqualityComparer.Default.Equals(type, neighbour.ContainingType) && type.TypeParameters.Length == 0 && type.DeclaringSyntaxReferences.All(reference
            => reference.GetSyntax() is ClassDeclarationSyntax part
                && part.Modifiers.Any(SyntaxKind.PartialKeyword)
                && part.Modifiers.All(modifier => modifier.IsKind(access) || !Accesses.Contains(modifier.Kind())));
    }

    /// <summary>The names of the members that users add to the class of that name beside a type.</summary>
    public static EquatableArray<string> Members(INamedTypeSymbol neighbour, string name)
        => NameClash.Taken(neighbour, name) is INamedTypeSymbol type
            ? type.GetMembers().Where(static member => !member.IsImplicitlyDeclared && member.CanBeReferencedByName).Select(static member => member.Name).Distinct().ToEquatableArray()
            : EquatableArray<string>.Empty;
}
