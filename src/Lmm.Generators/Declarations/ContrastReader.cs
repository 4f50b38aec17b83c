using System.Globalization;
using Lmm.Formula;
using Lmm.Formula.Binding;
using Microsoft.CodeAnalysis;

namespace Lmm.Generators.Declarations;

/// <summary>Reads the <c>[Contrast]</c> attributes of a member.</summary>
internal static class ContrastReader
{
    /// <summary>The contrasts that a member declares; null where it declares none.</summary>
    public static FactorContrasts? Read(ISymbol member)
    {
        IReadOnlyList<AttributeData> attributes = LmmAttributes.FindAll(member, LmmAttributes.Contrast);
        if (attributes.Count == 0)
        {
            return null;
        }

        return Coding(attributes[0]) is { } coding ? coding : new CustomContrasts(attributes.Select(Column).ToEquatableArray());
    }

    /// <summary>What is wrong with the contrasts of a member; null when nothing is or there are none.</summary>
    public static string? Fault(ISymbol member)
    {
        IReadOnlyList<AttributeData> attributes = LmmAttributes.FindAll(member, LmmAttributes.Contrast);
        if (attributes.Count == 0)
        {
            return null;
        }

        VariableDeclaration declaration = MemberReader.Read(member).Variable;
        bool isFactor = declaration.Type is VariableType.Boolean or VariableType.Enumeration or VariableType.Text || declaration is { Type: VariableType.Integer, IsFactor: true };
        if (!isFactor)
        {
            return $"its type {declaration.TypeName} is no factor; remove [Contrast]{(declaration.Type == VariableType.Integer ? ", or add [Factor]" : "")}";
        }

        if (attributes.Count > 1 && attributes.Any(attribute => Coding(attribute) is not null))
        {
            return "a coding stands alone; remove the other [Contrast]";
        }

        return declaration.Contrast switch
        {
            CustomContrasts custom => custom.Fault(declaration.Levels.Count > 0 ? declaration.Levels.Count : null),
            NamedContrasts named when !Enum.IsDefined(typeof(ContrastCoding), named.Coding) => "there is no such coding",
            _ => null,
        };
    }

    private static ContrastCoding? Coding(AttributeData attribute)
        => attribute.ConstructorArguments.Length == 1 && attribute.ConstructorArguments[0].Value is int coding ? (ContrastCoding)coding : null;

    private static ContrastColumn Column(AttributeData attribute)
    {
        string name = attribute.ConstructorArguments.Length > 0 && attribute.ConstructorArguments[0].Value is string text ? text : "";
        IEnumerable<TypedConstant> weights = attribute.ConstructorArguments.Length > 1 && attribute.ConstructorArguments[1] is { Kind: TypedConstantKind.Array, IsNull: false } array
            ? array.Values
            : Enumerable.Empty<TypedConstant>();
        return new ContrastColumn(name, weights.Select(weight => Convert.ToDouble(weight.Value, CultureInfo.InvariantCulture)).ToEquatableArray());
    }
}
