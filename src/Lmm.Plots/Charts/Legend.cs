using Lmm.Plots.Scenes;
using Lmm.Plots.Texts;

namespace Lmm.Plots.Charts;

/// <summary>Lays a legend out in lines.</summary>
internal static class Legend
{
    private const double Size = 12;
    private const double LineHeight = 18;
    private const double Key = 24;
    private const double Gap = 18;

    /// <summary>The marks of a legend.</summary>
    /// <param name="title">What the entries are levels of; empty for nothing.</param>
    /// <param name="entries">What is explained.</param>
    /// <param name="left">Where lines start.</param>
    /// <param name="top">The top of the first.</param>
    /// <param name="width">The room for each.</param>
    /// <returns>The marks, and the height that they take.</returns>
    public static (IReadOnlyList<Mark> Marks, double Height) Draw(string title, IReadOnlyList<LegendEntry> entries, double left, double top, double width)
    {
        List<Mark> marks = [];
        double x = left;
        double y = top;
        if (title.Length > 0 && entries.Count > 0)
        {
            string line = LabelText.Fitted(title, Size, width);
            marks.Add(new Label(line, new(x, y + 13), Size, Anchor.Start, Tone.Muted));
            x += AdvanceWidths.Of(line, Size) + Gap;
        }

        foreach (LegendEntry entry in entries)
        {
            string name = LabelText.Fitted(entry.Name, Size, width - Key);
            double length = Key + AdvanceWidths.Of(name, Size);
            if (x > left && x + length > left + width)
            {
                x = left;
                y += LineHeight;
            }

            marks.AddRange(Symbol(entry, x, y + (LineHeight / 2)));
            marks.Add(new Label(name, new(x + Key, y + 13), Size, Anchor.Start, Tone.Ink));
            x += length + Gap;
        }

        return (marks, entries.Count == 0 ? 0 : y + LineHeight - top);
    }

    private static IEnumerable<Mark> Symbol(LegendEntry entry, double x, double y)
    {
        if (entry.IsArea)
        {
            yield return new Areas([new Box(x, y - 5, Key - 6, 10).Corners], entry.Paint);
        }

        if (entry.Line is { } line)
        {
            yield return Lines.Straight(new(x, y), new(x + Key - 6, y), line);
        }

        if (entry.Shape is { } shape)
        {
            yield return new Dots([new(x + ((Key - 6) / 2), y)], 3.6, entry.Paint, shape);
        }
    }
}
