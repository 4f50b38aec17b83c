using System.Globalization;
using System.Numerics;
using Lmm.Formula.Binding;
using Microsoft.CodeAnalysis;

namespace Lmm.Generators.Declarations;

/// <summary>How the name of a level stands for a value of a member's type.</summary>
internal static class LevelPatterns
{
    /// <summary>A text that is the same for all names of one value; null for a name that no value of the type has.</summary>
    public static string? ValueOf(string level, ValueKind kind, ITypeSymbol type) => kind switch
    {
        ValueKind.Enumeration => type.GetMembers(level).OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue) is { } field
            ? Convert.ToString(field.ConstantValue, CultureInfo.InvariantCulture)
            : null,
        ValueKind.Boolean => level is "FALSE" or "TRUE" ? level : null,
        ValueKind.Character => level.Length == 1 ? level : null,
        ValueKind.Integer => IsInteger(level, type) ? level : null,
        _ => level,
    };

    /// <summary>Why a name stands for no value of the type, and what would.</summary>
    public static string Explain(string level, ValueKind kind, ITypeSymbol type) => kind switch
    {
        ValueKind.Enumeration => $"{TypeNames.ForMessages(type)} has no member \"{level}\"; it has {string.Join(", ", MemberReader.EnumLevels(type))}",
        ValueKind.Boolean => $"a bool has the levels \"FALSE\" and \"TRUE\", not \"{level}\"",
        ValueKind.Character => $"\"{level}\" is not a single character",
        _ => $"\"{level}\" is no value of {TypeNames.ForMessages(type)}; write a whole number without leading zeros",
    };

    private static bool IsInteger(string level, ITypeSymbol type)
        => BigInteger.TryParse(level, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger value)
            && value.ToString(CultureInfo.InvariantCulture) == level
            && Contains(type.SpecialType, value);

    private static bool Contains(SpecialType type, BigInteger value) => type switch
    {
        SpecialType.System_SByte => value >= sbyte.MinValue && value <= sbyte.MaxValue,
        SpecialType.System_Byte => value >= byte.MinValue && value <= byte.MaxValue,
        SpecialType.System_Int16 => value >= short.MinValue && value <= short.MaxValue,
        SpecialType.System_UInt16 => value >= ushort.MinValue && value <= ushort.MaxValue,
        SpecialType.System_UInt32 or SpecialType.System_UIntPtr => value >= uint.MinValue && value <= uint.MaxValue,
        SpecialType.System_Int64 => value >= long.MinValue && value <= long.MaxValue,
        SpecialType.System_UInt64 => value >= ulong.MinValue && value <= ulong.MaxValue,
        // Native integers too: values beyond 32 bits are constants on no machine.
        _ => value >= int.MinValue && value <= int.MaxValue,
    };
}
