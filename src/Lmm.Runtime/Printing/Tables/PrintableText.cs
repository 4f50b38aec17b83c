using System.Text;

namespace Lmm.Printing.Tables;

/// <summary>Text without what documents cannot hold.</summary>
internal static class PrintableText
{
    /// <summary>The text with one line feed for every kind of line break, and with U+FFFD for hidden characters and halves of surrogate pairs.</summary>
    public static string Of(string text)
    {
        StringBuilder printable = new();
        foreach (Rune rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            printable.Append(rune.IsBmp && HiddenCharacters.Include((char)rune.Value) ? Rune.ReplacementChar : rune);
        }

        return printable.ToString();
    }
}
