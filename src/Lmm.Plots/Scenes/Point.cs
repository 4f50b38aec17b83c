namespace Lmm.Plots.Scenes;

/// <summary>A place in a picture.</summary>
/// <param name="X">To the right, in pixels.</param>
/// <param name="Y">Downwards, in pixels.</param>
internal readonly record struct Point(double X, double Y);
