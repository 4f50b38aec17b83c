using System.Globalization;
using System.Text;

namespace Lmm.Variables;

/// <summary>Cells as messages show them: not too long, and with nothing that cannot be seen.</summary>
internal static class CellText
{
    private const int Most = 40;

    /// <summary>The text; characters that cannot be seen by their code points, as <c>&lt;U+200B&gt;</c>.</summary>
    public static string Shown(string text)
    {
        StringBuilder shown = new();
        int length = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (length++ == Most)
            {
                return shown.Append('…').ToString();
            }

            _ = IsInvisible(rune) ? shown.Append('<').Append(CodePoint(rune)).Append('>') : shown.Append(rune);
        }

        return shown.ToString();
    }

    /// <summary>A character's code point, as <c>U+00A0</c>.</summary>
    public static string CodePoint(Rune rune) => string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}");

    /// <summary>True for controls, marks without width, and all blanks but the plain one.</summary>
    public static bool IsInvisible(Rune rune) => rune.Value != ' ' && Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
