using Lmm.Kernels;
using Lmm.Solver.Blocks;
using Lmm.Solver.Factoring;

namespace Lmm.Solver.Sparse;

/// <summary>All levels in one fill-reducing order, and a sparse factor.</summary>
/// <param name="Symbolic">The pattern of the factor.</param>
/// <param name="FirstNodes">For each grouping factor the node of its first level.</param>
internal sealed record SparseOrder(SymbolicFactor Symbolic, int[] FirstNodes) : FactorizationPlan
{
    /// <summary>With fewer columns in the tail a dense one takes less than the analysis.</summary>
    private const int SmallTail = 150;

    /// <summary>The evaluations of a search, about, that the analysis is weighed against.</summary>
    private const double LikelyEvaluations = 10;

    /// <summary>The seconds that analysing the graph takes for each edge, and for a third of a level (measured on Zen 4).</summary>
    private const double SecondsPerEdge = 1e-6;

    /// <summary>Where more of the tail than this is coupled by the heads alone, its factor is dense.</summary>
    private const double MostCoupling = 0.1;

    /// <inheritdoc/>
    protected override Factorization Allocate(CrossProducts products, Workers workers) => new SparseFactorization(products, Symbolic, FirstNodes, workers);

    /// <summary>The order of least fill that is found.</summary>
    public static SparseOrder Of(CrossProducts products, CancellationToken cancellationToken = default)
        => new(SymbolicFactor.Analyze(SymmetricGraph.OfLevels(products, out int[] firstNodes, cancellationToken), products.FixedEffects.Rank + 1, cancellationToken: cancellationToken)!, firstNodes);

    /// <summary>The sparse order when it is expected to take less time than one with a dense tail, or when that does not fit the memory; else null.</summary>
    public static SparseOrder? IfFaster(CrossProducts products, BlockOrder blocks, CancellationToken cancellationToken)
    {
        if (blocks.TailColumns < SmallTail)
        {
            return null;
        }

        bool isDensePossible = DenseTail.Fits(blocks.TailColumns + products.FixedEffects.Rank + 1);
        double denseSeconds = isDensePossible ? blocks.Seconds(products) : double.PositiveInfinity;
        if (isDensePossible && (denseSeconds * LikelyEvaluations < AnalysisSeconds(products) || TailCoupling.Estimate(products, blocks) > MostCoupling))
        {
            return null;
        }

        SymmetricGraph graph = SymmetricGraph.OfLevels(products, out int[] firstNodes, cancellationToken);
        SymbolicFactor? symbolic = SymbolicFactor.Analyze(graph, products.FixedEffects.Rank + 1, denseSeconds / SymbolicFactor.SecondsPerOperation, cancellationToken);
        return symbolic is not null && symbolic.Seconds() < denseSeconds && FrontStorage.Fits(symbolic) ? new SparseOrder(symbolic, firstNodes) : null;
    }

    private static double AnalysisSeconds(CrossProducts products)
        => SecondsPerEdge * (products.Factors.Sum(static factor => 3.0 * factor.LevelCount) + products.Pairs.Sum(static pair => (double)pair.Partner.Length));
}
