namespace Lmm.Solver.Factoring;

/// <summary>A factorisation that has been solved and differentiated: β is known, and the modes can be kept, once.</summary>
internal readonly struct Differentiated
{
    private readonly Factorization? _factorization;
    private readonly long _stamp;
    private readonly bool _withFixedEffects;

    internal Differentiated(Factorization factorization, long stamp, bool withFixedEffects)
        => (_factorization, _stamp, _withFixedEffects) = (factorization, stamp, withFixedEffects);

    /// <summary>β in working coordinates; there also after modes have been kept.</summary>
    /// <exception cref="InvalidOperationException">The factorisation is at another Λ by now.</exception>
    public ReadOnlySpan<double> FixedEffects => Factorization.Of(_factorization).Solved(_stamp).FixedEffects;

    /// <summary>The covariance matrix of the working β over σ², rank × rank, row by row; there also after modes have been kept.</summary>
    /// <exception cref="InvalidOperationException">The factorisation is at another Λ by now.</exception>
    public ReadOnlySpan<double> FixedEffectsCovariance => Factorization.Of(_factorization).Solved(_stamp).FixedEffectsCovariance;

    /// <summary>Keeps the modes with their covariances at fixed β; the sums that were added to are used up.</summary>
    /// <exception cref="InvalidOperationException">The factorisation has gone on since.</exception>
    public KeptModes Keep(FactorSums[] sums) => Factorization.Of(_factorization).Keep(_stamp, _withFixedEffects, sums);

    /// <summary>Prepares derivatives of the gradient along directions of Λ, in place of the modes; β and its covariance matrix stay.</summary>
    /// <exception cref="InvalidOperationException">The factorisation has gone on since.</exception>
    /// <exception cref="NotSupportedException">This factorisation has none.</exception>
    public Linearized Linearize() => Factorization.Of(_factorization).Linearize(_stamp, _withFixedEffects);
}
