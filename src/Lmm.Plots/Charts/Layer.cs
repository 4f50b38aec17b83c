using Lmm.Plots.Scenes;

namespace Lmm.Plots.Charts;

/// <summary>Something of one kind within the axes of a chart, in the numbers of its axes.</summary>
internal abstract record Layer
{
    /// <summary>The marks of the layer.</summary>
    /// <param name="plane">Where numbers lie.</param>
    public abstract IEnumerable<Mark> Draw(Plane plane);
}
