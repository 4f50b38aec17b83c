namespace Lmm.Plots.Scenes;

/// <summary>A colour by its purpose, and how much it covers.</summary>
/// <param name="Tone">What it is for.</param>
/// <param name="Opacity">From 0, nothing, to 1.</param>
internal readonly record struct Paint(Tone Tone, double Opacity = 1)
{
    /// <summary>The paint of a tone, covering all.</summary>
    public static implicit operator Paint(Tone tone) => new(tone);
}
