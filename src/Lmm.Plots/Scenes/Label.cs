using Lmm.Plots.Texts;

namespace Lmm.Plots.Scenes;

/// <summary>A line of text.</summary>
/// <param name="Text">The text.</param>
/// <param name="At">Where its baseline is.</param>
/// <param name="Size">The size of the font, in pixels.</param>
/// <param name="Anchor">Which part of it stands there.</param>
/// <param name="Paint">Its colour.</param>
internal sealed record Label(string Text, Point At, double Size, Anchor Anchor, Paint Paint) : Mark
{
    // Below, fonts of all kinds differ by less than the room between texts.
    private const double Short = 40;

    /// <summary>How long the line is, in pixels, for what draws it with a font of its own; null where it is short, or has letters of which the table of widths knows nothing.</summary>
    public double? Length => AdvanceWidths.Of(Text, Size, IsBold) is var length && length >= Short && AdvanceWidths.Knows(Text) ? length : null;

    /// <summary>Whether it is bold.</summary>
    public bool IsBold { get; init; }

    /// <summary>Whether it is read from below.</summary>
    public bool IsVertical { get; init; }
}
