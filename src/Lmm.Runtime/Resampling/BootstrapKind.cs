namespace Lmm;

/// <summary>How limits are taken from bootstrap draws.</summary>
/// <remarks>Source: Davison and Hinkley, Bootstrap Methods and their Application, 1997, chapter 5.</remarks>
public enum BootstrapKind
{
    /// <summary>Quantiles of the draws.</summary>
    Percentile,

    /// <summary>The estimate less the quantiles of the draws' distance from it.</summary>
    Basic,

    /// <summary>The estimate less its standard error times the quantiles of the draws' distance from it over their own standard errors.</summary>
    Studentized,
}
