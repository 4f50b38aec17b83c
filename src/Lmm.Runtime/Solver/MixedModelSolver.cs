namespace Lmm.Solver;

/// <summary>Finds the maximum-likelihood or REML estimates of a linear mixed model.</summary>
internal static class MixedModelSolver
{
    /// <summary>Fits the model to its design.</summary>
    /// <exception cref="ModelException">The data cannot tell the parameters.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static MixedModelSolution Solve(ModelDesign design, Estimation estimation, FitOptions options, CancellationToken cancellationToken)
        => Solve(CrossProducts.Form(design, options, cancellationToken), estimation, options, cancellationToken);

    /// <summary>Fits the model to its cross-products.</summary>
    /// <exception cref="ModelException">The data cannot tell the parameters.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static MixedModelSolution Solve(CrossProducts products, Estimation estimation, FitOptions options, CancellationToken cancellationToken)
    {
        RefusePerfectFit(products);
        var criterion = new ProfiledCriterion(products, estimation, new Workers(options.MaximumThreads, cancellationToken));
        CovarianceOptimum optimum = CovarianceOptimizer.Minimize(criterion, options);
        RefuseVanishingResidual(products, criterion);
        return SolutionBuilder.Build(products, criterion, optimum);
    }

    private static void RefusePerfectFit(CrossProducts products)
    {
        double size = Math.Sqrt(Math.Max(0, products.ResponseProducts[^1]) / products.TotalWeight);
        if (size <= products.FixedEffects.Response.Rounding)
        {
            throw new ModelException(products.Model, "the fixed effects explain the response perfectly, so that no variance is left to estimate. Check whether the response was computed from the variables of the model; if it was not, use fewer fixed effects.");
        }
    }

    private static void RefuseVanishingResidual(CrossProducts products, ProfiledCriterion criterion)
    {
        if (criterion.Tail.ResidualSumOfSquares <= 1e-13 * products.ResponseProducts[^1])
        {
            throw new ModelException(products.Model, "fixed and random effects together explain the response perfectly (to rounding), so that the residual variance cannot be estimated. Use fewer random effects, or check whether rows within a group are copies of each other.");
        }
    }
}
