using Lmm.Crossing;
using Lmm.Kernels;
using Lmm.Solver.Blocks;
using Lmm.Solver.Factoring;

namespace Lmm.Solver.Orthogonal;

/// <summary>A factorisation from the rows by orthogonal transformations, for data whose cross-products have lost the digits.</summary>
/// <param name="Order">The chain of nested factors, and the crossed ones above it.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Operations">The values that are rotated in one evaluation with gradient.</param>
internal sealed record OrthogonalPlan(BlockOrder Order, LevelRows Rows, double Operations) : FactorizationPlan
{
    /// <summary>The values that may be stored: one gigabyte.</summary>
    private const double MostValues = 1.25e8;

    /// <summary>The rotated values that reducing the rows may take: some ten seconds.</summary>
    private const double MostRowOperations = 4e10;

    /// <summary>The rotated values that an evaluation may take: less than a second.</summary>
    private const double MostOperations = 1e9;

    /// <inheritdoc/>
    protected override Factorization Allocate(CrossProducts products, Workers workers) => new OrthogonalFactorization(products, this, workers);

    /// <summary>The plan for a model whose cross-products are factored by <paramref name="plan"/>; null when it would take too much time or room.</summary>
    public static OrthogonalPlan? IfAffordable(CrossProducts products, LevelRows rows, FactorizationPlan plan)
    {
        if (plan is not BlockOrder { AreApart: false } order)
        {
            return null;
        }

        double above = products.FixedEffects.Rank + 1;
        (double values, double operations) = Depth(1, order.TailColumns, above, isInnermost: false);
        above += order.TailColumns;
        for (int place = order.Heads.Length - 1; place >= 0; place--)
        {
            FactorCrossProducts factor = products.Factors[order.Heads[place]];
            (double own, double cost) = Depth(factor.LevelCount, factor.EffectCount, above, place == 0);
            values += own;
            operations += cost;
            above += factor.EffectCount;
        }

        double reduction = rows.RowCount * above * above / 2;
        return values < MostValues && operations < MostOperations && reduction < MostRowOperations ? new OrthogonalPlan(order, rows, operations) : null;
    }

    // What the levels of one depth store, and rotate in an evaluation with gradient: their own rows, and those that go to what is above.
    private static (double Values, double Operations) Depth(double levels, double effects, double above, bool isInnermost)
    {
        double width = effects + above;
        double rows = isInnermost ? effects : width;
        double stored = (effects * 3 * (width + effects)) + (isInnermost ? 0 : width * width);
        return (levels * stored, levels * ((effects * effects * (width + effects)) + (rows * above * above / 2) + (effects * above * width)));
    }
}
