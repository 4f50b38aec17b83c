using Lmm.Formula.Binding;
using Microsoft.CodeAnalysis;

namespace Lmm.Generators.Declarations;

/// <summary>Reads what a member's type is good for.</summary>
internal static class ValueTypeReader
{
    /// <summary>Reads a type.</summary>
    public static ValueType Read(ITypeSymbol type)
    {
        ITypeSymbol underlying = Underlying(type);
        return new ValueType(
            Kind(underlying),
            TypeNames.ForCode(underlying.WithNullableAnnotation(NullableAnnotation.NotAnnotated)),
            !ReferenceEquals(underlying, type),
            TypeNames.IsPublic(underlying))
        {
            Constants = EnumConstants.Of(underlying),
        };
    }

    /// <summary>How values of a type, or of the one within its nullable wrapper, are turned into numbers and levels.</summary>
    public static ValueKind Kind(ITypeSymbol type)
    {
        ITypeSymbol underlying = Underlying(type);
        return ValueKinds.Of(SystemName(underlying), underlying.TypeKind == TypeKind.Enum);
    }

    /// <summary>The type without its nullable wrapper.</summary>
    public static ITypeSymbol Underlying(ITypeSymbol type)
        => type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : type;

    private static string? SystemName(ITypeSymbol type)
        => type is { ContainingType: null, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } ? "System." + type.MetadataName : null;
}
