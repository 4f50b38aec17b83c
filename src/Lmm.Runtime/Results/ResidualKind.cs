namespace Lmm;

/// <summary>How residuals are scaled.</summary>
public enum ResidualKind
{
    /// <summary>Response less what is fitted, in units of the response.</summary>
    Raw,

    /// <summary>Raw residuals times the root of the weight.</summary>
    Pearson,

    /// <summary>Raw residuals over the standard deviation that the model says they have, by σ̂: R's and HLMdiag's standardised residuals. Their variance is 1.</summary>
    Standardized,

    /// <summary>Raw residuals over the standard deviation that they have by σ̂ estimated without the row, θ held: R's <c>rstudent</c>.</summary>
    Studentized,
}
