namespace Lmm.Solver.Factoring;

/// <summary>The modes of a factorisation, and their covariances at fixed β.</summary>
internal readonly struct KeptModes
{
    private readonly Factorization? _factorization;
    private readonly long _stamp;

    internal KeptModes(Factorization factorization, long stamp) => (_factorization, _stamp) = (factorization, stamp);

    /// <summary>The modes of a grouping factor, levels × k.</summary>
    /// <exception cref="InvalidOperationException">The factorisation is at another Λ by now.</exception>
    public ReadOnlySpan<double> Modes(int factor) => Factorization.Of(_factorization).Kept(_stamp).Modes(factor);

    /// <summary>The covariance matrices of the modes of a grouping factor over σ², levels × k × k (lower triangles).</summary>
    /// <exception cref="InvalidOperationException">The factorisation is at another Λ by now.</exception>
    public ReadOnlySpan<double> Covariances(int factor) => Factorization.Of(_factorization).Kept(_stamp).Covariances(factor);
}
