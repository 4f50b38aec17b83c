namespace Lmm.Plots.Scenes;

/// <summary>What a colour is for; a scheme says which colour that is.</summary>
internal enum Tone
{
    /// <summary>What is drawn on.</summary>
    Paper,

    /// <summary>Text, and lines that matter.</summary>
    Ink,

    /// <summary>Text beside the point: labels of ticks, notes.</summary>
    Muted,

    /// <summary>Axes, frames and lines of reference.</summary>
    Rule,

    /// <summary>The grid behind the data.</summary>
    Grid,

    /// <summary>The first series.</summary>
    First,

    /// <summary>The second series.</summary>
    Second,

    /// <summary>The third series.</summary>
    Third,

    /// <summary>The fourth series.</summary>
    Fourth,

    /// <summary>The fifth series.</summary>
    Fifth,

    /// <summary>The sixth series.</summary>
    Sixth,
}
