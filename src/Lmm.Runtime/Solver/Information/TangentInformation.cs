using Lmm.Kernels;
using Lmm.Solver.Criteria;
using Lmm.Solver.Expansion;
using Lmm.Solver.Sparse;

namespace Lmm.Solver.Information;

/// <summary>What is known of the variances by derivatives of a sparse factor, whichever factor the search had: of crossed factors whose levels meet few others, and of dense tails too large for closed forms.</summary>
internal static class TangentInformation
{
    /// <summary>Expands a criterion about its optimum; null where a sparse factor and its derivative do not fit the memory.</summary>
    public static VarianceInformation? About(Optimum optimum, Workers workers)
    {
        SparseOrder order = optimum.PlanOf(workers.CancellationToken) as SparseOrder ?? SparseOrder.Of(optimum.Products, workers.CancellationToken);
        if (!FrontStorage.Fits(order.Symbolic, copies: 2))
        {
            return null;
        }

        ProfiledCriterion criterion = optimum.Criterion(order, workers);
        var tangents = CovarianceTangents.About(optimum.Products, new CovarianceEntries(optimum.Products), optimum.Theta);
        TangentExpansion expansion = TangentExpansion.Of(criterion, tangents);
        return new SlopeInformation(criterion.DegreesOfFreedom, expansion.Hessian, expansion.FixedEffectsCovariance, expansion.CovarianceSlopes, expansion.ResidualSlopes);
    }
}
