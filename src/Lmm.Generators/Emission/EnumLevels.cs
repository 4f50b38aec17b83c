using Lmm.Formula;
using Lmm.Formula.Binding;
using ValueType = Lmm.Generators.Declarations.ValueType;

namespace Lmm.Generators.Emission;

/// <summary>The methods of a result that give an enum's values the names of their levels, and levels their values.</summary>
/// <param name="names">The names of the result's members.</param>
internal sealed class EnumLevels(NameScope names)
{
    private readonly List<Method> _methods = [];

    /// <summary>The method that gives a value of a factor's type the name of its level.</summary>
    public string MethodFor(ModelVariable variable, ValueType value) => Named(variable, value, isReader: false);

    /// <summary>The method that gives a level of a factor its value.</summary>
    public string ReaderFor(ModelVariable variable, ValueType value) => Named(variable, value, isReader: true);

    /// <summary>Writes the methods that were asked for.</summary>
    public void Write(SourceWriter writer, ModelSource model)
    {
        foreach (Method method in _methods)
        {
            writer.Line();
            string type = method.Type.TypeName;
            string head = method.IsReader ? $"private static {type} {method.Name}(string level)" : $"private static string {method.Name}({type} level)";
            if (model.IsStub)
            {
                writer.Line(head);
                writer.Continue(model.Body(""));
                continue;
            }

            writer.Open(head + " => level switch");
            foreach (string level in method.Levels)
            {
                string constant = method.Type.Constant(level);
                writer.Line(method.IsReader ? $"{CodeText.Literal(level)} => {constant}," : $"{constant} => {CodeText.Literal(level)},");
            }

            writer.Line(method.IsReader
                ? "_ => throw new global::System.ArgumentOutOfRangeException(\"level\", level, \"The factor has no such level.\"),"
                : "_ => level.ToString(),");
            writer.Close(";");
        }
    }

    private string Named(ModelVariable variable, ValueType value, bool isReader)
    {
        EquatableArray<string> levels = variable.Declaration.Levels;
        Method? method = _methods.Find(known => known.IsReader == isReader && known.Type.TypeName == value.TypeName && known.Levels == levels);
        if (method is null)
        {
            string shortName = value.TypeName.Substring(value.TypeName.LastIndexOfAny(['.', ':']) + 1);
            method = new Method(value, levels, names.Claim(NameScope.Pascal(shortName) + (isReader ? "OfLevel" : "Level"), "Term"), isReader);
            _methods.Add(method);
        }

        return method.Name;
    }

    private sealed record Method(ValueType Type, EquatableArray<string> Levels, string Name, bool IsReader);
}
