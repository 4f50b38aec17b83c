namespace Lmm.Solver.Factoring;

/// <summary>
/// The derivatives, along a direction dΛ, of all that a gradient takes from a factorisation. A direction is any k × k matrix to a grouping factor, whose change of Σ is
/// dΛΛᵀ + ΛdΛᵀ.
/// </summary>
internal abstract class FactorTangent
{
    /// <summary>That of ½ ∂log|V|/∂Λ = (ΣR)Λ, <see cref="FactorSums.DeterminantSlope"/>; k × k, row by row.</summary>
    public abstract ReadOnlySpan<double> DeterminantSlope(int factor);

    /// <summary>That of Σvvᵀ, <see cref="FactorSums.Score"/>; lower triangle.</summary>
    public abstract ReadOnlySpan<double> Score(int factor);

    /// <summary>That of the covariance matrix of the working β over σ², rank × rank, row by row.</summary>
    public abstract ReadOnlySpan<double> FixedEffectsCovariance { get; }
}
