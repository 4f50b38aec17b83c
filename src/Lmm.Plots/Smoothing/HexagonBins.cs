using Lmm.Plots.Scenes;

namespace Lmm.Plots.Smoothing;

/// <summary>Counts of points in hexagons (Carr, Littlefield, Nicholson and Littlefield, J. Am. Stat. Assoc. 82, 1987).</summary>
internal static class HexagonBins
{
    private static readonly double HalfWidth = Math.Sqrt(3) / 2;

    /// <summary>The hexagons that have points, in an order that depends on their places only.</summary>
    /// <param name="points">The points, in pixels.</param>
    /// <param name="radius">The distance from the centre of a hexagon to its corners.</param>
    public static (Point Centre, int Count)[] Of(IReadOnlyList<Point> points, double radius)
    {
        double width = 2 * HalfWidth * radius;
        double height = 3 * radius;
        Dictionary<(int Row, int Column), int> counts = [];
        foreach (Point point in points)
        {
            // Centres are those of two lattices of rectangles; the nearer of both is the hexagon's.
            (double x, double y) = (point.X / width, point.Y / height);
            (double evenX, double evenY) = (Math.Round(x), Math.Round(y));
            (double oddX, double oddY) = (Math.Floor(x) + 0.5, Math.Floor(y) + 0.5);
            bool isEven = Distance(x - evenX, y - evenY) <= Distance(x - oddX, y - oddY);
            (int Row, int Column) key = isEven ? ((int)(2 * evenY), (int)(2 * evenX)) : ((int)Math.Round(2 * oddY), (int)Math.Round(2 * oddX));
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        return [.. counts.OrderBy(static bin => bin.Key).Select(bin => (new Point(bin.Key.Column * width / 2, bin.Key.Row * height / 2), bin.Value))];

        double Distance(double across, double down) => (across * across * width * width) + (down * down * height * height);
    }

    /// <summary>The corners of a hexagon.</summary>
    /// <param name="centre">Its centre.</param>
    /// <param name="radius">The distance to its corners.</param>
    public static Point[] Outline(Point centre, double radius)
    {
        double half = HalfWidth * radius;
        return
        [
            new(centre.X, centre.Y - radius), new(centre.X + half, centre.Y - (radius / 2)), new(centre.X + half, centre.Y + (radius / 2)),
            new(centre.X, centre.Y + radius), new(centre.X - half, centre.Y + (radius / 2)), new(centre.X - half, centre.Y - (radius / 2)),
        ];
    }
}
