namespace Lmm.Solver;

/// <summary>
/// Finds the maximum-likelihood or REML estimates of a linear mixed model. All storage is made at construction, so that the solver serves one
/// response after the other without allocating.
/// </summary>
internal sealed class MixedModelSolver
{
    private readonly double[] start;

    /// <summary>Makes room for the fits of one model.</summary>
    /// <param name="products">The cross-products; they are read anew by every run.</param>
    /// <param name="estimation">Maximum likelihood or REML.</param>
    /// <param name="options">Limits.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <param name="plan">The plan of the factorisation when it is known; null to choose it.</param>
    public MixedModelSolver(CrossProducts products, Estimation estimation, FitOptions options, CancellationToken cancellationToken, FactorizationPlan? plan = null)
    {
        Products = products;
        Criterion = new ProfiledCriterion(products, estimation, new Workers(options.MaximumThreads, cancellationToken), plan);
        Terms = Enumerable.Range(0, products.Terms.Length).Select(index => new TermSolution(products, Criterion, index)).ToArray();
        Optimizer = new CovarianceOptimizer(Criterion, new StartPoints(products, Terms, Criterion.Factorization.Operations), options.MaximumEvaluations);
        start = new double[Criterion.ParameterCount];
    }

    /// <summary>The cross-products.</summary>
    public CrossProducts Products { get; }

    /// <summary>The criterion, at the optimum after a run that gave estimates.</summary>
    public ProfiledCriterion Criterion { get; }

    /// <summary>The search for θ.</summary>
    public CovarianceOptimizer Optimizer { get; }

    /// <summary>The random terms in the formula's order, on the data's scale after a run that gave estimates.</summary>
    public TermSolution[] Terms { get; }

    /// <summary>The criterion's value at the optimum.</summary>
    public double Objective { get; private set; }

    /// <summary>σ̂² in the solver's units.</summary>
    public double Variance => Criterion.Factorization.ResidualSumOfSquares / Criterion.DegreesOfFreedom / (Scale * Scale);

    /// <summary>What the working response is divided by to be in the solver's units.</summary>
    public double Scale => Products.FixedEffects.Response.Scale;

    /// <summary>The exponent of the unit of the response.</summary>
    public int ResponseUnit => Products.FixedEffects.Response.Unit;

    /// <summary>The exponent of the unit of σ: the response's times that of the weights' roots.</summary>
    public int ResidualUnit => ResponseUnit + Products.Units.RootWeight;

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
        var solver = new MixedModelSolver(products, estimation, options, cancellationToken);
        FitOutcome outcome = solver.Run();
        return outcome is FitOutcome.Converged or FitOutcome.NotConverged
            ? SolutionBuilder.Build(solver)
            : throw new ModelException(products.Model, solver.Sentence(outcome));
    }

    /// <summary>Searches θ from where Λ is the identity, or from a θ on the data's scale when one is given.</summary>
    public FitOutcome Run(ReadOnlySpan<double> theta = default)
    {
        if (Products.RowCount <= Products.FixedEffects.Rank)
        {
            return FitOutcome.NoResidualDegreesOfFreedom;
        }

        if (IsExplainedByFixedEffects())
        {
            return FitOutcome.PerfectFixedEffects;
        }

        if (!(theta.IsEmpty ? Optimizer.TryMinimize() : Optimizer.TryMinimize(Working(theta))))
        {
            return FitOutcome.NoObjective;
        }

        Objective = Criterion.Finish(Optimizer.Theta);
        if (Criterion.Factorization.ResidualSumOfSquares <= 1e-13 * Products.ResponseProducts[^1])
        {
            return FitOutcome.PerfectFit;
        }

        foreach (TermSolution term in Terms)
        {
            term.Read();
        }

        return Optimizer.HasConverged ? FitOutcome.Converged : FitOutcome.NotConverged;
    }

    /// <summary>What an outcome without estimates means for whoever fitted.</summary>
    public string Sentence(FitOutcome outcome) => outcome == FitOutcome.NoResidualDegreesOfFreedom
        ? FitOutcomeText.NoResidualDegreesOfFreedom(Products.RowCount, Products.FixedEffects.Rank)
        : outcome.Sentence();

    private bool IsExplainedByFixedEffects()
        => Math.Sqrt(Math.Max(0, Products.ResponseProducts[^1]) / Products.TotalWeight) <= Products.FixedEffects.Response.Rounding;

    private ReadOnlySpan<double> Working(ReadOnlySpan<double> theta)
    {
        int at = 0;
        foreach (TermSolution term in Terms)
        {
            int count = term.Theta.Length;
            term.ToWorking(theta.Slice(at, count), start.AsSpan(at, count));
            at += count;
        }

        return start;
    }
}
