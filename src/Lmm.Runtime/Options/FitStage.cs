namespace Lmm;

/// <summary>What a fit is at work on.</summary>
public enum FitStage
{
    /// <summary>Rows are read into columns.</summary>
    Rows,

    /// <summary>The columns of the model matrices are made.</summary>
    Design,

    /// <summary>The cross-products of a mixed model's design are formed.</summary>
    CrossProducts,

    /// <summary>The optimizer evaluates the criterion of a mixed model.</summary>
    Search,

    /// <summary>The least-squares problem of a linear model is solved.</summary>
    LeastSquares,

    /// <summary>Many responses are fitted on one design.</summary>
    Responses,

    /// <summary>Profiles of the likelihood are followed to their limits.</summary>
    Profiles,

    /// <summary>Responses that a fitted model generates are fitted.</summary>
    Draws,

    /// <summary>Estimates are found without each level of a factor.</summary>
    Deletions,
}
