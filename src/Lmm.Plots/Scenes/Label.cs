namespace Lmm.Plots.Scenes;

/// <summary>A line of text.</summary>
/// <param name="Text">The text.</param>
/// <param name="At">Where its baseline is.</param>
/// <param name="Size">The size of the font, in pixels.</param>
/// <param name="Anchor">Which part of it stands there.</param>
/// <param name="Paint">Its colour.</param>
internal sealed record Label(string Text, Point At, double Size, Anchor Anchor, Paint Paint) : Mark
{
    /// <summary>Whether it is bold.</summary>
    public bool IsBold { get; init; }

    /// <summary>Whether it is read from below.</summary>
    public bool IsVertical { get; init; }
}
