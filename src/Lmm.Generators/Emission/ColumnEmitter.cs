using Lmm.Formula.Binding;
using ValueType = Lmm.Generators.Declarations.ValueType;

namespace Lmm.Generators.Emission;

/// <summary>Writes the reading of one variable's values from a row into its column.</summary>
internal static class ColumnEmitter
{
    /// <summary>Ends the name of the local for a value that may be missing; it starts with the column's.</summary>
    public const string ValueSuffix = "Value";

    /// <summary>The call that adds a numeric column to the frame.</summary>
    public static string DeclareNumeric(ModelVariable variable, bool isWeight)
        => $"frame.{(variable.IsRandomOnly ? "Slope" : !variable.IsOutcome ? "Numeric" : isWeight ? "Outcome" : "Response")}({CodeText.Literal(variable.Name)})";

    /// <summary>The call that adds a factor to the frame.</summary>
    public static string DeclareFactor(ModelVariable variable, ValueType value)
    {
        string name = CodeText.Literal(variable.Name);
        string method = variable.IsRandomOnly ? "Grouping" : "Factor";
        return variable.Declaration.Levels.Count == 0
            ? $"frame.{method}<{LevelEmitter.KeyType(value)}>({name})"
            : $"frame.{method}({name}, {CodeText.Collection(variable.Declaration.Levels.Select(CodeText.Literal))})";
    }

    /// <summary>The class that builds a factor.</summary>
    public static string FactorBuilder(ModelVariable variable, ValueType value)
        => variable.Declaration.Levels.Count == 0 ? $"KeyedFactorBuilder<{LevelEmitter.KeyType(value)}>" : "DeclaredFactorBuilder";

    /// <summary>True when a value of the type can be missing.</summary>
    public static bool CanBeMissing(ValueType value) => value.IsNullableValue || value.Kind is ValueKind.Double or ValueKind.Real or ValueKind.String;

    /// <summary>The expression for whether a row has a member's value.</summary>
    public static string IsPresent(string member, ValueType value)
        => IsContinuous(value) ? $"!double.IsNaN({Number(member, value)})" : $"{member} is not null";

    /// <summary>The expression for a member's value as a number.</summary>
    public static string Number(string member, ValueType value) => (value.Kind, value.IsNullableValue) switch
    {
        (ValueKind.Double, false) => member,
        (ValueKind.Double, true) => $"{member} ?? double.NaN",
        (_, false) => $"(double){member}",
        (_, true) => $"(double?){member} ?? double.NaN",
    };

    /// <summary>Writes the statement that adds a member's value to a factor.</summary>
    public static void AddLevel(SourceWriter writer, string column, string member, ModelVariable variable, ValueType value)
    {
        if (IsContinuous(value))
        {
            writer.Line($"{column}.Add({Number(member, value)});");
        }
        else if (value.Kind == ValueKind.String)
        {
            writer.Line($"{column}.Add({member});");
        }
        else if (variable.Declaration.Levels.Count > 0)
        {
            AddByPattern(writer, column, member, variable, value);
        }
        else if (value.IsNullableValue)
        {
            writer.Open($"if ({member} is {{ }} {column}{ValueSuffix})");
            writer.Line($"{column}.Add({column}{ValueSuffix});");
            writer.Close();
            writer.Open("else");
            writer.Line($"{column}.AddMissing();");
            writer.Close();
        }
        else
        {
            writer.Line($"{column}.Add({member});");
        }
    }

    private static bool IsContinuous(ValueType value) => value.Kind is ValueKind.Double or ValueKind.Real;

    private static void AddByPattern(SourceWriter writer, string column, string member, ModelVariable variable, ValueType value)
    {
        writer.Open($"{column}.Add({member} switch");
        for (int code = 0; code < variable.Declaration.Levels.Count; code++)
        {
            writer.Line($"{LevelEmitter.Pattern(variable.Declaration.Levels[code], value)} => {code},");
        }

        if (value.IsNullableValue)
        {
            writer.Line($"null => {ModelSource.Runtime}.DeclaredFactorBuilder.Missing,");
        }

        // A switch over both values of a bool is complete, and the compiler warns of more.
        if (value.Kind != ValueKind.Boolean)
        {
            writer.Line($"{{ }} other => {column}.Undeclared(other),");
        }

        writer.Close(");");
    }
}
