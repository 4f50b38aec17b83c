using Lmm.Plots.Scenes;

namespace Lmm.Plots.Charts;

/// <summary>A line through points, broken where one is not finite.</summary>
/// <param name="X">Where they are across.</param>
/// <param name="Y">Where they are upwards.</param>
/// <param name="Stroke">How it is drawn.</param>
internal sealed record LineLayer(IReadOnlyList<double> X, IReadOnlyList<double> Y, Stroke Stroke) : Layer
{
    /// <inheritdoc/>
    public override IEnumerable<Mark> Draw(Plane plane)
    {
        List<Point[]> paths = [];
        List<Point> path = [];
        for (int i = 0; i <= X.Count; i++)
        {
            if (i < X.Count && double.IsFinite(X[i]) && double.IsFinite(Y[i]))
            {
                path.Add(plane.At(X[i], Y[i]));
                continue;
            }

            if (path.Count > 1)
            {
                paths.Add([.. path]);
            }

            path.Clear();
        }

        return [new Lines(paths, Stroke)];
    }
}
