using Microsoft.CodeAnalysis;

namespace Lmm.Generators.Declarations;

/// <summary>What the attributes of a symbol say about its use: that it is an error, or an experiment.</summary>
internal static class Usability
{
    /// <summary>True for a symbol marked <c>[Obsolete]</c> whose use is an error.</summary>
    public static bool IsForbidden(ISymbol symbol)
        => Find(symbol, "ObsoleteAttribute") is { ConstructorArguments.Length: 2 } attribute && attribute.ConstructorArguments[1].Value is true;

    /// <summary>The identifier of the <c>[Experimental]</c> of a symbol itself; null where there is none.</summary>
    public static string? ExperimentOf(ISymbol symbol)
        => LmmAttributes.Argument(Find(symbol, "ExperimentalAttribute")) is { Value: string id } ? id : null;

    /// <summary>The identifiers of all experiments that take part in using a member or type: its own, those around it, and those of its type.</summary>
    public static IEnumerable<string> ExperimentsOf(ISymbol symbol)
    {
        for (ISymbol? holder = symbol; holder is not null and not INamespaceSymbol; holder = holder.ContainingSymbol)
        {
            if (ExperimentOf(holder) is { } id)
            {
                yield return id;
            }
        }

        if (symbol.ContainingModule is { } module && ExperimentOf(module) is { } ofModule)
        {
            yield return ofModule;
        }

        if (symbol.ContainingAssembly is { } assembly && ExperimentOf(assembly) is { } ofAssembly)
        {
            yield return ofAssembly;
        }

        foreach (string id in Parts(symbol).SelectMany(ExperimentsOf))
        {
            yield return id;
        }
    }

    private static IEnumerable<ITypeSymbol> Parts(ISymbol symbol) => symbol switch
    {
        INamedTypeSymbol type => type.TypeArguments,
        IPropertySymbol { Type: not ITypeParameterSymbol } or IFieldSymbol { Type: not ITypeParameterSymbol } => new[] { MemberReader.TypeOf(symbol) },
        _ => Enumerable.Empty<ITypeSymbol>(),
    };

    private static AttributeData? Find(ISymbol symbol, string name)
        => symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass is { ContainingNamespace: { } space } found
            && found.Name == name
            && space.ToDisplayString() is "System" or "System.Diagnostics.CodeAnalysis");
}
