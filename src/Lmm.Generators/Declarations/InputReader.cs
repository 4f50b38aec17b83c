using Lmm.Formula.Binding;
using Microsoft.CodeAnalysis;

namespace Lmm.Generators.Declarations;

/// <summary>Finds out how values of a type are read from text.</summary>
internal static class InputReader
{
    /// <summary>How a value is read; null when it cannot be.</summary>
    /// <param name="type">The type of the parameter or member that takes it.</param>
    /// <param name="column">The name of the column that it is read from.</param>
    /// <param name="target">The parameter or member.</param>
    /// <param name="setting">When it is set.</param>
    public static RowInput? Read(ITypeSymbol type, string column, string target, InputSetting setting)
    {
        ITypeSymbol underlying = ValueTypeReader.Underlying(type);
        ValueType value = ValueTypeReader.Read(type);
        if (KindOf(value.Kind, underlying) is not { } kind)
        {
            return null;
        }

        bool mayBeMissing = value.IsNullableValue || (type.IsReferenceType && type.NullableAnnotation != NullableAnnotation.NotAnnotated);
        return new RowInput(column, target, kind, value.TypeName, mayBeMissing, setting)
        {
            Constants = value.Constants,
        };
    }

    private static InputKind? KindOf(ValueKind kind, ITypeSymbol type) => kind switch
    {
        ValueKind.Double => InputKind.Double,
        ValueKind.Real => type.SpecialType == SpecialType.System_Decimal ? InputKind.Decimal : InputKind.Real,
        ValueKind.Integer => InputKind.Integer,
        ValueKind.Boolean => InputKind.Boolean,
        ValueKind.Enumeration => InputKind.Enumeration,
        ValueKind.String => InputKind.String,
        ValueKind.Character => InputKind.Character,
        _ => ReadsItself(type) ? InputKind.Parsable : null,
    };

    private static bool ReadsItself(ITypeSymbol type)
        => type.AllInterfaces.Any(implemented => implemented is { MetadataName: "IParsable`1", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } }
            && SymbolEqualityComparer.Default.Equals(implemented.TypeArguments[0], type));
}
