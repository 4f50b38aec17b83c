using Lmm.Plots.Scenes;

namespace Lmm.Plots.Charts;

/// <summary>Straight lines from pair to pair of numbers.</summary>
/// <param name="Segments">Where they start and where they end; those left out that are not finite.</param>
/// <param name="Stroke">How they are drawn.</param>
/// <param name="HasHeads">Whether they end in arrows.</param>
internal sealed record SegmentLayer(IReadOnlyList<(double X, double Y, double EndX, double EndY)> Segments, Stroke Stroke, bool HasHeads = false) : Layer
{
    private const double HeadLength = 6;

    private const double HeadWidth = 2.6;

    // A head longer than half of its line would hide it.
    private const double MostOfLine = 0.6;

    /// <inheritdoc/>
    public override IEnumerable<Mark> Draw(Plane plane)
    {
        List<Point[]> paths = [];
        List<Point[]> heads = [];
        foreach ((double x, double y, double endX, double endY) in Segments)
        {
            if (!double.IsFinite(x) || !double.IsFinite(y) || !double.IsFinite(endX) || !double.IsFinite(endY))
            {
                continue;
            }

            (Point from, Point to) = (plane.At(x, y), plane.At(endX, endY));
            paths.Add([from, to]);
            double length = Math.Sqrt(((to.X - from.X) * (to.X - from.X)) + ((to.Y - from.Y) * (to.Y - from.Y)));
            if (HasHeads && length > 1)
            {
                heads.Add(Head(from, to, length));
            }
        }

        return [new Lines(paths, Stroke), new Areas(heads, Stroke.Paint)];
    }

    private static Point[] Head(Point from, Point to, double length)
    {
        (double x, double y) = ((to.X - from.X) / length, (to.Y - from.Y) / length);
        double size = Math.Min(HeadLength, MostOfLine * length);
        double half = HeadWidth * size / HeadLength;
        Point back = new(to.X - (size * x), to.Y - (size * y));
        return [to, new(back.X - (half * y), back.Y + (half * x)), new(back.X + (half * y), back.Y - (half * x))];
    }
}
