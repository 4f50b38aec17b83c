using Lmm.Plots.Scenes;
using Lmm.Plots.Texts;

namespace Lmm.Plots.Charts;

/// <summary>Names beside points, where there is room for them: a name that would lie on another or on a named point goes to another side, and is left out where there is no room at all.</summary>
/// <param name="Names">The names, the most important first.</param>
internal sealed record NameLayer(IReadOnlyList<NamedPoint> Names) : Layer
{
    private const double Size = 10.5;
    private const double Gap = 6;
    private const double Longest = 120;

    // Half of the room of a point.
    private const double Dot = 3;

    /// <summary>Other points that names should not lie on.</summary>
    public IReadOnlyList<(double X, double Y)> Avoided { get; init; } = [];

    /// <inheritdoc/>
    public override IEnumerable<Mark> Draw(Plane plane)
    {
        List<Box> taken = [.. Names.Select(static name => (name.X, name.Y)).Concat(Avoided).Select(point => plane.At(point.X, point.Y)).Select(static at => new Box(at.X - Dot, at.Y - Dot, 2 * Dot, 2 * Dot))];
        foreach (NamedPoint name in Names)
        {
            string text = LabelText.Fitted(LabelText.Name(name.Name), Size, Longest);
            if (Place(plane, name, AdvanceWidths.Of(text, Size), taken) is { } place)
            {
                yield return new Label(text, place, Size, Anchor.Start, Tone.Ink);
            }
        }
    }

    private static Point? Place(Plane plane, NamedPoint name, double width, List<Box> taken)
    {
        Point at = plane.At(name.X, name.Y);
        foreach (NameSide side in (NameSide[])[name.Side, NameSide.Right, NameSide.Left, NameSide.Above])
        {
            Point place = side switch
            {
                NameSide.Right => new(at.X + Gap, at.Y + 4),
                NameSide.Left => new(at.X - Gap - width, at.Y + 4),
                _ => new(at.X - (width / 2), at.Y - Gap),
            };
            Box box = new(place.X - 2, place.Y - Size, width + 4, Size + 2);
            if (IsWithin(box, plane.Box) && !taken.Exists(other => Overlap(box, other)))
            {
                taken.Add(box);
                return place;
            }
        }

        return null;
    }

    private static bool IsWithin(Box box, Box around) => box.Left >= around.Left && box.Right <= around.Right && box.Top >= around.Top && box.Bottom <= around.Bottom;

    private static bool Overlap(Box one, Box other) => one.Left < other.Right && other.Left < one.Right && one.Top < other.Bottom && other.Top < one.Bottom;
}
