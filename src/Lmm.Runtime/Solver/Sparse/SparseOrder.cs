namespace Lmm.Solver;

/// <summary>All levels in one fill-reducing order, and a sparse factor.</summary>
/// <param name="Symbolic">The pattern of the factor.</param>
/// <param name="FirstNodes">For each grouping factor the node of its first level.</param>
internal sealed record SparseOrder(SymbolicFactor Symbolic, int[] FirstNodes) : FactorizationPlan
{
    /// <inheritdoc/>
    public override Factorization Build(CrossProducts products, Workers workers) => new SparseFactorization(products, Symbolic, FirstNodes, workers);

    /// <summary>The order of least fill that is found.</summary>
    public static SparseOrder Of(CrossProducts products)
        => new(SymbolicFactor.Analyze(SymmetricGraph.OfLevels(products, out int[] firstNodes), products.FixedEffects.Rank + 1)!, firstNodes);

    /// <summary>The sparse order when it is expected to take less time than one with a dense tail; else null.</summary>
    public static SparseOrder? IfFaster(CrossProducts products, BlockOrder blocks)
    {
        return null;
    }
}
