using Lmm.Plots.Scenes;

namespace Lmm.Plots.Charts;

/// <summary>A line of reference across the whole chart, left out where it is beyond the axes.</summary>
/// <param name="Across">The place of an upright line; null for a level one.</param>
/// <param name="Height">The place of a level line; null for an upright one.</param>
internal sealed record RuleLayer(double? Across, double? Height) : Layer
{
    /// <summary>How it is drawn.</summary>
    public Stroke Stroke { get; init; } = new(Tone.Rule, 1.2, 4);

    /// <summary>A level line.</summary>
    public static RuleLayer Level(double y) => new(null, y);

    /// <summary>An upright line.</summary>
    public static RuleLayer Upright(double x) => new(x, null);

    /// <inheritdoc/>
    public override IEnumerable<Mark> Draw(Plane plane)
    {
        if (Across is { } x && plane.X.Domain.Share(x) is >= 0 and <= 1)
        {
            yield return Lines.Straight(new(plane.Across(x), plane.Box.Top), new(plane.Across(x), plane.Box.Bottom), Stroke);
        }

        if (Height is { } y && plane.Y.Domain.Share(y) is >= 0 and <= 1)
        {
            yield return Lines.Straight(new(plane.Box.Left, plane.Down(y)), new(plane.Box.Right, plane.Down(y)), Stroke);
        }
    }
}
