using Lmm.Plots.Scenes;

namespace Lmm.Plots.Charts;

/// <summary>Points.</summary>
/// <param name="X">Where they are across.</param>
/// <param name="Y">Where they are upwards.</param>
/// <param name="Paint">Their colour.</param>
/// <param name="Radius">Their size, in pixels.</param>
/// <param name="Shape">Their shape.</param>
internal sealed record PointLayer(IReadOnlyList<double> X, IReadOnlyList<double> Y, Paint Paint, double Radius = 2.6, DotShape Shape = DotShape.Disc) : Layer
{
    /// <inheritdoc/>
    public override IEnumerable<Mark> Draw(Plane plane) => [new Dots(plane.Places(X, Y), Radius, Paint, Shape)];
}
