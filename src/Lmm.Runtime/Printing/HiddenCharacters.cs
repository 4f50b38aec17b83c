using System.Globalization;
using System.Text;

namespace Lmm.Printing;

/// <summary>
/// Characters that a reader does not see but that act on what shows or reads a text: control characters, line breaks besides the line feed, marks of
/// direction, and the byte order mark. Names and levels are texts of any origin, and may hold them.
/// </summary>
internal static class HiddenCharacters
{
    /// <summary>True for such a character; the line feed and the tab, which texts are laid out with, are none.</summary>
    public static bool Include(char character) => character switch
    {
        '\n' or '\t' => false,
        '\u061c' or '\u200e' or '\u200f' or '\u2028' or '\u2029' or '\ufeff' => true,
        >= '\u202a' and <= '\u202e' => true,
        >= '\u2066' and <= '\u2069' => true,
        _ => char.IsControl(character),
    };

    /// <summary>
    /// The text with <c>\u001b</c> and the like for such characters, which is what they are within strings of JSON. The line break of a text's own lines
    /// stays, on systems where it has two characters too.
    /// </summary>
    public static string Escape(string text)
    {
        StringBuilder? escaped = null;
        for (int i = 0; i < text.Length; i++)
        {
            if (!Include(text[i]) || (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n'))
            {
                escaped?.Append(text[i]);
                continue;
            }

            escaped ??= new StringBuilder(text, 0, i, text.Length + 32);
            escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:x4}");
        }

        return escaped?.ToString() ?? text;
    }
}
