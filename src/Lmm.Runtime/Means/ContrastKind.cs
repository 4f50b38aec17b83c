namespace Lmm;

/// <summary>Which contrasts of the levels of a factor.</summary>
public enum ContrastKind
{
    /// <summary>Each level less each later one.</summary>
    Pairwise,

    /// <summary>Each level less the first, the control.</summary>
    Control,

    /// <summary>Each level less the one before it.</summary>
    Sequential,

    /// <summary>Orthogonal polynomials of levels at equal distances, up to the sixth degree, in whole numbers.</summary>
    Polynomial,

    /// <summary>Each level less the mean of all.</summary>
    Effect,
}
