using Lmm.Solver.Blocks;
using Lmm.Solver.Factoring;
using Lmm.Solver.Sparse;

namespace Lmm.Solver.Plans;

/// <summary>Chooses how cross-products are factored.</summary>
internal static class PlanChoice
{
    /// <summary>The plan by which a factorisation with its gradient is expected to take the least time.</summary>
    public static FactorizationPlan For(CrossProducts products, CancellationToken cancellationToken = default)
    {
        int count = products.Factors.Length;
        if (products.Pairs.Length > 0 && products.Pairs.Length < count * (count - 1) / 2)
        {
            // Some factors never meet, and others do: a chain of heads cannot say so.
            return SparseOrder.Of(products, cancellationToken);
        }

        BlockOrder blocks = BlockOrder.Choose(products);
        return (FactorizationPlan?)SparseOrder.IfFaster(products, blocks, cancellationToken) ?? blocks;
    }
}
