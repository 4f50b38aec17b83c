namespace Lmm.Plots.Scenes;

/// <summary>Areas of one colour.</summary>
/// <param name="Outlines">The corners of each area.</param>
/// <param name="Fill">The colour.</param>
internal sealed record Areas(IReadOnlyList<Point[]> Outlines, Paint Fill) : Mark;
