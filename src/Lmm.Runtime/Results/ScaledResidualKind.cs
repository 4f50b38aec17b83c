namespace Lmm;

/// <summary>How scaled residuals were found.</summary>
public enum ScaledResidualKind
{
    /// <summary>By the normal distribution that the model says residuals have.</summary>
    Exact,

    /// <summary>By the share of simulated responses below the one seen.</summary>
    Simulated,
}
