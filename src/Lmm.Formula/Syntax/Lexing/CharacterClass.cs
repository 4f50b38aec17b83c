using System.Globalization;

namespace Lmm.Formula.Syntax.Lexing;

/// <summary>Which characters make a bare name: R's rule, in its Unicode form.</summary>
internal static class CharacterClass
{
    /// <summary>The words that R reserves, so that a variable of that name is printed in back-ticks.</summary>
    private static readonly HashSet<string> Reserved =
    [
        "if", "else", "repeat", "while", "function", "for", "next", "break", "in",
        "TRUE", "FALSE", "NULL", "Inf", "NaN", "NA", "NA_integer_", "NA_real_", "NA_character_", "NA_complex_",
    ];

    /// <summary>The number of UTF-16 units of a letter at <paramref name="position"/>; zero when there is none.</summary>
    public static int LetterLength(string text, int position)
        => char.IsLetter(text, position) ? (char.IsSurrogatePair(text, position) ? 2 : 1) : 0;

    /// <summary>The number of UTF-16 units of a character that continues a name; zero when there is none.</summary>
    public static int NamePartLength(string text, int position)
    {
        char first = text[position];
        if (first is '.' or '_')
        {
            return 1;
        }

        bool belongs = char.IsLetterOrDigit(text, position)
            || CharUnicodeInfo.GetUnicodeCategory(text, position) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.LetterNumber;
        return !belongs ? 0 : char.IsSurrogatePair(text, position) ? 2 : 1;
    }

    /// <summary>True when R writes the name without back-ticks; formulas may also write one that begins with an underscore so.</summary>
    public static bool IsBareName(string name)
    {
        if (name.Length == 0 || name == "." || Reserved.Contains(name))
        {
            return false;
        }

        bool begins = LetterLength(name, 0) > 0 || (name[0] == '.' && !IsDigit(name[1]));
        for (int i = 0; begins && i < name.Length;)
        {
            int length = NamePartLength(name, i);
            begins = length > 0;
            i += length;
        }

        return begins;
    }

    /// <summary>True for 0 to 9, and for no other script's digits.</summary>
    public static bool IsDigit(char character) => character is >= '0' and <= '9';
}
