namespace Lmm;

/// <summary>What of a fit is estimated anew when rows are left out.</summary>
public enum InfluenceMethod
{
    /// <summary>β and σ, exactly, at the θ that all rows gave.</summary>
    AtFittedTheta,

    /// <summary>β, σ and θ: as a fit of the rows that are left.</summary>
    Refitted,
}
