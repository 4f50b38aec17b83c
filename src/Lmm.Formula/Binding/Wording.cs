namespace Lmm.Formula.Binding;

/// <summary>Turns names and types into the words of messages.</summary>
internal static class Wording
{
    private const int MostNames = 12;

    /// <summary>The names in quotes, such as <c>'a', 'b' or 'c'</c>.</summary>
    public static string List(IReadOnlyList<string> names, string conjunction)
        => names.Count == 1
            ? $"'{names[0]}'"
            : $"{string.Join(", ", names.Take(names.Count - 1).Select(name => $"'{name}'"))} {conjunction} '{names[names.Count - 1]}'";

    /// <summary>What may be written: all names where they are few, the first ones otherwise.</summary>
    public static string Choice(IEnumerable<string> names, string whenNone)
    {
        string[] first = [.. names.Take(MostNames + 1)];
        return first.Length switch
        {
            0 => whenNone,
            1 => $"the only one is '{first[0]}'",
            <= MostNames => $"choose from {List(first, "and")}",
            _ => $"choose from {string.Join(", ", first.Take(MostNames).Select(name => $"'{name}'"))} and others",
        };
    }

    /// <summary>The type of a column with its article, such as <c>an int with [Factor]</c>.</summary>
    public static string Type(VariableDeclaration declaration)
    {
        string name = TypeName(declaration);
        return (name.Length > 0 && "aeioAEIO".IndexOf(name[0]) >= 0 ? "an " : "a ") + name;
    }

    /// <summary>The type of a column, such as <c>int with [Factor]</c>.</summary>
    public static string TypeName(VariableDeclaration declaration)
        => declaration is { IsFactor: true, Type: VariableType.Integer } ? declaration.TypeName + " with [Factor]"
            : declaration.Type == VariableType.Enumeration ? "enum " + declaration.TypeName
            : declaration.TypeName;
}
