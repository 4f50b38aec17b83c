namespace Lmm;

/// <summary>How intervals are found.</summary>
public enum IntervalMethod
{
    /// <summary>By profiles of the likelihood: the values at which a test of the likelihood ratio would not refuse the parameter.</summary>
    Profile,

    /// <summary>Estimates more and less a multiple of their standard errors.</summary>
    Wald,

    /// <summary>From refits to responses that the fitted model generates.</summary>
    Bootstrap,
}
