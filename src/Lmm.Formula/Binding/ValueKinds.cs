namespace Lmm.Formula.Binding;

/// <summary>
/// The types that members of a row can have, and what a formula can do with them: the one table that both the generator, which sees symbols, and
/// frames made by reflection, which see types, look into. Enums are known by being such.
/// </summary>
internal static class ValueKinds
{
    /// <summary>The kinds of values by the full names of their types.</summary>
    public static readonly IReadOnlyDictionary<string, ValueKind> ByTypeName = new Dictionary<string, ValueKind>(StringComparer.Ordinal)
    {
        ["System.Double"] = ValueKind.Double,
        ["System.Single"] = ValueKind.Real,
        ["System.Half"] = ValueKind.Real,
        ["System.Decimal"] = ValueKind.Real,
        ["System.SByte"] = ValueKind.Integer,
        ["System.Byte"] = ValueKind.Integer,
        ["System.Int16"] = ValueKind.Integer,
        ["System.UInt16"] = ValueKind.Integer,
        ["System.Int32"] = ValueKind.Integer,
        ["System.UInt32"] = ValueKind.Integer,
        ["System.Int64"] = ValueKind.Integer,
        ["System.UInt64"] = ValueKind.Integer,
        ["System.Int128"] = ValueKind.Integer,
        ["System.UInt128"] = ValueKind.Integer,
        ["System.IntPtr"] = ValueKind.Integer,
        ["System.UIntPtr"] = ValueKind.Integer,
        ["System.Boolean"] = ValueKind.Boolean,
        ["System.String"] = ValueKind.String,
        ["System.Char"] = ValueKind.Character,
        ["System.Guid"] = ValueKind.Key,
        ["System.DateOnly"] = ValueKind.Key,
        ["System.DateTime"] = ValueKind.Key,
    };

    /// <summary>The kind of the values of a type.</summary>
    /// <param name="typeName">The type's full name, such as <c>System.Double</c>, without a nullable wrapper.</param>
    /// <param name="isEnum">Whether it is an enum.</param>
    public static ValueKind Of(string? typeName, bool isEnum)
        => isEnum ? ValueKind.Enumeration
            : typeName is not null && ByTypeName.TryGetValue(typeName, out ValueKind kind) ? kind
            : ValueKind.Other;

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
}
