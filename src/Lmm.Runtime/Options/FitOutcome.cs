namespace Lmm;

/// <summary>How the fit of one response ended.</summary>
public enum FitOutcome
{
    /// <summary>The estimates are the optimum.</summary>
    Converged,

    /// <summary>There are estimates, but the optimizer did not reach an optimum.</summary>
    NotConverged,

    /// <summary>The response (less the offset) has one value throughout, so there is no variation to explain.</summary>
    ConstantResponse,

    /// <summary>The fixed effects explain the response perfectly, so that no variance is left to estimate.</summary>
    PerfectFixedEffects,

    /// <summary>Fixed and random effects together explain the response perfectly, so that the residual variance cannot be estimated.</summary>
    PerfectFit,

    /// <summary>The fixed effects are as many as the observations (or more), so that nothing is left to estimate variances from.</summary>
    NoResidualDegreesOfFreedom,

    /// <summary>The objective falls for ever as the random effects grow: fixed and random effects together can explain every row.</summary>
    NoOptimum,

    /// <summary>The objective has no value at the start.</summary>
    NoObjective,

    /// <summary>A value of the response is missing (NaN).</summary>
    MissingValue,

    /// <summary>A value of the response is infinite.</summary>
    InfiniteValue,

    /// <summary>The groups lie too many residual standard deviations apart for the digits of double precision; the message says how many.</summary>
    GroupsTooFarApart,

    /// <summary>The rows that have a value of the response do not allow the model; the message says why.</summary>
    Refused,

    /// <summary>Nothing has been fitted: a workspace that is new, or whose last refit was stopped.</summary>
    NotFitted,
}
