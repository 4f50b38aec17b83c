using Lmm.Formula;
using Lmm.Formula.Binding;
using ValueType = Lmm.Generators.Declarations.ValueType;

namespace Lmm.Generators.Emission;

/// <summary>The methods of a result that give an enum's values the names of their levels.</summary>
/// <param name="names">The names of the result's members.</param>
internal sealed class EnumLevels(NameScope names)
{
    private readonly List<(ValueType Type, EquatableArray<string> Levels, string Method)> _methods = [];

    /// <summary>The method for a factor's type and levels.</summary>
    public string MethodFor(ModelVariable variable, ValueType value)
    {
        EquatableArray<string> levels = variable.Declaration.Levels;
        string? method = _methods.Find(known => known.Type.TypeName == value.TypeName && known.Levels == levels).Method;
        if (method is null)
        {
            string shortName = value.TypeName.Substring(value.TypeName.LastIndexOfAny(['.', ':']) + 1);
            method = names.Claim(NameScope.Pascal(shortName) + "Level", "Term");
            _methods.Add((value, levels, method));
        }

        return method;
    }

    /// <summary>Writes the methods that were asked for.</summary>
    public void Write(SourceWriter writer, ModelSource model)
    {
        foreach ((ValueType type, EquatableArray<string> levels, string method) in _methods)
        {
            writer.Line();
            string head = $"private static string {method}({type.TypeName} level)";
            if (model.IsStub)
            {
                writer.Line(head);
                writer.Continue(model.Body(""));
                continue;
            }

            writer.Open(head + " => level switch");
            foreach (string level in levels)
            {
                writer.Line($"{type.Constant(level)} => {CodeText.Literal(level)},");
            }

            writer.Line("_ => throw new global::System.ArgumentOutOfRangeException(\"level\", level, \"The factor has no such level.\"),");
            writer.Close(";");
        }
    }
}
