using Lmm.Plots.Scenes;

namespace Lmm.Plots.Charts;

/// <summary>The area between two lines, broken where one of them is not finite.</summary>
/// <param name="X">Where the points are across.</param>
/// <param name="Low">The lower line.</param>
/// <param name="High">The upper line.</param>
/// <param name="Paint">The colour.</param>
internal sealed record BandLayer(IReadOnlyList<double> X, IReadOnlyList<double> Low, IReadOnlyList<double> High, Paint Paint) : Layer
{
    /// <inheritdoc/>
    public override IEnumerable<Mark> Draw(Plane plane)
    {
        List<Point[]> outlines = [];
        int first = 0;
        for (int i = 0; i <= X.Count; i++)
        {
            if (i < X.Count && double.IsFinite(X[i]) && double.IsFinite(Low[i]) && double.IsFinite(High[i]))
            {
                continue;
            }

            if (i - first > 1)
            {
                IEnumerable<int> run = Enumerable.Range(first, i - first);
                outlines.Add([.. run.Select(at => plane.At(X[at], High[at])), .. run.Reverse().Select(at => plane.At(X[at], Low[at]))]);
            }

            first = i + 1;
        }

        return [new Areas(outlines, Paint)];
    }
}
