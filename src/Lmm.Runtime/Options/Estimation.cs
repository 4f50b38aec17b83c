namespace Lmm;

/// <summary>The criterion that a linear mixed model is fitted by.</summary>
public enum Estimation
{
    /// <summary>Restricted (residual) maximum likelihood, REML; the default, as in lme4.</summary>
    RestrictedMaximumLikelihood,

    /// <summary>Maximum likelihood; what likelihood-ratio tests of fixed effects need.</summary>
    MaximumLikelihood,
}
