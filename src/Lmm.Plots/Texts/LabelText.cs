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
        if (AdvanceWidths.Of(line, size, isBold) <= room)
        {
            return line;
        }

        while (line.Length > 1 && AdvanceWidths.Of(line + Ellipsis, size, isBold) > room)
        {
            line = line[..^(char.IsLowSurrogate(line[^1]) ? 2 : 1)];
        }

        return line.TrimEnd() + Ellipsis;
    }

    /// <summary>The text on as many lines as it takes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">The size of the font, in pixels.</param>
    /// <param name="room">The room for each line, in pixels.</param>
    public static IReadOnlyList<string> Wrapped(string text, double size, double room)
    {
        List<string> lines = [];
        string line = "";
        foreach (string word in Line(text).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && AdvanceWidths.Of(longer, size) > room)
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

        return [.. lines.Select(each => Fitted(each, size, room))];
    }
}
