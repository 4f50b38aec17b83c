namespace Lmm.Plots.Scenes;

/// <summary>The shape of points, which tells series apart in print.</summary>
internal enum DotShape
{
    /// <summary>A disc.</summary>
    Disc,

    /// <summary>A square.</summary>
    Square,

    /// <summary>A triangle.</summary>
    Triangle,

    /// <summary>A diamond.</summary>
    Diamond,

    /// <summary>A ring.</summary>
    Ring,
}
