using Lmm.Plots.Scenes;

namespace Lmm.Plots.Charts;

/// <summary>Boxes of samples beside each other: quartiles, medians, lines to the farthest values that are not far out, and those that are.</summary>
/// <param name="Boxes">The samples, at 0, 1, 2 and so on.</param>
/// <param name="Paint">The colour.</param>
/// <param name="IsLying">Whether samples are one below the other.</param>
internal sealed record BoxLayer(IReadOnlyList<SampleBox> Boxes, Tone Paint, bool IsLying) : Layer
{
    private const double Half = 0.32;

    /// <inheritdoc/>
    public override IEnumerable<Mark> Draw(Plane plane)
    {
        yield return new Areas([.. Boxes.Select((box, at) => Corners(plane, box, at))], new Paint(Paint, 0.3));
        yield return new Lines([.. Boxes.SelectMany((box, at) => (Point[][])[[At(plane, at, box.Low), At(plane, at, box.Lower)], [At(plane, at, box.Upper), At(plane, at, box.High)]])], new Stroke(Paint, 1.2));
        yield return new Lines([.. Boxes.Select((box, at) => (Point[])[At(plane, at - Half, box.Median), At(plane, at + Half, box.Median)])], new Stroke(Paint, 2.2));
        yield return new Dots([.. Boxes.SelectMany((box, at) => box.Outside.Select(value => At(plane, at, value)))], 1.8, new Paint(Paint, 0.8));
    }

    private Point[] Corners(Plane plane, SampleBox box, int at)
        => [At(plane, at - Half, box.Lower), At(plane, at + Half, box.Lower), At(plane, at + Half, box.Upper), At(plane, at - Half, box.Upper)];

    private Point At(Plane plane, double slot, double value) => IsLying ? plane.At(value, slot) : plane.At(slot, value);
}
