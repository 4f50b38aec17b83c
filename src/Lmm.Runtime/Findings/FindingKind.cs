namespace Lmm;

/// <summary>What a finding of a review is about.</summary>
public enum FindingKind
{
    /// <summary>The optimizer did not converge, or the data do not determine all variances.</summary>
    NotConverged,

    /// <summary>A numeric variable has values apart from the others that are usual codes for missing ones, such as -999.</summary>
    MissingCode,

    /// <summary>The estimated covariance matrix of a random term is singular.</summary>
    Singular,

    /// <summary>A fixed effect varies within a grouping factor and has no random slope by it.</summary>
    NoRandomSlope,

    /// <summary>Many rows share the values of all fixed effects, and so may share what is in no term.</summary>
    SharedCovariates,

    /// <summary>The levels of a grouping factor look like ids that are used anew within each level of another factor, or like one id per row.</summary>
    RepeatedId,

    /// <summary>A coefficient depends on one group.</summary>
    DecisiveGroup,

    /// <summary>A grouping factor has few levels.</summary>
    FewLevels,

    /// <summary>Many groups have one row.</summary>
    SingleRowGroups,

    /// <summary>Residuals scatter more in some places than in others.</summary>
    UnequalSpread,

    /// <summary>Residuals are skewed.</summary>
    SkewedResiduals,

    /// <summary>Residuals have heavy tails.</summary>
    HeavyTails,

    /// <summary>Single rows lie farther from what the model says than its normal distribution allows.</summary>
    OutlyingRows,

    /// <summary>Single groups lie farther from the others than their normal distribution allows.</summary>
    OutlyingGroups,

    /// <summary>Columns of the fixed effects are nearly, or exactly, combinations of others.</summary>
    Collinear,

    /// <summary>The mixed model and an ordinary linear model with the same fixed effects disagree.</summary>
    DiffersFromOrdinary,
}
