using Lmm.Plots.Scenes;

namespace Lmm.Plots.Charts;

/// <summary>An area within an outline.</summary>
/// <param name="X">Where its corners are across.</param>
/// <param name="Y">Where they are upwards.</param>
/// <param name="Paint">The colour.</param>
internal sealed record OutlineLayer(IReadOnlyList<double> X, IReadOnlyList<double> Y, Paint Paint) : Layer
{
    /// <inheritdoc/>
    public override IEnumerable<Mark> Draw(Plane plane) => [new Areas([[.. X.Select((x, corner) => plane.At(x, Y[corner]))]], Paint)];
}
