using Lmm.Kernels;
using Lmm.Solver.Criteria;
using Lmm.Solver.Factoring;
using Lmm.Solver.Orthogonal;

namespace Lmm.Solver;

/// <summary>
/// The way back from a fit to its criterion: the cross-products, how they are factored, and where in working coordinates the optimum is. The
/// storage of a factorisation is made again when it is asked for.
/// </summary>
/// <param name="products">The cross-products.</param>
/// <param name="isRestricted">Whether the criterion is that of REML.</param>
/// <param name="plan">How they are factored.</param>
/// <param name="theta">θ at the optimum, in working coordinates.</param>
/// <param name="hessian">The Hessian of the criterion there, d × d, as the search knew it; null where it ended on a face.</param>
internal sealed class Optimum(CrossProducts products, bool isRestricted, FactorizationPlan plan, double[] theta, double[]? hessian)
{
    /// <summary>The cross-products.</summary>
    public CrossProducts Products => products;

    /// <summary>How they are factored.</summary>
    public FactorizationPlan Plan => plan;

    /// <summary>Whether cross-products have too few digits, so that it was found by the rows.</summary>
    public bool IsFromRows => plan is OrthogonalPlan;

    /// <summary>θ in working coordinates.</summary>
    public ReadOnlySpan<double> Theta => theta;

    /// <summary>The Hessian of the criterion in working θ, d × d, row by row; null where a covariance matrix is singular.</summary>
    public ReadOnlySpan<double> Hessian => hessian;

    /// <summary>The criterion, evaluated with its gradient at the optimum.</summary>
    public ProfiledCriterion Criterion(Workers workers)
    {
        ProfiledCriterion criterion = Criterion(plan, workers);
        criterion.Finish(theta);
        return criterion;
    }

    /// <summary>The criterion by a plan of its cross-products, not evaluated yet.</summary>
    public ProfiledCriterion Criterion(FactorizationPlan by, Workers workers)
        => new(products, isRestricted ? Estimation.RestrictedMaximumLikelihood : Estimation.MaximumLikelihood, workers, by);

    /// <summary>The criterion of the model without any random effect.</summary>
    public double WithoutRandomEffects(CancellationToken cancellationToken)
        => Criterion(plan, new Workers(1, cancellationToken)).Value(new double[theta.Length]);
}
