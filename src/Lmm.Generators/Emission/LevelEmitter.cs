using Lmm.Formula.Binding;
using Microsoft.CodeAnalysis.CSharp;
using ValueType = Lmm.Generators.Declarations.ValueType;

namespace Lmm.Generators.Emission;

/// <summary>Writes levels as values of their type, and values of a type as levels.</summary>
internal static class LevelEmitter
{
    private const string Text = ModelSource.Runtime + ".LevelText";

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
        ValueKind.Enumeration => $"{enums.MethodFor(variable, value)}({index})",
        ValueKind.String => index,
        _ => $"{Text}.Of({index})",
    };

    /// <summary>The function that gives a level its value.</summary>
    /// <param name="variable">The factor.</param>
    /// <param name="value">Its type.</param>
    /// <param name="enums">Where enums get their methods.</param>
    public static string Reader(ModelVariable variable, ValueType value, EnumLevels enums)
        => value.Kind == ValueKind.Enumeration ? enums.ReaderFor(variable, value) : $"{Text}.Parse<{KeyType(value)}>";

    /// <summary>True for a type whose values are what its levels are known by; those of numbers that are not whole, and of what is no value, are known by their names, as texts are.</summary>
    public static bool IsTyped(ValueType value) => value.Kind is not (ValueKind.Double or ValueKind.Real or ValueKind.String or ValueKind.Other);

    /// <summary>True for a type that has no values but levels: one that no row has is none the less a level.</summary>
    public static bool IsClosed(ValueType value) => value.Kind is ValueKind.Enumeration or ValueKind.Boolean;

    /// <summary>The type of the values that levels stand for; numbers that are not whole are levels as <c>double</c>.</summary>
    public static string KeyType(ValueType value) => value.Kind is ValueKind.Double or ValueKind.Real ? "double" : value.TypeName;
}
