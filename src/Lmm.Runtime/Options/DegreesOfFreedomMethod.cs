namespace Lmm;

/// <summary>How the tests of fixed effects take into account that variances are estimated. It is what was asked for, whatever the size of the data.</summary>
public enum DegreesOfFreedomMethod
{
    /// <summary>
    /// Student's t and F with degrees of freedom that match mean and variance of the estimated variance (Satterthwaite 1946; Fai and Cornelius 1996), by the
    /// exact Hessian of the criterion that was minimised, on the face of the parameter space that the fit lies on.
    /// </summary>
    Satterthwaite,

    /// <summary>
    /// Kenward and Roger (1997): standard errors are adjusted too; by the expected information of all variance parameters, as pbkrtest has it. It is of REML;
    /// for a fit by maximum likelihood, of the REML fit of the same model.
    /// </summary>
    KenwardRoger,

    /// <summary>Kenward and Roger by the observed information, as SAS has it.</summary>
    KenwardRogerObserved,

    /// <summary>The normal distribution and χ², as if variances were known.</summary>
    Normal,

    /// <summary>Neither degrees of freedom nor p-values, as lme4 prints.</summary>
    None,
}
