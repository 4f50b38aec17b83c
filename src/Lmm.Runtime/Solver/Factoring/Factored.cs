namespace Lmm.Solver.Factoring;

/// <summary>A factorisation at one Λ: from it derivatives are formed, once.</summary>
internal readonly struct Factored
{
    private readonly Factorization? _factorization;
    private readonly long _stamp;

    internal Factored(Factorization factorization, long stamp, double logDeterminant, double fixedLogDeterminant, double residualSumOfSquares)
    {
        (_factorization, _stamp) = (factorization, stamp);
        (LogDeterminant, FixedLogDeterminant, ResidualSumOfSquares) = (logDeterminant, fixedLogDeterminant, residualSumOfSquares);
    }

    /// <summary>log|L|² of the rows of Z.</summary>
    public double LogDeterminant { get; }

    /// <summary>log|R_X|² of the rows of X.</summary>
    public double FixedLogDeterminant { get; }

    /// <summary>r², the penalised weighted residual sum of squares.</summary>
    public double ResidualSumOfSquares { get; }

    /// <summary>Solves for the modes and β, and adds to the sums of each grouping factor what gradient and information need.</summary>
    /// <param name="withFixedEffects">Whether the uncertainty of β counts, as it does for REML.</param>
    /// <param name="sums">The sums by grouping factor.</param>
    /// <exception cref="InvalidOperationException">The factorisation has gone on since.</exception>
    public Differentiated Differentiate(bool withFixedEffects, FactorSums[] sums) => Factorization.Of(_factorization).Differentiate(_stamp, withFixedEffects, sums);
}
