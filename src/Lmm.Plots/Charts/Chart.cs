namespace Lmm.Plots.Charts;

/// <summary>A pair of axes with what is within them.</summary>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
/// <param name="Layers">What is within, from behind to front.</param>
internal sealed record Chart(Axis X, Axis Y, IReadOnlyList<Layer> Layers)
{
    /// <summary>What stands above; empty for nothing.</summary>
    public string Title { get; init; } = "";

    /// <summary>What is to be seen, below; empty for nothing.</summary>
    public string Sentence { get; init; } = "";
}
