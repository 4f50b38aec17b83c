using Lmm.Solver.Expansion;
using Lmm.Solver.Factoring;

namespace Lmm.Solver.Criteria;

/// <summary>
/// What a criterion of normally distributed responses knows besides value and gradient: how much the levels tell of each variance. With it a search
/// scores on variances, and takes variances out that run into zero.
/// </summary>
internal interface IScoredCriterion : IEffectCriterion
{
    /// <summary>n, or n − rank of X for REML: what r² is divided by.</summary>
    long DegreesOfFreedom { get; }

    /// <summary>d/r², what scores are weighted with against precisions.</summary>
    double ResidualWeight { get; }

    /// <summary>The criterion to second order in Σ about a θ, no matter where it was evaluated last; null where gradients at so many points take less time.</summary>
    VarianceExpansion? Expand(ReadOnlySpan<double> theta, int gradients);

    /// <summary>The sums of a grouping factor at the last gradient.</summary>
    FactorSums Sums(int factor);
}
