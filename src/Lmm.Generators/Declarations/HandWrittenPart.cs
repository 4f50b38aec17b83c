using Lmm.Formula;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lmm.Generators.Declarations;

/// <summary>The parts that users add to generated classes, which are partial.</summary>
internal static class HandWrittenPart
{
    /// <summary>True for a type all of whose declarations in source are parts.</summary>
    public static bool IsPartial(INamedTypeSymbol type)
        => type.DeclaringSyntaxReferences.All(static reference => reference.GetSyntax() is TypeDeclarationSyntax part && part.Modifiers.Any(SyntaxKind.PartialKeyword));

    /// <summary>The names of the members that users add to the class of that name beside a type.</summary>
    public static EquatableArray<string> Members(INamedTypeSymbol neighbour, string name)
        => NameClash.Taken(neighbour, name) is INamedTypeSymbol type ? Members(type) : EquatableArray<string>.Empty;

    /// <summary>The parts that users add to classes nested in the one of that name beside a type.</summary>
    public static EquatableArray<NestedPart> Nested(INamedTypeSymbol neighbour, string name)
        => NameClash.Taken(neighbour, name) is INamedTypeSymbol type ? Nested(type) : EquatableArray<NestedPart>.Empty;

    /// <summary>The parts that users add to classes nested in one.</summary>
    public static EquatableArray<NestedPart> Nested(INamedTypeSymbol type)
        => type.GetTypeMembers()
            .Where(static nested => IsNestedPart(nested) && !NameClash.IsGenerated(nested))
            .Select(static nested => new NestedPart(nested.Name, Members(nested)))
            .ToEquatableArray();

    /// <summary>True for what can be a part of a class nested in a generated one.</summary>
    public static bool IsNestedPart(ISymbol member) => member is INamedTypeSymbol { TypeKind: TypeKind.Class, IsRecord: false, Arity: 0 } nested && IsPartial(nested);

    private static EquatableArray<string> Members(INamedTypeSymbol type)
        => type.GetMembers().Where(static member => !member.IsImplicitlyDeclared && member.CanBeReferencedByName).Select(static member => member.Name).Distinct().ToEquatableArray();
}
