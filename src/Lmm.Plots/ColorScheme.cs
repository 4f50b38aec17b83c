namespace Lmm;

/// <summary>The colours of a picture.</summary>
public enum ColorScheme
{
    /// <summary>Light or dark as the reader's screen is, light in print.</summary>
    Automatic,

    /// <summary>Dark marks on white.</summary>
    Light,

    /// <summary>Light marks on near black.</summary>
    Dark,
}
