using System.Text.RegularExpressions;

namespace Lmm.Formula.Diagnostics;

/// <summary>Shortens names and formulas in messages, in their middle: beginning and end tell most.</summary>
internal static class ShortText
{
    private const int Longest = 120;
    private const int Head = 80;
    private const int Tail = Longest - Head - 1;

    private static readonly Regex LongQuotation = new($"'([^']{{{Longest + 1},}})'", RegexOptions.CultureInvariant);
    private static readonly Regex Placeholder = new(@"\{(\d)\}", RegexOptions.CultureInvariant);

    /// <summary>A text of at most about 120 characters; those of a surrogate pair stay together.</summary>
    public static string Of(string text)
    {
        if (text.Length <= Longest)
        {
            return text;
        }

        int head = char.IsHighSurrogate(text[Head - 1]) ? Head - 1 : Head;
        int tail = char.IsLowSurrogate(text[text.Length - Tail]) ? Tail - 1 : Tail;
        return text.Substring(0, head) + "\u2026" + text.Substring(text.Length - tail);
    }

    /// <summary>What fills the placeholders of a message: names and formulas stand between apostrophes, and what does not is words, which may quote some.</summary>
    public static string[] Of(string format, string[] arguments)
        => Array.TrueForAll(arguments, argument => argument.Length <= Longest) ? arguments
            : [.. arguments.Select((argument, index) => IsQuoted(format, index) ? Of(argument) : LongQuotation.Replace(argument, match => $"'{Of(match.Groups[1].Value)}'"))];

    private static bool IsQuoted(string format, int index)
    {
        bool isQuoted = false;
        for (int i = 0; i < format.Length; i++)
        {
            // An apostrophe between letters belongs to a word.
            if (format[i] == '\'' && !(i > 0 && i + 1 < format.Length && char.IsLetter(format[i - 1]) && char.IsLetter(format[i + 1])))
            {
                isQuoted = !isQuoted;
            }

            if (format[i] == '{' && Placeholder.Match(format, i) is { Success: true } match && match.Index == i && match.Groups[1].Value[0] - '0' == index)
            {
                return isQuoted;
            }
        }

        return false;
    }
}
