using SkiaSharp;

namespace Lmm.Cli.Pictures;

/// <summary>The fonts of PNG: those that pictures are laid out for, or others where they are not.</summary>
internal static class PngFonts
{
    private static readonly string[] Families = ["Arial", "Liberation Sans", "Helvetica", "DejaVu Sans", "Noto Sans", "Segoe UI"];

    // Where Skia does not know the system's fonts.
    private static readonly string[] Folders = ["/usr/share/fonts", "/usr/local/share/fonts"];

    private static readonly (string Regular, string Bold)[] Files = [("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"), ("Arial.ttf", "Arial_Bold.ttf"), ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"), ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf")];

    /// <summary>A typeface, to be disposed.</summary>
    /// <exception cref="InputException">The machine has none.</exception>
    public static SKTypeface Typeface(bool isBold)
        => OfSystem(isBold ? SKFontStyle.Bold : SKFontStyle.Normal) ?? OfFiles(isBold)
            ?? throw new InputException("PNG: no font was found; install one, such as fonts-liberation, or write SVG");

    private static SKTypeface? OfSystem(SKFontStyle style)
    {
        foreach (string family in Families)
        {
            if (SKFontManager.Default.MatchFamily(family, style) is { } typeface)
            {
                if (typeface.FamilyName == family)
                {
                    return typeface;
                }

                typeface.Dispose();
            }
        }

        return null;
    }

    private static SKTypeface? OfFiles(bool isBold)
    {
        EnumerationOptions options = new() { RecurseSubdirectories = true, IgnoreInaccessible = true };
        foreach ((string regular, string bold) in Files)
        {
            string? file = Folders.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, isBold ? bold : regular, options)).Order(StringComparer.Ordinal).FirstOrDefault();
            if (file is not null && SKTypeface.FromFile(file) is { } typeface)
            {
                return typeface;
            }
        }

        return null;
    }
}
