using Lmm.Kernels;
using Lmm.Solver.Blocks;
using Lmm.Solver.Sparse;

namespace Lmm.Solver.Factoring;

/// <summary>How the cross-products of a model are factored: what depends on their pattern alone, so that models of one design can share it.</summary>
internal abstract record FactorizationPlan
{
    /// <summary>Makes the storage of a factorisation.</summary>
    public abstract Factorization Build(CrossProducts products, Workers workers);

    /// <summary>The plan by which a factorisation with its gradient is expected to take the least time.</summary>
    public static FactorizationPlan For(CrossProducts products)
    {
        BlockOrder blocks = BlockOrder.Choose(products);
        return (FactorizationPlan?)SparseOrder.IfFaster(products, blocks) ?? blocks;
    }
}
