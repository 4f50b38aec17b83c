namespace Lmm.Plots.Texts;

/// <summary>
/// How wide texts are, by one table of advance widths in thousandths of the font's size: those of Liberation Sans, which Arial and Helvetica have too. Every machine
/// lays a picture out alike, whatever its fonts; what draws with another font is told the width of each line, and fits the letters into it.
/// </summary>
internal static class AdvanceWidths
{
    /// <summary>What lines of DejaVu Sans and Verdana, the widest that stand in for these fonts, are wider than the table says.</summary>
    public const double Substitute = 1.17;

    private const int Wide = 1000;
    private const int Usual = 556;
    private const int Letter = 640;

    // One letter in so many may be guessed.
    private const int MostGuessed = 12;

    // What bold letters are wider.
    private const double Bold = 1.06;

    private const double BoldSubstitute = 1.26;

    private static ReadOnlySpan<short> Basic =>
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
        556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
        667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556,
        556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];

    private static ReadOnlySpan<short> Latin =>
    [
        278, 333, 556, 556, 556, 556, 260, 556, 333, 737, 370, 556, 584, 333, 737, 552, 400, 549, 333, 333, 333, 576, 537, 278,
        333, 333, 365, 556, 834, 834, 834, 611, 667, 667, 667, 667, 667, 667, 1000, 722, 667, 667, 667, 667, 278, 278, 278, 278,
        722, 722, 778, 778, 778, 778, 778, 584, 778, 722, 722, 722, 722, 667, 667, 611, 556, 556, 556, 556, 556, 556, 889, 500,
        556, 556, 556, 556, 278, 278, 278, 278, 556, 556, 556, 556, 556, 556, 556, 549, 611, 556, 556, 556, 556, 500, 556, 500,
        667, 556, 667, 556, 667, 556, 722, 500, 722, 500, 722, 500, 722, 500, 722, 615, 722, 556, 667, 556, 667, 556, 667, 556,
        667, 556, 667, 556, 778, 556, 778, 556, 778, 556, 778, 556, 722, 556, 722, 556, 278, 278, 278, 278, 278, 278, 278, 222,
        278, 278, 735, 444, 500, 222, 667, 500, 500, 556, 222, 556, 222, 556, 292, 556, 334, 556, 222, 722, 556, 722, 556, 722,
        556, 604, 723, 556, 778, 556, 778, 556, 778, 556, 1000, 944, 722, 333, 722, 333, 722, 333, 667, 500, 667, 500, 667, 500,
        667, 500, 611, 278, 611, 375, 611, 278, 722, 556, 722, 556, 722, 556, 722, 556, 722, 556, 722, 556, 944, 722, 667, 500,
        667, 611, 500, 611, 500, 611, 500, 222,
    ];

    /// <summary>The width of a line of text, in pixels.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">The size of the font, in pixels.</param>
    /// <param name="isBold">Whether it is bold.</param>
    public static double Of(string text, double size, bool isBold = false)
    {
        long sum = 0;
        foreach (System.Text.Rune rune in text.EnumerateRunes())
        {
            sum += OfRune(rune.Value);
        }

        return sum * size * (isBold ? Bold : 1) / 1000;
    }

    /// <summary>The width of a line of text in wider fonts, for renderers that do not fit letters into the width that they are told, in pixels.</summary>
    /// <inheritdoc cref="Of"/>
    public static double InOtherFonts(string text, double size, bool isBold = false) => Of(text, size, isBold) * (isBold ? BoldSubstitute : Substitute);

    /// <summary>Whether the table has nearly all letters of a text, so that its width is known and not a guess.</summary>
    public static bool Knows(string text)
    {
        int guessed = text.EnumerateRunes().Count(static rune => rune.Value is not ((>= ' ' and < 0x7f) or (>= 0xa0 and < 0x180) or 0x2026 or 0x2212));
        return guessed * MostGuessed <= text.Length;
    }

    private static int OfRune(int rune) => rune switch
    {
        < ' ' => Usual,
        < 0x7f => Basic[rune - ' '],
        >= 0xa0 and < 0x180 => Latin[rune - 0xa0],
        >= 0x300 and < 0x370 => 0,
        < 0x2000 => Letter,
        0x2212 => 584,
        0x2026 => Wide,
        < 0x2e80 => Letter,
        _ => Wide,
    };
}
