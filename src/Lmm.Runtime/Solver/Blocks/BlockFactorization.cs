namespace Lmm.Solver;

/// <summary>The factorisation in which a chain of nested factors is eliminated level by level, and what is left is dense.</summary>
internal sealed class BlockFactorization : Factorization
{
    private readonly CrossProducts products;
    private readonly Workers workers;
    private readonly Head[] heads;
    private readonly DenseTail tail;
    private double[][] lambda = [];

    public BlockFactorization(CrossProducts products, BlockOrder order, Workers workers)
    {
        this.products = products;
        this.workers = workers;
        tail = new DenseTail(products, order, workers.MaximumThreads);
        heads = Solver.Head.Chain(products, order, workers);
    }

    /// <inheritdoc/>
    /// <remarks>Factoring and inverting the tail takes n³ operations.</remarks>
    public override double Operations => Math.Pow(tail.Order, 3);

    /// <inheritdoc/>
    public override ReadOnlySpan<double> FixedEffects => tail.Solution[tail.Columns..];

    /// <inheritdoc/>
    public override double[] FixedEffectsCovariance => tail.FixedEffectsCovariance;

    /// <inheritdoc/>
    public override bool Factor(double[][] lambda)
    {
        this.lambda = lambda;
        tail.Begin();
        foreach (Head head in heads)
        {
            head.Begin();
        }

        LogDeterminant = 0;
        foreach (Head head in heads)
        {
            if (!head.Eliminate(lambda[head.Layout.Factor], tail))
            {
                return false;
            }

            LogDeterminant += head.LogDeterminant;
        }

        if (!tail.Factor(lambda, workers.CancellationToken))
        {
            return false;
        }

        LogDeterminant += tail.LogDeterminant;
        FixedLogDeterminant = tail.FixedLogDeterminant;
        ResidualSumOfSquares = tail.ResidualSumOfSquares;
        return true;
    }

    /// <inheritdoc/>
    /// <remarks>The Cholesky factor of the tail is lost.</remarks>
    public override void Differentiate(bool withFixedEffects, FactorSums[] sums)
    {
        tail.Solve(lambda, sums);
        tail.Invert(lambda, withFixedEffects, sums);
        DifferentiateHeads(withFixedEffects, keep: false, sums);
    }

    /// <inheritdoc/>
    public override void Keep(bool withFixedEffects, FactorSums[] sums)
    {
        if (withFixedEffects)
        {
            tail.FixFixedEffects();
        }

        DifferentiateHeads(withFixedEffects: false, keep: true, sums);
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<double> Modes(int factor) => Head(factor) is Head head ? head.Modes : tail.Modes(factor);

    /// <inheritdoc/>
    public override ReadOnlySpan<double> Covariances(int factor) => Head(factor) is Head head ? head.Covariance : tail.Covariances(factor);

    /// <inheritdoc/>
    public override void TakeResponse()
    {
        foreach (Head head in heads)
        {
            head.TakeResponse(products.Factors[head.Layout.Factor]);
        }
    }

    private void DifferentiateHeads(bool withFixedEffects, bool keep, FactorSums[] sums)
    {
        for (int place = heads.Length - 1; place >= 0; place--)
        {
            int factor = heads[place].Layout.Factor;
            heads[place].Differentiate(lambda[factor], tail, withFixedEffects, keep, sums[factor]);
        }
    }

    private Head? Head(int factor)
    {
        foreach (Head head in heads)
        {
            if (head.Layout.Factor == factor)
            {
                return head;
            }
        }

        return null;
    }
}
