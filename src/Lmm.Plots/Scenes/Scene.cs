namespace Lmm.Plots.Scenes;

/// <summary>A picture as marks with places in pixels, before it is written in any format.</summary>
/// <param name="Width">The width, in pixels.</param>
/// <param name="Height">The height, in pixels.</param>
/// <param name="Marks">The marks, those behind first.</param>
internal sealed record Scene(double Width, double Height, IReadOnlyList<Mark> Marks);
