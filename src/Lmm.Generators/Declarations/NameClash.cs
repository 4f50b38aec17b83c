using Lmm.Formula;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lmm.Generators.Declarations;

/// <summary>Names of generated types that are taken by what is written by hand.</summary>
internal static class NameClash
{
    /// <summary>The tool named in the <c>GeneratedCode</c> attribute of all that is generated.</summary>
    public const string Tool = "Lmm.Generators";

    /// <summary>The faults of a class to be generated beside a type.</summary>
    /// <param name="neighbour">The type that it goes beside.</param>
    /// <param name="name">Its name.</param>
    /// <param name="shape">What it is generated as.</param>
    public static IEnumerable<DeclarationFault> Beside(INamedTypeSymbol neighbour, string name, PartShape shape)
    {
        if (Taken(neighbour, name) is not { } taken)
        {
            yield break;
        }

        if (taken is INamedTypeSymbol type && HandWrittenPart.IsPartial(type) && !SymbolEqualityComparer.Default.Equals(type, neighbour.ContainingType))
        {
            if (type.DeclaringSyntaxReferences.Any(reference => PartFault.OfHead((TypeDeclarationSyntax)reference.GetSyntax(), shape, type).Any()))
            {
                yield return new DeclarationFault(DeclarationRules.PartDoesNotFit, FaultPlace.Elsewhere, EquatableArray<string>.Empty);
            }

            yield break;
        }

        string what = taken switch
        {
            ITypeSymbol => "a type",
            INamespaceSymbol => "a namespace",
            _ => "a member",
        };
        yield return new DeclarationFault(
            DeclarationRules.DuplicateModelName,
            FaultPlace.Name,
            new(name, $"{what} in {taken.ContainingSymbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}"));
    }

    /// <summary>What is called so beside a type; null where nothing is, or only what is generated.</summary>
    public static ISymbol? Taken(INamedTypeSymbol neighbour, string name)
        => neighbour.ContainingType is { } container
            ? container.GetMembers(name).Prepend(container).FirstOrDefault(member => member.Name == name && member is not INamedTypeSymbol { Arity: > 0 } && !IsGenerated(member))
            : (ISymbol?)neighbour.ContainingNamespace.GetTypeMembers(name, 0).FirstOrDefault(type => !IsGenerated(type))
                ?? neighbour.ContainingNamespace.GetNamespaceMembers().FirstOrDefault(space => space.Name == name);

    /// <summary>True for what the generator has written, at least a part of it.</summary>
    public static bool IsGenerated(ISymbol symbol)
        => symbol.GetAttributes().Any(attribute
            => attribute.AttributeClass?.Name == "GeneratedCodeAttribute"
                && LmmAttributes.Argument(attribute) is { Value: Tool });

    /// <summary>True for a part that the generator has written.</summary>
    public static bool IsGenerated(TypeDeclarationSyntax part)
        => part.AttributeLists.SelectMany(static list => list.Attributes).Any(static attribute
            => AttributeNames.Simple(attribute.Name) == "GeneratedCode" && attribute.ArgumentList?.Arguments.FirstOrDefault()?.Expression is LiteralExpressionSyntax { Token.Value: Tool });
}
