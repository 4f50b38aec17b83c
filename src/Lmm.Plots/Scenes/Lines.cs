namespace Lmm.Plots.Scenes;

/// <summary>Lines of one stroke, each through its points.</summary>
/// <param name="Paths">The points of each line.</param>
/// <param name="Stroke">How they are drawn.</param>
internal sealed record Lines(IReadOnlyList<Point[]> Paths, Stroke Stroke) : Mark
{
    /// <summary>One straight line.</summary>
    public static Lines Straight(Point from, Point to, Stroke stroke) => new([[from, to]], stroke);
}
