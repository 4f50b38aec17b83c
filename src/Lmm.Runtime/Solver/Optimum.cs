using Lmm.Kernels;
using Lmm.Solver.Criteria;
using Lmm.Solver.Factoring;
using Lmm.Solver.Orthogonal;
using Lmm.Solver.Plans;

namespace Lmm.Solver;

/// <summary>
/// The way back from a fit to its criterion: the cross-products, how they are factored, and where in working coordinates the optimum is. The
/// storage of a factorisation is made again when it is asked for.
/// </summary>
/// <param name="products">The cross-products.</param>
/// <param name="isRestricted">Whether the criterion is that of REML.</param>
/// <param name="plan">How they are factored; null for those that were loaded, for which it is chosen when it is asked for.</param>
/// <param name="theta">θ at the optimum, in working coordinates.</param>
/// <param name="hessian">The Hessian of the criterion there, d × d, as the search knew it; null where it ended on a face.</param>
internal sealed class Optimum(CrossProducts products, bool isRestricted, FactorizationPlan? plan, double[] theta, double[]? hessian)
{
    private FactorizationPlan? _plan = plan;

    /// <summary>The cross-products.</summary>
    public CrossProducts Products => products;

    /// <summary>Whether it is one of the REML criterion.</summary>
    public bool IsRestricted => isRestricted;

    /// <summary>Whether cross-products have too few digits, so that it was found by the rows.</summary>
    public bool IsFromRows { get; init; } = plan is OrthogonalPlan;

    /// <summary>θ in working coordinates.</summary>
    public ReadOnlySpan<double> Theta => theta;

    /// <summary>The Hessian of the criterion in working θ, d × d, row by row; null where a covariance matrix is singular.</summary>
    public ReadOnlySpan<double> Hessian => hessian;

    /// <summary>How the cross-products are factored.</summary>
    /// <exception cref="ModelException">The optimum was found by the rows, and these are not there.</exception>
    public FactorizationPlan PlanOf(CancellationToken cancellationToken)
    {
        if (_plan is null && IsFromRows)
        {
            throw new ModelException(products.Shape.ModelName, LmmErrorCode.NotAvailable, "the groups lie so far apart that cross-products have too few digits, and a fit that was saved has no rows; fit the model to its rows.");
        }

        return _plan ??= PlanChoice.For(products, cancellationToken);
    }

    /// <summary>The criterion, evaluated with its gradient at the optimum.</summary>
    /// <exception cref="ModelException">It was found by the rows, and these are not there.</exception>
    public ProfiledCriterion Criterion(Workers workers)
    {
        ProfiledCriterion criterion = Criterion(PlanOf(workers.CancellationToken), workers);
        criterion.Finish(theta);
        return criterion;
    }

    /// <summary>The criterion by a plan of its cross-products, not evaluated yet.</summary>
    public ProfiledCriterion Criterion(FactorizationPlan by, Workers workers)
        => new(products, isRestricted ? Estimation.RestrictedMaximumLikelihood : Estimation.MaximumLikelihood, workers, by);

    /// <summary>The criterion of the model without any random effect.</summary>
    /// <exception cref="ModelException">The optimum was found by the rows, and these are not there.</exception>
    public double WithoutRandomEffects(CancellationToken cancellationToken)
        => Criterion(PlanOf(cancellationToken), new Workers(1, cancellationToken)).Value(new double[theta.Length]);
}
