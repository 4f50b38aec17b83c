using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lmm.Generators.Declarations;

/// <summary>What the generated part of a class is declared as, which parts written by hand have to go with.</summary>
/// <param name="IsStatic">True for a static class, false for a sealed one with a base class and a constructor.</param>
/// <param name="IsPublic">Whether it is public; internal otherwise.</param>
internal readonly record struct PartShape(bool IsStatic, bool IsPublic)
{
    /// <summary>The class of a model beside a type.</summary>
    public static PartShape ModelBeside(INamedTypeSymbol neighbour) => new(IsStatic: true, neighbour.DeclaredAccessibility == Accessibility.Public);

    /// <summary>The class of a result beside a type.</summary>
    public static PartShape ResultBeside(INamedTypeSymbol neighbour) => new(IsStatic: false, neighbour.DeclaredAccessibility == Accessibility.Public);

    /// <summary>That of a part.</summary>
    public static PartShape Of(TypeDeclarationSyntax part) => new(part.Modifiers.Any(SyntaxKind.StaticKeyword), part.Modifiers.Any(SyntaxKind.PublicKeyword));

    /// <summary>In words.</summary>
    public override string ToString() => $"{(IsPublic ? "a public" : "an internal")} {(IsStatic ? "static class" : "sealed class with a base class")}";
}
