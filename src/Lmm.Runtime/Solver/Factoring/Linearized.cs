namespace Lmm.Solver.Factoring;

/// <summary>A factorisation whose gradient can be differentiated along one direction of Λ after the other.</summary>
internal readonly struct Linearized
{
    private readonly Factorization? _factorization;
    private readonly long _stamp;

    internal Linearized(Factorization factorization, long stamp) => (_factorization, _stamp) = (factorization, stamp);

    /// <summary>The derivatives along a direction, k × k to a grouping factor; overwritten by those along the next.</summary>
    /// <exception cref="InvalidOperationException">The factorisation is at another Λ by now.</exception>
    public FactorTangent Along(double[][] direction) => Factorization.Of(_factorization).Along(_stamp, direction);
}
