using Lmm.Plots.Scenes;
using Lmm.Plots.Texts;

namespace Lmm.Plots.Charts;

/// <summary>Names beside points, where there is room for them: each stands right, left or above of its point, and is left out where it would lie on one before it.</summary>
/// <param name="Names">The names, the most important first.</param>
internal sealed record NameLayer(IReadOnlyList<(double X, double Y, string Name)> Names) : Layer
{
    private const double Size = 10.5;
    private const double Gap = 6;
    private const double Longest = 120;

    /// <inheritdoc/>
    public override IEnumerable<Mark> Draw(Plane plane)
    {
        List<Box> taken = [];
        foreach ((double x, double y, string name) in Names)
        {
            string text = LabelText.Fitted(name, Size, Longest);
            if (Place(plane, plane.At(x, y), AdvanceWidths.Of(text, Size), taken) is { } place)
            {
                yield return new Label(text, place, Size, Anchor.Start, Tone.Ink);
            }
        }
    }

    private static Point? Place(Plane plane, Point at, double width, List<Box> taken)
    {
        foreach ((double left, double baseline) in (ReadOnlySpan<(double, double)>)[(at.X + Gap, at.Y + 4), (at.X - Gap - width, at.Y + 4), (at.X - (width / 2), at.Y - Gap)])
        {
            Box box = new(left - 2, baseline - Size, width + 4, Size + 2);
            if (IsWithin(box, plane.Box) && !taken.Exists(other => Overlap(box, other)))
            {
                taken.Add(box);
                return new Point(left, baseline);
            }
        }

        return null;
    }

    private static bool IsWithin(Box box, Box around) => box.Left >= around.Left && box.Right <= around.Right && box.Top >= around.Top && box.Bottom <= around.Bottom;

    private static bool Overlap(Box one, Box other) => one.Left < other.Right && other.Left < one.Right && one.Top < other.Bottom && other.Top < one.Bottom;
}
