namespace Lmm.Solver;

/// <summary>
/// Finds the maximum-likelihood or REML estimates of a linear mixed model. All storage is made at construction, so that the solver serves one
/// response after the other without allocating.
/// </summary>
internal sealed class MixedModelSolver
{
    /// <summary>How often the search by rows may begin anew with parameters relative to where it came.</summary>
    private const int MostOrigins = 4;

    private readonly Estimation estimation;
    private readonly FitOptions options;
    private readonly CancellationToken cancellationToken;
    private readonly OrthogonalPlan? byRows;
    private readonly ThetaSearch ordinary;
    private readonly GroupDistance distance;
    private readonly double[] start;
    private ThetaSearch current;
    private string? distanceNote;
    private FitOutcome outcome;

    /// <summary>Makes room for the fits of one model.</summary>
    /// <param name="products">The cross-products; they are read anew by every run.</param>
    /// <param name="estimation">Maximum likelihood or REML.</param>
    /// <param name="options">Limits.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <param name="plan">The plan of the factorisation when it is known; null to choose it.</param>
    /// <param name="rows">The rows, read only when cross-products are too coarse for the data; null when there are none.</param>
    public MixedModelSolver(CrossProducts products, Estimation estimation, FitOptions options, CancellationToken cancellationToken, FactorizationPlan? plan = null, LevelRows? rows = null)
    {
        this.estimation = estimation;
        this.options = options;
        this.cancellationToken = cancellationToken;
        Products = products;
        plan ??= FactorizationPlan.For(products);
        byRows = rows is null ? null : OrthogonalPlan.IfAffordable(products, rows, plan);
        var criterion = new ProfiledCriterion(products, estimation, new Workers(options.MaximumThreads, cancellationToken), plan)
        {
            MostExplained = byRows is null ? double.PositiveInfinity : GroupDistance.MostExplained,
        };
        ordinary = new ThetaSearch(products, criterion, options.MaximumEvaluations);
        current = ordinary;
        distance = new GroupDistance(products);
        start = new double[Criterion.ParameterCount];
    }

    /// <summary>The cross-products.</summary>
    public CrossProducts Products { get; }

    /// <summary>How the cross-products are factored.</summary>
    public FactorizationPlan Plan => ordinary.Criterion.Plan;

    /// <summary>The criterion, at the optimum after a run that gave estimates.</summary>
    public ProfiledCriterion Criterion => current.Criterion;

    /// <summary>The search for θ.</summary>
    public CovarianceOptimizer Optimizer => current.Optimizer;

    /// <summary>The random terms in the formula's order, on the data's scale after a run that gave estimates.</summary>
    public TermSolution[] Terms => current.Terms;

    /// <summary>The criterion's value at the optimum.</summary>
    public double Objective { get; private set; }

    /// <summary>σ̂² on the data's scale.</summary>
    public double Variance => Criterion.Factorization.ResidualSumOfSquares / Criterion.DegreesOfFreedom / (Scale * Scale);

    /// <summary>What the working response is divided by to be on the data's scale.</summary>
    public double Scale => Products.FixedEffects.Response.Scale;

    /// <summary>Fits the model to its design.</summary>
    /// <exception cref="ModelException">The data cannot tell the parameters.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static MixedModelSolution Solve(ModelDesign design, Estimation estimation, FitOptions options, CancellationToken cancellationToken)
        => Solve(CrossProducts.Form(design, options, cancellationToken), estimation, options, cancellationToken, new LevelRows(design));

    /// <summary>Fits the model to its cross-products.</summary>
    /// <exception cref="ModelException">The data cannot tell the parameters.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static MixedModelSolution Solve(CrossProducts products, Estimation estimation, FitOptions options, CancellationToken cancellationToken, LevelRows? rows = null)
    {
        var solver = new MixedModelSolver(products, estimation, options, cancellationToken, rows: rows);
        return solver.Run() is FitOutcome.Converged or FitOutcome.NotConverged
            ? SolutionBuilder.Build(solver)
            : throw new ModelException(products.Model, solver.Message());
    }

    /// <summary>Searches θ from where Λ is the identity, or from a θ on the data's scale when one is given.</summary>
    public FitOutcome Run(ReadOnlySpan<double> theta = default)
    {
        outcome = Search(theta);
        return outcome;
    }

    /// <summary>In a sentence how the last run ended.</summary>
    public string Message() => outcome switch
    {
        FitOutcome.Converged or FitOutcome.NotConverged => distanceNote is null ? Optimizer.Message() : $"{Optimizer.Message()} {distanceNote}",
        FitOutcome.GroupsTooFarApart => distanceNote!,
        _ => outcome.Sentence(),
    };

    /// <summary>Takes another response: the cross-products' parts with the response have been overwritten.</summary>
    public void TakeResponse() => ordinary.Criterion.TakeResponse();

    private FitOutcome Search(ReadOnlySpan<double> theta)
    {
        current = ordinary;
        distanceNote = null;
        if (distance.IsRounding(Products.ResponseProducts[^1]))
        {
            return FitOutcome.PerfectFixedEffects;
        }

        SetStart(theta);
        if (Optimizer.TryMinimize(start))
        {
            Optimizer.Theta.CopyTo(start);
        }
        else if (!Criterion.HasLostDigits)
        {
            return FitOutcome.NoObjective;
        }

        if (!Criterion.HasLostDigits)
        {
            Objective = Criterion.Finish(Optimizer.Theta);
        }

        if (distance.IsFar(Criterion) && RunFar() is FitOutcome refused)
        {
            return refused;
        }

        current.Read();
        return Optimizer.HasConverged ? FitOutcome.Converged : FitOutcome.NotConverged;
    }

    // Goes on from the optimum by a factorisation from the rows, where it can be had; an outcome when there are no estimates to be had.
    private FitOutcome? RunFar()
    {
        if (byRows is null)
        {
            return Judge(GroupDistance.MostInProducts);
        }

        int allowed = Criterion.EvaluationsSpent + options.MaximumEvaluations;
        int round = 0;
        do
        {
            OrthogonalPlan plan = round == 0 ? byRows : byRows with { Built = Criterion.Factorization };
            current = ThetaSearch.From(Products, estimation, plan, new Workers(1, cancellationToken), allowed, Criterion.EvaluationsSpent, start);
            if (!Optimizer.TryMinimize(start))
            {
                return FitOutcome.NoObjective;
            }

            round++;
        }
        while (current.LeavesOrigin(Products, start) && round < MostOrigins);

        Objective = Criterion.Finish(Optimizer.Theta);
        return Judge(GroupDistance.MostInRows);
    }

    private FitOutcome? Judge(double mostApart)
    {
        if (distance.IsRounding(Criterion.Factorization.ResidualSumOfSquares))
        {
            return FitOutcome.PerfectFit;
        }

        double ratio = distance.Ratio(Criterion);
        if (ratio <= mostApart)
        {
            distanceNote = distance.Loss(Criterion);
            return null;
        }

        distanceNote = distance.Refusal(Criterion, mostApart);
        return FitOutcome.GroupsTooFarApart;
    }

    // Where Λ is the identity, or the working θ of one on the data's scale.
    private void SetStart(ReadOnlySpan<double> theta)
    {
        int at = 0;
        for (int index = 0; index < Terms.Length; index++)
        {
            int count = Terms[index].Theta.Length;
            if (theta.IsEmpty)
            {
                Products.Terms[index].Covariance.Start(1, start.AsSpan(at, count));
            }
            else
            {
                Terms[index].ToWorking(theta.Slice(at, count), start.AsSpan(at, count));
            }

            at += count;
        }
    }
}
