using Lmm.Solver.Blocks;
using Lmm.Solver.Factoring;
using Lmm.Solver.Sparse;

namespace Lmm.Solver.Plans;

/// <summary>Chooses how cross-products are factored.</summary>
internal static class PlanChoice
{
    /// <summary>The plan by which a factorisation with its gradient is expected to take the least time.</summary>
    public static FactorizationPlan For(CrossProducts products)
    {
        BlockOrder blocks = BlockOrder.Choose(products);
        return (FactorizationPlan?)SparseOrder.IfFaster(products, blocks) ?? blocks;
    }
}
