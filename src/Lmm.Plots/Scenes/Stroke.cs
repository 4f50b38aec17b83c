namespace Lmm.Plots.Scenes;

/// <summary>How a line is drawn.</summary>
/// <param name="Paint">Its colour.</param>
/// <param name="Width">Its width, in pixels.</param>
/// <param name="Dash">The length of dashes and gaps, in pixels; null for a line without gaps.</param>
internal sealed record Stroke(Paint Paint, double Width = 1.5, double? Dash = null);
