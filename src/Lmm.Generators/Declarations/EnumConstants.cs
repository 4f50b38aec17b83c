using System.Globalization;
using Lmm.Formula;
using Microsoft.CodeAnalysis;

namespace Lmm.Generators.Declarations;

/// <summary>A member of an enum as generated code writes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Code">The constant.</param>
internal sealed record EnumConstant(string Name, string Code);

/// <summary>The members of an enum.</summary>
internal static class EnumConstants
{
    /// <summary>All of them, aliases included; none for other types.</summary>
    public static EquatableArray<EnumConstant> Of(ITypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Enum)
        {
            return EquatableArray<EnumConstant>.Empty;
        }

        string name = TypeNames.ForCode(type);
        return Fields(type).Select(field => new EnumConstant(field.Name, Code(name, field))).ToEquatableArray();
    }

    /// <summary>The fields that stand for values.</summary>
    public static IEnumerable<IFieldSymbol> Fields(ITypeSymbol type) => type.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue);

    // What must not be named is written as its number.
    private static string Code(string type, IFieldSymbol field)
        => Usability.IsForbidden(field) || Usability.ExperimentOf(field) is not null
            ? $"unchecked(({type})({Convert.ToString(field.ConstantValue, CultureInfo.InvariantCulture)}))"
            : $"{type}.{TypeNames.Escape(field.Name)}";
}
