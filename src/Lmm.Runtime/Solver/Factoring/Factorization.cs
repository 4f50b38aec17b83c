namespace Lmm.Solver.Factoring;

/// <summary>
/// A Cholesky factorisation of the cross-products at Λ, in storage that is made once: what criterion, gradient and results take from it. Each step
/// overwrites what the one before has left, so that each is a value that the next is asked of, and only that of the last step can be gone on from.
/// </summary>
internal abstract class Factorization
{
    // Stamps count the factors in multiples of this, and the steps from each by ones.
    private const int Steps = 4;
    private const int DifferentiatedStep = 1;
    private const int KeptStep = 2;
    private const int LinearizedStep = 3;

    private long _stamp;

    /// <summary>The operations of a factorisation with its gradient, in those of dense matrices.</summary>
    public abstract double Operations { get; }

    /// <summary>β in working coordinates.</summary>
    internal abstract ReadOnlySpan<double> FixedEffects { get; }

    /// <summary>The covariance matrix of the working β over σ², rank × rank, row by row.</summary>
    internal abstract ReadOnlySpan<double> FixedEffectsCovariance { get; }

    /// <summary>log|L|² of the rows of Z.</summary>
    protected double LogDeterminant { get; set; }

    /// <summary>log|R_X|² of the rows of X.</summary>
    protected double FixedLogDeterminant { get; set; }

    /// <summary>r², the penalised weighted residual sum of squares.</summary>
    protected double ResidualSumOfSquares { get; set; }

    /// <summary>Factors at Λ, one lower triangular matrix per grouping factor, which must stay as it is while the factor is in use; false when it is not positive definite.</summary>
    public bool TryFactor(double[][] lambda, out Factored factored)
    {
        Expire();
        bool isFactored = TryFactor(lambda);
        factored = isFactored ? new Factored(this, _stamp, LogDeterminant, FixedLogDeterminant, ResidualSumOfSquares) : default;
        return isFactored;
    }

    /// <summary>Takes over cross-products of the pattern that the storage was made for.</summary>
    public void Load(CrossProducts products)
    {
        Expire();
        Read(products);
    }

    /// <summary>Takes over the parts with the response alone, the others being those that were loaded last.</summary>
    public void LoadResponse(CrossProducts products)
    {
        Expire();
        ReadResponse(products);
    }

    /// <summary>The factorisation of a step; that of none is not there.</summary>
    internal static Factorization Of(Factorization? factorization) => factorization ?? throw new InvalidOperationException("Nothing has been factored.");

    internal Differentiated Differentiate(long factored, bool withFixedEffects, FactorSums[] sums)
    {
        Advance(factored, DifferentiatedStep);
        Differentiate(withFixedEffects, sums);
        return new Differentiated(this, _stamp, withFixedEffects);
    }

    internal KeptModes Keep(long differentiated, bool withFixedEffects, FactorSums[] sums)
    {
        Advance(differentiated, KeptStep);
        Keep(withFixedEffects, sums);
        return new KeptModes(this, _stamp);
    }

    internal Linearized Linearize(long differentiated, bool withFixedEffects)
    {
        Advance(differentiated, KeptStep);
        _stamp += LinearizedStep - KeptStep;
        Linearize(withFixedEffects);
        return new Linearized(this, _stamp);
    }

    internal FactorTangent Along(long linearized, double[][] direction) => linearized == _stamp ? Along(direction) : throw Stale();

    /// <summary>Itself, if what was solved is still there.</summary>
    internal Factorization Solved(long differentiated) => differentiated / Steps == _stamp / Steps ? this : throw Stale();

    /// <summary>Itself, if the modes that were kept are still there.</summary>
    internal Factorization Kept(long kept) => kept == _stamp ? this : throw Stale();

    /// <summary>The modes of a grouping factor, levels × k.</summary>
    internal abstract ReadOnlySpan<double> Modes(int factor);

    /// <summary>The covariance matrices of the modes of a grouping factor over σ², levels × k × k (lower triangles).</summary>
    internal abstract ReadOnlySpan<double> Covariances(int factor);

    /// <summary>Factors at Λ, and sets determinants and r²; false when it is not positive definite.</summary>
    protected abstract bool TryFactor(double[][] lambda);

    /// <summary>What <see cref="Factored.Differentiate"/> does.</summary>
    protected abstract void Differentiate(bool withFixedEffects, FactorSums[] sums);

    /// <summary>What <see cref="Differentiated.Keep"/> does, after it was differentiated with the same argument.</summary>
    protected abstract void Keep(bool withFixedEffects, FactorSums[] sums);

    /// <summary>What <see cref="Differentiated.Linearize"/> does, after it was differentiated with the same argument.</summary>
    protected virtual void Linearize(bool withFixedEffects) => throw new NotSupportedException("The gradients of this factorisation are not differentiated.");

    /// <summary>What <see cref="Linearized.Along"/> does.</summary>
    protected virtual FactorTangent Along(double[][] direction) => throw new NotSupportedException("The gradients of this factorisation are not differentiated.");

    /// <summary>What <see cref="Load"/> does.</summary>
    protected abstract void Read(CrossProducts products);

    /// <summary>What <see cref="LoadResponse"/> does.</summary>
    protected abstract void ReadResponse(CrossProducts products);

    private static InvalidOperationException Stale() => new("The factorisation has gone on since; ask the value of its last step.");

    // No value of an earlier factor can be gone on from.
    private void Expire() => _stamp = ((_stamp / Steps) + 1) * Steps;

    private void Advance(long from, int step)
    {
        if (from != _stamp || from % Steps != step - 1)
        {
            throw Stale();
        }

        _stamp++;
    }
}
