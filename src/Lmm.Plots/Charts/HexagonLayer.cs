using Lmm.Plots.Scenes;
using Lmm.Plots.Smoothing;

namespace Lmm.Plots.Charts;

/// <summary>Hexagons in place of many points, the darker the more points are in them.</summary>
/// <param name="X">Where the points are across.</param>
/// <param name="Y">Where they are upwards.</param>
/// <param name="Tone">The colour.</param>
internal sealed record HexagonLayer(IReadOnlyList<double> X, IReadOnlyList<double> Y, Tone Tone) : Layer
{
    private const double Radius = 5;
    private const int Shades = 7;
    private const double Lightest = 0.12;

    /// <inheritdoc/>
    public override IEnumerable<Mark> Draw(Plane plane)
    {
        (Point Centre, int Count)[] bins = HexagonBins.Of(plane.Places(X, Y), Radius);
        double most = bins.Length == 0 ? 1 : Math.Log(1 + bins.Max(static bin => bin.Count));
        foreach (IGrouping<int, (Point Centre, int Count)> shade in bins
            .GroupBy(bin => Math.Min(Shades - 1, (int)(Shades * Math.Log(1 + bin.Count) / most)))
            .OrderBy(static shade => shade.Key))
        {
            double opacity = Lightest + ((1 - Lightest) * shade.Key / (Shades - 1));
            yield return new Areas([.. shade.Select(static bin => HexagonBins.Outline(bin.Centre, Radius))], new Paint(Tone, opacity));
        }
    }
}
