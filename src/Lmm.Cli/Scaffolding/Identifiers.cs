using System.Collections.Frozen;
using System.Text;

namespace Lmm.Cli.Scaffolding;

/// <summary>Names of C# types and members that are made of names of columns and files.</summary>
internal static class Identifiers
{
    private static readonly FrozenSet<string> Keywords = FrozenSet.Create(
        StringComparer.Ordinal,
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default",
        "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto",
        "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null", "object", "operator", "out",
        "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc",
        "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using",
        "virtual", "void", "volatile", "while");

    // The members that every record has.
    private static readonly FrozenSet<string> Members = FrozenSet.Create(
        StringComparer.Ordinal,
        "Clone", "Deconstruct", "EqualityContract", "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "PrintMembers", "ReferenceEquals", "ToString");

    // The types that the written code names.
    private static readonly FrozenSet<string> Types = FrozenSet.Create(
        StringComparer.Ordinal,
        "Console", "Contrast", "ContrastAttribute", "ContrastCoding", "CsvOptions", "DateOnly", "Estimation", "Factor", "FactorAttribute", "Levels",
        "LevelsAttribute", "List", "Lmm", "Model", "ModelAttribute", "Program", "System", "Variable", "VariableAttribute");

    /// <summary>True when a text can be the name of an enum's member just as it is.</summary>
    public static bool IsLevel(string text)
        => text.Length > 0
            && (char.IsAsciiLetter(text[0]) || text[0] == '_')
            && text.All(character => char.IsAsciiLetterOrDigit(character) || character == '_')
            && !Keywords.Contains(text)
            && text != "value__";

    /// <summary>The name of a member for a column, different from those that are taken.</summary>
    public static string Member(string column, ISet<string> taken) => Unique(Pascal(column, "Column"), taken, Members, "Value");

    /// <summary>The name of a type, different from those that are taken.</summary>
    public static string Type(string name, ISet<string> taken) => Unique(Pascal(name, "Data"), taken, Types, "Type");

    /// <summary>The name of a row's type for a file, so that neither it nor those of model and result are taken.</summary>
    public static string Row(string file, ISet<string> taken)
    {
        string name = Pascal(Path.GetFileNameWithoutExtension(file), "Data");
        string row = name;
        for (int number = 1; new[] { row, row + "Model", row + "Fit" }.Any(type => taken.Contains(type) || Types.Contains(type) || Members.Contains(type)); number++)
        {
            row = name + "Row" + (number == 1 ? "" : number);
        }

        return row;
    }

    // The words of a text, each with a capital letter.
    private static string Pascal(string text, string substitute)
    {
        StringBuilder name = new();
        bool startsWord = true;
        foreach (char character in text)
        {
            if (char.IsAsciiLetterOrDigit(character))
            {
                name.Append(startsWord ? char.ToUpperInvariant(character) : character);
                startsWord = false;
            }
            else
            {
                startsWord = true;
            }
        }

        return name.Length == 0 ? substitute
            : char.IsAsciiDigit(name[0]) ? substitute + name
            : name.ToString();
    }

    private static string Unique(string name, ISet<string> taken, FrozenSet<string> reserved, string suffix)
    {
        string basis = reserved.Contains(name) ? name + suffix : name;
        string unique = basis;
        for (int number = 2; !taken.Add(unique); number++)
        {
            unique = basis + number;
        }

        return unique;
    }
}
