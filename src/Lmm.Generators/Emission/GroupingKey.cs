using System.Text.RegularExpressions;
using Lmm.Formula.Binding;
using Lmm.Generators.Declarations;
using ValueType = Lmm.Generators.Declarations.ValueType;

namespace Lmm.Generators.Emission;

/// <summary>What the levels of a grouping factor are to code: values of the factor's type, or tuples of them where it combines several factors.</summary>
internal sealed class GroupingKey
{
    // Names that elements of tuples cannot have.
    private static readonly string[] OfTuples = [.. InheritedMembers.OfObject.Concat(["CompareTo", "Deconstruct", "Rest"])];

    private static readonly Regex Numbered = new("^Item[0-9]+$");

    private readonly Part[] _parts;

    /// <summary>Reads what the levels are.</summary>
    /// <param name="model">The model.</param>
    /// <param name="parts">The factors that the grouping factor combines.</param>
    /// <param name="enums">Where enums get their methods.</param>
    public GroupingKey(ModelSource model, FactorComponent[] parts, EnumLevels enums)
    {
        var elements = new NameScope(OfTuples);
        var parameters = new NameScope(["modes"]);
        _parts = [.. parts.Select(part => new Part(
            Typed(model, part),
            enums,
            Element(elements, NameScope.Pascal(part.Label)),
            TypeNames.Escape(parameters.Claim(NameScope.Camel(part.Label), "Level"))))];
    }

    /// <summary>The type.</summary>
    public string Type => _parts.Length == 1 ? _parts[0].Type : $"({string.Join(", ", _parts.Select(static part => $"{part.Type} {part.Element}"))})";

    /// <summary>True when code in any assembly can name the type.</summary>
    public bool IsPublic => Array.TrueForAll(_parts, static part => part.Typed is not { } typed || typed.Value.IsPublic);

    /// <summary>True when the type has no values but levels.</summary>
    public bool IsClosed => Array.TrueForAll(_parts, static part => part.Typed is { } typed && LevelEmitter.IsClosed(typed.Value));

    /// <summary>The value that levels stand for, by the code for their list.</summary>
    public string OfLevels(string levels)
    {
        string[] values = [.. _parts.Select((part, index) => part.OfLevel($"{levels}[{index}]"))];
        return values.Length == 1 ? values[0] : $"({string.Join(", ", values)})";
    }

    /// <summary>The name of the level that a value stands for, by the code for the value.</summary>
    public string Text(string value) => string.Join(" + \":\" + ", _parts.Select((part, index) => part.Text(_parts.Length == 1 ? value : $"{value}.Item{index + 1}")));

    /// <summary>Writes the members by which levels are found that the base type does not have: by their names, and factor by factor.</summary>
    public void WriteAccess(SourceWriter writer, string modes)
    {
        if (_parts.Length > 1)
        {
            string parameters = string.Join(", ", _parts.Select(static part => $"{part.Type} {part.Parameter}"));
            string tuple = $"({string.Join(", ", _parts.Select(static part => part.Parameter))})";
            writer.Line();
            writer.Summary("The conditional modes of a level, given by the levels that it combines.");
            writer.Line($"public {modes} this[{parameters}] => base[{tuple}];");
            writer.Line();
            writer.Summary("Finds the conditional modes of a level, given by the levels that it combines; false when it is not in the data.");
            writer.Line($"public bool TryGet({parameters}, [global::System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out {modes}? modes) => base.TryGet({tuple}, out modes);");
            writer.Line();
            writer.Summary("True when fitted rows have a level, given by the levels that it combines.");
            writer.Line($"public bool Contains({parameters}) => base.Contains({tuple});");
        }

        if (Type != "string")
        {
            writer.Line();
            writer.Summary("The conditional modes of a level, given by its name.");
            writer.Line($"public {modes} this[string level] => base.Modes(level);");
        }
    }

    private static string Element(NameScope elements, string name) => elements.Claim(Numbered.IsMatch(name) ? name + "Level" : name, "Level");

    // Levels of numbers that are not whole, and of what is computed, are known by their names.
    private static (ModelVariable Variable, ValueType Value)? Typed(ModelSource model, FactorComponent part)
    {
        if (part.Computed is not null)
        {
            return null;
        }

        ModelVariable variable = model.Spec.Variables[part.Variable];
        ValueType value = model.ValueOf(variable);
        return LevelEmitter.IsTyped(value) ? (variable, value) : null;
    }

    /// <summary>One of the factors that are combined; untyped where its levels are texts.</summary>
    private sealed record Part((ModelVariable Variable, ValueType Value)? Typed, EnumLevels Enums, string Element, string Parameter)
    {
        public string Type => Typed is { } typed ? LevelEmitter.KeyType(typed.Value) : "string";

        public string OfLevel(string level) => Typed is { } typed ? $"{LevelEmitter.Reader(typed.Variable, typed.Value, Enums)}({level})" : level;

        public string Text(string value) => Typed is { } typed ? LevelEmitter.Name(value, typed.Variable, typed.Value, Enums) : value;
    }
}
