using Lmm.Formula;
using Lmm.Formula.Binding;
using Microsoft.CodeAnalysis;

namespace Lmm.Generators.Declarations;

/// <summary>Reads a property or field of a row type.</summary>
internal static class MemberReader
{
    /// <summary>Reads a member that generated code can read.</summary>
    public static RowMember Read(ISymbol member)
    {
        ITypeSymbol type = TypeOf(member);
        ValueType value = ValueTypeReader.Read(type);
        EquatableArray<string> declared = DeclaredLevels(member);
        return new RowMember(
            new VariableDeclaration(
                NameInFormulas(member),
                member.Name,
                ValueKinds.VariableTypeOf(value.Kind),
                TypeNames.ForMessages(type))
            {
                MayBeMissing = type.IsReferenceType || value.IsNullableValue,
                IsFactor = LmmAttributes.Find(member, LmmAttributes.Factor) is not null || declared.Count > 0,
                IsOrdered = LmmAttributes.Find(member, LmmAttributes.Factor)?.NamedArguments.Any(argument => argument is { Key: "Ordered", Value.Value: true }) == true,
                Levels = LevelsOf(member),
                Contrast = ContrastReader.Read(member),
            },
            value)
        {
            Experiments = Usability.ExperimentsOf(member).Distinct().ToEquatableArray(),
        };
    }

    /// <summary>The levels of a member in order, where they are known at build time; empty where the data tell them.</summary>
    public static EquatableArray<string> LevelsOf(ISymbol member)
    {
        EquatableArray<string> declared = DeclaredLevels(member);
        ITypeSymbol type = TypeOf(member);
        return declared.Count > 0 ? declared : KnownLevels(ValueTypeReader.Kind(type), ValueTypeReader.Underlying(type));
    }

    /// <summary>The type of a property or field.</summary>
    public static ITypeSymbol TypeOf(ISymbol member) => member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type;

    /// <summary>The name by which formulas call a member.</summary>
    public static string NameInFormulas(ISymbol member)
        => LmmAttributes.Argument(LmmAttributes.Find(member, LmmAttributes.Variable)) is { Value: string name } ? name : member.Name;

    /// <summary>The levels that <c>[Levels]</c> declares; empty where there are none.</summary>
    public static EquatableArray<string> DeclaredLevels(ISymbol member)
        => LmmAttributes.Argument(LmmAttributes.Find(member, LmmAttributes.Levels)) is { Kind: TypedConstantKind.Array, IsNull: false } levels
            ? levels.Values.Select(level => level.Value as string ?? "").ToEquatableArray()
            : EquatableArray<string>.Empty;

    /// <summary>The names of an enum's members, one per value: of aliases the one declared first.</summary>
    public static IEnumerable<string> EnumLevels(ITypeSymbol type)
        => EnumConstants.Fields(type)
            .GroupBy(field => field.ConstantValue)
            .Select(aliases => aliases.First().Name);

    private static EquatableArray<string> KnownLevels(ValueKind kind, ITypeSymbol type) => kind switch
    {
        ValueKind.Boolean => new EquatableArray<string>("FALSE", "TRUE"),
        ValueKind.Enumeration => EnumLevels(type).ToEquatableArray(),
        _ => EquatableArray<string>.Empty,
    };
}
