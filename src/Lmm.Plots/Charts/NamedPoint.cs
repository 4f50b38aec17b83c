namespace Lmm.Plots.Charts;

/// <summary>A point with a name.</summary>
/// <param name="X">Where it is across.</param>
/// <param name="Y">Where it is upwards.</param>
/// <param name="Name">Its name.</param>
internal readonly record struct NamedPoint(double X, double Y, string Name)
{
    /// <summary>Where the name stands if there is room.</summary>
    public NameSide Side { get; init; }
}
