using Lmm.Kernels;
using Lmm.Solver.Blocks;
using Lmm.Solver.Factoring;

namespace Lmm.Solver.Expansion;

/// <summary>The criterion to second order during a search, where that takes less time than differences of gradients. Its storage is made when it is first used.</summary>
/// <param name="products">The cross-products.</param>
/// <param name="plan">How they are factored.</param>
/// <param name="isRestricted">Whether the criterion is that of REML.</param>
/// <param name="workers">The threads to use.</param>
internal sealed class SearchExpansion(CrossProducts products, FactorizationPlan plan, bool isRestricted, Workers workers)
{
    private readonly double _evaluations = plan is BlockOrder order ? PrecisionChoice.Evaluations(products, order) : double.PositiveInfinity;
    private VarianceExpansion? _expansion;

    /// <summary>The expansion about Λ, by grouping factor; null where gradients at so many other points take less time, and where the criterion has no value.</summary>
    public VarianceExpansion? About(double[][] lambda, int gradients)
    {
        if (gradients <= _evaluations)
        {
            return null;
        }

        if (_expansion is null)
        {
            var entries = new CovarianceEntries(products);
            _expansion = new VarianceExpansion(products, new WholePrecision(products, entries, ((BlockOrder)plan).Heads[0], workers), entries, isRestricted);
        }

        return _expansion.TryForm(lambda) ? _expansion : null;
    }
}
