using Microsoft.CodeAnalysis;

namespace Lmm.Generators.Declarations;

/// <summary>Names of generated types that are taken by what is written by hand.</summary>
internal static class NameClash
{
    /// <summary>The tool named in the <c>GeneratedCode</c> attribute of all that is generated.</summary>
    public const string Tool = "Lmm.Generators";

    /// <summary>The faults of types to be generated beside a type.</summary>
    /// <param name="neighbour">The type that they go beside.</param>
    /// <param name="names">Their names.</param>
    public static IEnumerable<DeclarationFault> Beside(INamedTypeSymbol neighbour, params string[] names)
    {
        foreach (string name in names)
        {
            ISymbol? taken = neighbour.ContainingType is { } container
                ? container.GetMembers(name).Prepend(container).FirstOrDefault(member => member.Name == name && !IsGenerated(member))
                : neighbour.ContainingNamespace.GetTypeMembers(name, 0).FirstOrDefault(type => !IsGenerated(type));
            if (taken is not null)
            {
                string what = taken is ITypeSymbol ? "a type" : "a member";
                yield return new DeclarationFault(
                    DeclarationRules.DuplicateModelName,
                    FaultPlace.Name,
                    new(name, $"{what} in {taken.ContainingSymbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}"));
            }
        }
    }

    /// <summary>True for what the generator has written.</summary>
    public static bool IsGenerated(ISymbol symbol)
        => symbol.GetAttributes().Any(attribute
            => attribute.AttributeClass?.Name == "GeneratedCodeAttribute"
                && LmmAttributes.Argument(attribute) is { Value: Tool });
}
