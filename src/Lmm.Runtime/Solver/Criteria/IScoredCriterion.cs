using Lmm.Crossing;
using Lmm.Solver.Factoring;

namespace Lmm.Solver.Criteria;

/// <summary>
/// What a criterion of normally distributed responses knows besides value and gradient: how much the levels tell of each variance. With it a search
/// scores on variances, and takes variances out that run into zero.
/// </summary>
internal interface IScoredCriterion
{
    /// <summary>The terms, in the order of the parameters.</summary>
    RandomTermLayout[] Terms { get; }

    /// <summary>Λ by grouping factor at the last θ.</summary>
    double[][] Lambda { get; }

    /// <summary>n, or n − rank of X for REML: what r² is divided by.</summary>
    int DegreesOfFreedom { get; }

    /// <summary>d/r², what scores are weighted with against precisions.</summary>
    double ResidualWeight { get; }

    /// <summary>The sums of a grouping factor at the last gradient.</summary>
    FactorSums Sums(int factor);

    /// <summary>The last gradient with respect to all k × k elements of a term's Λ, row by row.</summary>
    ReadOnlySpan<double> Slope(int term);

    /// <summary>The number of levels of a term's grouping factor.</summary>
    int LevelCount(RandomTermLayout term);
}
