using System.Globalization;
using System.Text;

namespace Lmm.Generators.Text;

/// <summary>Reads single characters of string literals, escaped or not.</summary>
internal static class EscapeSequence
{
    private const string Letters = "'\"\\0abefnrtv";
    private const string Meanings = "'\"\\\0\a\b\u001B\f\n\r\t\v";

    /// <summary>Reads one character of a literal's value.</summary>
    /// <param name="source">The literal's source.</param>
    /// <param name="position">Where it starts.</param>
    /// <param name="end">Where the literal's content ends.</param>
    /// <param name="isVerbatim">Whether backslashes stand for themselves and quotes are doubled.</param>
    /// <param name="isInterpolated">Whether braces are doubled.</param>
    /// <param name="value">Takes the character (two UTF-16 units of it where it needs them).</param>
    /// <returns>The number of characters of the source that stand for it, at least one.</returns>
    public static int Read(string source, int position, int end, bool isVerbatim, bool isInterpolated, StringBuilder value)
    {
        char character = source[position];
        bool isDoubled = position + 1 < end && source[position + 1] == character;
        if (isDoubled && ((isVerbatim && character == '"') || (isInterpolated && character is '{' or '}')))
        {
            value.Append(character);
            return 2;
        }

        if (isVerbatim || character != '\\' || position + 1 >= end)
        {
            value.Append(character);
            return 1;
        }

        return ReadBackslash(source, position, end, value);
    }

    private static int ReadBackslash(string source, int position, int end, StringBuilder value)
    {
        char letter = source[position + 1];
        int meaning = Letters.IndexOf(letter);
        if (meaning >= 0)
        {
            value.Append(Meanings[meaning]);
            return 2;
        }

        int most = letter switch { 'u' or 'x' => 4, 'U' => 8, _ => 0 };
        int digits = 0;
        while (digits < most && position + 2 + digits < end && IsHexadecimal(source[position + 2 + digits]))
        {
            digits++;
        }

        if (digits > 0 && int.TryParse(source.Substring(position + 2, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code))
        {
            Append(value, code);
        }

        return 2 + digits;
    }

    private static void Append(StringBuilder value, int code)
    {
        if (code > char.MaxValue && code <= 0x10FFFF)
        {
            value.Append(char.ConvertFromUtf32(code));
        }
        else
        {
            value.Append((char)code);
        }
    }

    private static bool IsHexadecimal(char character)
        => character is (>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F');
}
