namespace Lmm.Plots.Scenes;

/// <summary>
/// The colours of the schemes: those of Okabe and Ito, which people of all kinds of colour vision tell apart, darkened or lightened where they would not stand out
/// from the paper by 3 to 1. Series differ in shapes and dashes too.
/// </summary>
internal static class Palette
{
    private static readonly Tone[] SeriesTones = [Tone.First, Tone.Second, Tone.Third, Tone.Fourth, Tone.Fifth, Tone.Sixth];

    private static readonly DotShape[] Shapes = [DotShape.Disc, DotShape.Triangle, DotShape.Square, DotShape.Diamond, DotShape.Ring];

    private static readonly double?[] Dashes = [null, 7, 2.5, 12, 4.5];

    /// <summary>The tone of a series, counted from zero.</summary>
    public static Tone Series(int index) => SeriesTones[index % SeriesTones.Length];

    /// <summary>The shape of the points of a series, counted from zero.</summary>
    public static DotShape Shape(int index) => Shapes[index % Shapes.Length];

    /// <summary>The dashes of the lines of a series, counted from zero.</summary>
    public static double? Dash(int index) => Dashes[index % Dashes.Length];

    /// <summary>The colour of a tone as six hexadecimal digits, on light or dark paper.</summary>
    public static string Color(Tone tone, bool isDark) => tone switch
    {
        Tone.Paper => isDark ? "14171c" : "ffffff",
        Tone.Ink => isDark ? "eceef2" : "1b1e24",
        Tone.Muted => isDark ? "aab2bf" : "565d69",
        Tone.Rule => isDark ? "7d8694" : "7b828e",
        Tone.Grid => isDark ? "2b3038" : "e4e7ec",
        Tone.First => isDark ? "56b4e9" : "0072b2",
        Tone.Second => isDark ? "f08a4b" : "d55e00",
        Tone.Third => isDark ? "2cc295" : "008f68",
        Tone.Fourth => isDark ? "e39ac4" : "b8578f",
        Tone.Fifth => isDark ? "e6b422" : "a87600",
        _ => isDark ? "c9ced6" : "4b515c",
    };

    /// <summary>The name of a tone in style sheets.</summary>
    public static string Name(Tone tone) => tone switch
    {
        Tone.Paper => "paper",
        Tone.Ink => "ink",
        Tone.Muted => "muted",
        Tone.Rule => "rule",
        Tone.Grid => "grid",
        Tone.First => "first",
        Tone.Second => "second",
        Tone.Third => "third",
        Tone.Fourth => "fourth",
        Tone.Fifth => "fifth",
        _ => "sixth",
    };
}
