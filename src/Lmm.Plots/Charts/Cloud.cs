using Lmm.Plots.Scenes;
using Lmm.Plots.Texts;

namespace Lmm.Plots.Charts;

/// <summary>Points as long as they are few, hexagons where they are many.</summary>
internal static class Cloud
{
    /// <summary>The layer of points.</summary>
    /// <param name="x">Where they are across.</param>
    /// <param name="y">Where they are upwards.</param>
    /// <param name="tone">The colour.</param>
    /// <param name="most">The number of points above which there are hexagons.</param>
    public static Layer Of(IReadOnlyList<double> x, IReadOnlyList<double> y, Tone tone, int most)
        => x.Count > most
            ? new HexagonLayer(x, y, tone)
            : new PointLayer(x, y, new Paint(tone, x.Count > 1000 ? 0.35 : x.Count > 200 ? 0.5 : 0.7), x.Count > 1000 ? 1.6 : x.Count > 200 ? 2 : 2.6);

    /// <summary>What is said of hexagons; null where there are points.</summary>
    public static string? Note(int count, int most)
        => count > most ? $"Hexagons in place of {NumberLabel.Count(count)} points, the darker the more points are in them (logarithmic)." : null;
}
