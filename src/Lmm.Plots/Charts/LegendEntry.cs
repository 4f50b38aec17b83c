using Lmm.Plots.Scenes;

namespace Lmm.Plots.Charts;

/// <summary>What a colour, a shape or a line stands for.</summary>
/// <param name="Name">What it stands for.</param>
/// <param name="Paint">The colour.</param>
internal sealed record LegendEntry(string Name, Paint Paint)
{
    /// <summary>The shape of points; null where there are none.</summary>
    public DotShape? Shape { get; init; }

    /// <summary>The line; null where there is none.</summary>
    public Stroke? Line { get; init; }

    /// <summary>Whether it is an area.</summary>
    public bool IsArea { get; init; }
}
