using System.Globalization;
using System.Text;

namespace Lmm.Cli.Scaffolding;

/// <summary>Texts of any origin as parts of C# code, from which they cannot break out.</summary>
internal static class Literal
{
    /// <summary>A text in double quotes.</summary>
    public static string Of(string text)
    {
        StringBuilder literal = new("\"");
        foreach (char character in text)
        {
            literal.Append(character switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                _ => Visible(character),
            });
        }

        return literal.Append('"').ToString();
    }

    /// <summary>A character in single quotes.</summary>
    public static string Of(char character) => $"'{(character is '\'' or '\\' ? $"\\{character}" : Visible(character))}'";

    /// <summary>A text as part of one line of documentation in XML; what a reader would not see, line breaks too, is written as in a literal.</summary>
    public static string Documentation(string text)
    {
        StringBuilder documentation = new();
        foreach (char character in text)
        {
            documentation.Append(character switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                _ => Visible(character),
            });
        }

        return documentation.ToString();
    }

    // Line breaks of every kind end comments and literals; marks of direction make code read as what it is not.
    private static string Visible(char character) => character switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ when IsInvisible(character) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
        _ => character.ToString(),
    };

    private static bool IsInvisible(char character) => char.GetUnicodeCategory(character)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
