namespace Lmm;

/// <summary>What a note on a fit is about.</summary>
public enum NoteKind
{
    /// <summary>Rows were left out because a value was missing.</summary>
    DroppedRows,

    /// <summary>Coefficients are not estimable, because their columns are linear combinations of those before them.</summary>
    RankDeficient,

    /// <summary>Results are beyond the range of double numbers.</summary>
    Range,

    /// <summary>The optimizer did not converge.</summary>
    NotConverged,

    /// <summary>The data do not determine all variances.</summary>
    Flat,

    /// <summary>An estimated covariance matrix of random effects is singular.</summary>
    Singular,

    /// <summary>The fit is one to sums, which leave open what rows would decide.</summary>
    Undecided,

    /// <summary>A column that is mostly numbers is a factor, because of cells that are no numbers.</summary>
    StrayCell,

    /// <summary>A fixed factor has so many levels that it is rather meant to group rows.</summary>
    ManyLevels,
}
