using Lmm.Kernels;
using Lmm.Solver.Factoring;

namespace Lmm.Solver.Blocks;

/// <summary>The factorisation in which a chain of nested factors is eliminated level by level, and what is left is dense.</summary>
internal sealed class BlockFactorization : Factorization
{
    private readonly Workers _workers;
    private readonly Head[] _heads;
    private readonly int[] _headOf;
    private readonly DenseTail _tail;
    private double[][] _lambda = [];

    public BlockFactorization(CrossProducts products, BlockOrder order, Workers workers)
    {
        _workers = workers;
        _tail = new DenseTail(products, order, workers);
        _heads = Blocks.Head.Chain(products, order, workers);
        _headOf = new int[products.Factors.Length];
        Array.Fill(_headOf, -1);
        for (int place = 0; place < _heads.Length; place++)
        {
            _headOf[_heads[place].Layout.Factor] = place;
        }
    }

    /// <inheritdoc/>
    /// <remarks>Factoring and inverting the tail takes n³ operations.</remarks>
    public override double Operations => Math.Pow(_tail.Order, 3);

    /// <inheritdoc/>
    internal override ReadOnlySpan<double> FixedEffects => _tail.Solution[_tail.Columns..];

    /// <inheritdoc/>
    internal override ReadOnlySpan<double> FixedEffectsCovariance => _tail.FixedEffectsCovariance;

    /// <inheritdoc/>
    protected override bool TryFactor(double[][] lambda)
    {
        _lambda = lambda;
        _tail.Begin();
        foreach (Head head in _heads)
        {
            head.Begin();
        }

        LogDeterminant = 0;
        foreach (Head head in _heads)
        {
            if (!head.Eliminate(lambda[head.Layout.Factor], _tail))
            {
                return false;
            }

            LogDeterminant += head.LogDeterminant;
        }

        if (!_tail.Factor(lambda))
        {
            return false;
        }

        LogDeterminant += _tail.LogDeterminant;
        FixedLogDeterminant = _tail.FixedLogDeterminant;
        ResidualSumOfSquares = _tail.ResidualSumOfSquares;
        return true;
    }

    /// <inheritdoc/>
    /// <remarks>The Cholesky factor of the tail is lost.</remarks>
    protected override void Differentiate(bool withFixedEffects, FactorSums[] sums)
    {
        _tail.Solve(_lambda, sums);
        _tail.Invert(_lambda, withFixedEffects, sums);
        DifferentiateHeads(withFixedEffects, keep: false, sums);
    }

    /// <inheritdoc/>
    protected override void Keep(bool withFixedEffects, FactorSums[] sums)
    {
        if (withFixedEffects)
        {
            _tail.FixFixedEffects();
        }

        DifferentiateHeads(withFixedEffects: false, keep: true, sums);
    }

    /// <inheritdoc/>
    internal override ReadOnlySpan<double> Modes(int factor) => Head(factor) is Head head ? head.Modes : _tail.Modes(factor);

    /// <inheritdoc/>
    internal override ReadOnlySpan<double> Covariances(int factor) => Head(factor) is Head head ? head.Covariance : _tail.Covariances(factor);

    /// <inheritdoc/>
    protected override void Read(CrossProducts products)
    {
        _tail.Load(products);
        foreach (Head head in _heads)
        {
            head.Load(products);
        }
    }

    /// <inheritdoc/>
    protected override void ReadResponse(CrossProducts products)
    {
        foreach (Head head in _heads)
        {
            head.LoadResponse(products);
        }
    }

    private void DifferentiateHeads(bool withFixedEffects, bool keep, FactorSums[] sums)
    {
        for (int place = _heads.Length - 1; place >= 0; place--)
        {
            int factor = _heads[place].Layout.Factor;
            _heads[place].Differentiate(_lambda[factor], _tail, withFixedEffects, keep, sums[factor]);
        }
    }

    private Head? Head(int factor) => _headOf[factor] < 0 ? null : _heads[_headOf[factor]];
}
