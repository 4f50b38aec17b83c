namespace Lmm.Plots.Charts;

/// <summary>A side of a point.</summary>
internal enum NameSide
{
    /// <summary>To its right.</summary>
    Right,

    /// <summary>To its left.</summary>
    Left,

    /// <summary>Above.</summary>
    Above,
}
