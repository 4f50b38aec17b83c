namespace Lmm.Plots.Scenes;

/// <summary>Points of one shape and colour.</summary>
/// <param name="Centres">Where they are.</param>
/// <param name="Radius">Their size, in pixels.</param>
/// <param name="Paint">Their colour.</param>
/// <param name="Shape">Their shape.</param>
internal sealed record Dots(IReadOnlyList<Point> Centres, double Radius, Paint Paint, DotShape Shape = DotShape.Disc) : Mark
{
    /// <summary>The corners of a point that is not round, of the same area as the disc.</summary>
    public Point[] Outline(Point centre)
    {
        (double X, double Y)[] corners = Shape switch
        {
            DotShape.Square => [(-0.89, -0.89), (0.89, -0.89), (0.89, 0.89), (-0.89, 0.89)],
            DotShape.Triangle => [(0, -1.4), (1.22, 0.75), (-1.22, 0.75)],
            _ => [(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)],
        };
        return Array.ConvertAll(corners, corner => new Point(centre.X + (Radius * corner.X), centre.Y + (Radius * corner.Y)));
    }
}
