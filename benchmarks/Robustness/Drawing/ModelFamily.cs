namespace Lmm.Benchmarks.Robustness.Drawing;

/// <summary>What a drawn model is meant to be hard by. Seeds take turns, so that any run of seeds holds all families alike.</summary>
internal enum ModelFamily
{
    /// <summary>Most groups have one to three rows.</summary>
    TinyGroups,

    /// <summary>Two or three crossed factors with an intercept each.</summary>
    CrossedScalar,

    /// <summary>(x | g) + (z | h) and (x | g) + (f | h).</summary>
    CrossedSlopes,

    /// <summary>(1 | g/k) and (x | g/k).</summary>
    Nested,

    /// <summary>(x + z | g) and (poly(x, 2) | g).</summary>
    SeveralSlopes,

    /// <summary>(f | g) and (0 + f | g).</summary>
    FactorEffects,

    /// <summary>(x || g) and (x + z || g).</summary>
    DoubleBar,

    /// <summary>Prior weights over several orders of magnitude.</summary>
    Weighted,

    /// <summary>99, −999 or −99999 in a slope's covariate where its value is missing.</summary>
    MissingCodes,

    /// <summary>One value of a covariate from 1e4 to 1e8.</summary>
    HugeValue,

    /// <summary>A few days in milliseconds since 1970 as covariate.</summary>
    Epochs,

    /// <summary>Residuals or random effects with heavy tails.</summary>
    HeavyTails,

    /// <summary>Response and covariates in units from 1e-6 to 1e6.</summary>
    Scales,

    /// <summary>Variances of zero, correlations of ±1, standard deviations of very different size.</summary>
    NearSingular,

    /// <summary>A column of X that follows from others.</summary>
    RankDeficient,

    /// <summary>8 to 40 rows.</summary>
    FewRows,

    /// <summary>Interactions of fixed effects.</summary>
    Interactions,
}
