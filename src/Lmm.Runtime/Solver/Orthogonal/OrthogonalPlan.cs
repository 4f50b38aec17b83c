namespace Lmm.Solver;

/// <summary>A factorisation from the rows by orthogonal transformations, for data whose cross-products have lost the digits.</summary>
/// <param name="Order">The chain of nested factors, and the crossed ones above it.</param>
/// <param name="Rows">The rows.</param>
internal sealed record OrthogonalPlan(BlockOrder Order, LevelRows Rows) : FactorizationPlan
{
    /// <summary>The values that may be stored: one gigabyte.</summary>
    private const double MostValues = 1.25e8;

    /// <summary>The rotated values that reducing the rows may take, and an evaluation: some ten seconds, and half a second.</summary>
    private const double MostRowOperations = 2e10;
    private const double MostOperations = 1e9;

    /// <inheritdoc/>
    public override Factorization Build(CrossProducts products, Workers workers) => new OrthogonalFactorization(products, this, workers);

    /// <summary>The plan for a model; null when its factorisation would take too much time or room.</summary>
    public static OrthogonalPlan? IfAffordable(CrossProducts products, LevelRows rows)
    {
        BlockOrder order = BlockOrder.Choose(products);
        double width = order.TailColumns + products.FixedEffects.Rank + 1 + order.Heads.Sum(head => (double)products.Factors[head].EffectCount);
        if (rows.RowCount * width * width / 2 > MostRowOperations)
        {
            return null;
        }

        var tree = new LevelTree(products, order);
        return ReducedRows.Size(tree) + OrthogonalFactorization.Size(tree) < MostValues && OrthogonalFactorization.Cost(tree) < MostOperations
            ? new OrthogonalPlan(order, rows)
            : null;
    }
}
