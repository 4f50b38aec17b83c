using Lmm.Printing.Tables;

namespace Lmm.Plots.Texts;

/// <summary>Texts of any origin as lines that pictures can hold.</summary>
internal static class LabelText
{
    private const string Ellipsis = "…";

    /// <summary>The text on one line, with U+FFFD for what is hidden or no character.</summary>
    public static string Line(string text) => PrintableText.Of(text).Replace('\n', ' ').Replace('\t', ' ').Replace('\ufffe', '\ufffd').Replace('\uffff', '\ufffd');

    /// <summary>The name of a level, between quotes where it would not be seen.</summary>
    public static string Name(string level) => string.IsNullOrWhiteSpace(level) ? $"\"{level}\"" : level;

    /// <summary>The text on one line, its end cut off where there is no room for it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">The size of the font, in pixels.</param>
    /// <param name="room">The room, in pixels.</param>
    /// <param name="isBold">Whether it is bold.</param>
    public static string Fitted(string text, double size, double room, bool isBold = false)
    {
        string line = Line(text);
        return AdvanceWidths.Of(line, size, isBold) <= room ? line : Cut(line, start => AdvanceWidths.Of(start, size, isBold) <= room);
    }

    /// <summary>The text on as many lines as it takes, each with room for its letters in wider fonts.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">The size of the font, in pixels.</param>
    /// <param name="room">The room for each line, in pixels.</param>
    /// <param name="isBold">Whether it is bold.</param>
    public static IReadOnlyList<string> Wrapped(string text, double size, double room, bool isBold = false)
    {
        List<string> lines = [];
        string line = "";
        foreach (string word in Line(text).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && !Fits(longer))
            {
                lines.Add(line);
                longer = word;
            }

            line = longer;
        }

        if (line.Length > 0)
        {
            lines.Add(line);
        }

        return [.. lines.Select(each => Fits(each) ? each : Cut(each, Fits))];

        bool Fits(string each) => AdvanceWidths.InOtherFonts(each, size, isBold) <= room;
    }

    // The longest start that fits with the ellipsis, by halving: a name may be as long as a file.
    private static string Cut(string line, Func<string, bool> fits)
    {
        (int kept, int cut) = (1, line.Length);
        while (cut - kept > 1)
        {
            int half = (kept + cut) / 2;
            (kept, cut) = fits(line[..half] + Ellipsis) ? (half, cut) : (kept, half);
        }

        return line[..(char.IsHighSurrogate(line[kept - 1]) ? kept - 1 : kept)].TrimEnd() + Ellipsis;
    }
}
