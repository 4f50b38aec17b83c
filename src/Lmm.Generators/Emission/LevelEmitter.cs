using Lmm.Formula.Binding;
using Microsoft.CodeAnalysis.CSharp;
using ValueType = Lmm.Generators.Declarations.ValueType;

namespace Lmm.Generators.Emission;

/// <summary>Writes levels as values of their type, and values of a type as levels.</summary>
internal static class LevelEmitter
{
    /// <summary>The constant that a level stands for.</summary>
    public static string Pattern(string level, ValueType value) => value.Kind switch
    {
        ValueKind.Boolean => level == "TRUE" ? "true" : "false",
        ValueKind.Enumeration => value.Constant(level),
        ValueKind.Character => SymbolDisplay.FormatLiteral(level[0], quote: true),
        ValueKind.Integer => level,
        _ => CodeText.Literal(level),
    };

    /// <summary>The expression for the name of the level that a value stands for.</summary>
    /// <param name="index">The expression for the value.</param>
    /// <param name="variable">The factor.</param>
    /// <param name="value">Its type.</param>
    /// <param name="enums">Where enums get their methods.</param>
    public static string Name(string index, ModelVariable variable, ValueType value, EnumLevels enums) => value.Kind switch
    {
        ValueKind.Boolean => $"({index} ? \"TRUE\" : \"FALSE\")",
        ValueKind.Enumeration => $"{enums.MethodFor(variable, value)}({index})",
        ValueKind.Character => $"{index}.ToString()",
        ValueKind.Integer => $"{index}.ToString(global::System.Globalization.CultureInfo.InvariantCulture)",
        _ => index,
    };
}
