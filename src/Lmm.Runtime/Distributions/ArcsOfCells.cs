using MathNet.Numerics.Integration;

namespace Lmm.Distributions;

/// <summary>
/// How far a cell reaches from its centre in a space of two or three dimensions: the cotangent of the angle is the largest of products g·v over vectors g, and of
/// zero, for each direction v. In the plane of directions that is the support function of the convex hull of the vectors.
/// </summary>
internal static class ArcsOfCells
{
    private const double Turn = 2 * Math.PI;
    private const double WidestArc = 0.1;

    private static readonly GaussLegendreRule Rule = new(0, 1, 10);

    /// <summary>The two directions of a line.</summary>
    public static void AddLine(double[] measure, IEnumerable<double> vectors)
    {
        foreach (int side in (int[])[1, -1])
        {
            ArcGrid.Add(measure, Math.Atan2(1, vectors.Max(vector => Math.Max(0, side * vector))), 0.5);
        }
    }

    /// <summary>All directions of a plane, between those in which the hull's vertices give way to each other.</summary>
    public static void AddPlane(double[] measure, IEnumerable<(double X, double Y)> vectors)
    {
        List<(double X, double Y)> hull = Hull([.. vectors, (0, 0)]);
        for (int index = 0; index < hull.Count; index++)
        {
            (double x, double y) = hull[index];
            double from = Normal(hull[(index + hull.Count - 1) % hull.Count], hull[index]);
            double width = Math.IEEERemainder(Normal(hull[index], hull[(index + 1) % hull.Count]) - from, Turn);
            if (width < 0)
            {
                width += Turn;
            }

            int arcs = (int)Math.Ceiling(width / WidestArc);
            for (int arc = 0; arc < arcs; arc++)
            {
                for (int point = 0; point < Rule.Order; point++)
                {
                    double direction = from + (width / arcs * (arc + Rule.GetAbscissa(point)));
                    double cotangent = Math.Max(0, (x * Math.Cos(direction)) + (y * Math.Sin(direction)));
                    ArcGrid.Add(measure, Math.Atan2(1, cotangent), width / arcs * Rule.GetWeight(point) / Turn);
                }
            }
        }
    }

    // The direction that points out of an edge of a hull whose corners go round against the clock.
    private static double Normal((double X, double Y) from, (double X, double Y) to) => Math.Atan2(from.X - to.X, to.Y - from.Y);

    // Andrew's chains, Inf. Process. Lett. 9, 1979.
    private static List<(double X, double Y)> Hull(List<(double X, double Y)> points)
    {
        points.Sort();
        List<(double X, double Y)> hull = [];
        foreach (List<(double X, double Y)> order in (List<(double X, double Y)>[])[points, [.. points.AsEnumerable().Reverse()]])
        {
            int start = hull.Count;
            foreach ((double X, double Y) point in order)
            {
                while (hull.Count >= start + 2 && Bend(hull[^2], hull[^1], point) <= 0)
                {
                    hull.RemoveAt(hull.Count - 1);
                }

                hull.Add(point);
            }

            hull.RemoveAt(hull.Count - 1);
        }

        return hull;
    }

    private static double Bend((double X, double Y) a, (double X, double Y) b, (double X, double Y) c) => ((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X));
}
