using System.Globalization;
using System.Text;

namespace Lmm.Cli.Scaffolding;

/// <summary>Texts as C# literals.</summary>
internal static class Literal
{
    /// <summary>A text in double quotes.</summary>
    public static string Of(string text)
    {
        StringBuilder literal = new("\"");
        foreach (char character in text)
        {
            literal.Append(Escaped(character));
        }

        return literal.Append('"').ToString();
    }

    /// <summary>A character in single quotes.</summary>
    public static string Of(char character) => $"'{(character == '\'' ? "\\'" : character == '"' ? "\"" : Escaped(character))}'";

    private static string Escaped(char character) => character switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ when char.IsControl(character) || char.IsSurrogate(character) || character is '\u2028' or '\u2029' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
        _ => character.ToString(),
    };
}
