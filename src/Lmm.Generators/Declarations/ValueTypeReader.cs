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
            KindOf(underlying),
            TypeNames.ForCode(underlying.WithNullableAnnotation(NullableAnnotation.NotAnnotated)),
            !ReferenceEquals(underlying, type),
            TypeNames.IsPublic(underlying));
    }

    /// <summary>The type without its nullable wrapper.</summary>
    public static ITypeSymbol Underlying(ITypeSymbol type)
        => type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : type;

    /// <summary>What a kind of value is to a formula.</summary>
    public static VariableType VariableTypeOf(ValueKind kind) => kind switch
    {
        ValueKind.Double or ValueKind.Real => VariableType.Continuous,
        ValueKind.Integer => VariableType.Integer,
        ValueKind.Boolean => VariableType.Boolean,
        ValueKind.Enumeration => VariableType.Enumeration,
        ValueKind.String or ValueKind.Character => VariableType.Text,
        ValueKind.Key => VariableType.Key,
        _ => VariableType.Other,
    };

    private static ValueKind KindOf(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Double => ValueKind.Double,
        SpecialType.System_Single or SpecialType.System_Decimal => ValueKind.Real,
        SpecialType.System_SByte or SpecialType.System_Byte
            or SpecialType.System_Int16 or SpecialType.System_UInt16
            or SpecialType.System_Int32 or SpecialType.System_UInt32
            or SpecialType.System_Int64 or SpecialType.System_UInt64
            or SpecialType.System_IntPtr or SpecialType.System_UIntPtr => ValueKind.Integer,
        SpecialType.System_Boolean => ValueKind.Boolean,
        SpecialType.System_Char => ValueKind.Character,
        SpecialType.System_String => ValueKind.String,
        _ when type.TypeKind == TypeKind.Enum => ValueKind.Enumeration,
        _ when type is { ContainingType: null, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } => KindOfSystemType(type.MetadataName),
        _ => ValueKind.Other,
    };

    private static ValueKind KindOfSystemType(string name) => name switch
    {
        "Half" => ValueKind.Real,
        "Int128" or "UInt128" => ValueKind.Integer,
        "Guid" or "DateOnly" => ValueKind.Key,
        _ => ValueKind.Other,
    };
}
