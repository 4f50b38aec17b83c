using Lmm.Covariance;
using Lmm.Crossing;
using Lmm.Kernels;
using Lmm.Options;
using Lmm.Solver.Criteria;
using Lmm.Solver.Factoring;
using Lmm.Solver.Optimization;
using Lmm.Solver.Orthogonal;
using Lmm.Solver.Plans;

namespace Lmm.Solver;

/// <summary>
/// Finds the maximum-likelihood or REML estimates of a linear mixed model. All storage is made at construction, so that the solver serves one
/// response after the other without allocating, as long as cross-products do for the data.
/// </summary>
internal sealed class MixedModelSolver
{
    /// <summary>The share of what fixed effects leave of the response, squared, that random effects leave where the criterion may fall for ever.</summary>
    private const double LittleLeft = 1e-2;

    /// <summary>The share of the criterion's value by which it must rise or fall to have done so.</summary>
    private const double RoundingShare = 1e-9;

    /// <summary>The shortest of the θ on the way to the search's end, as a share of it, from which the criterion is looked at for a fall.</summary>
    private const double ShortestWay = 1e-4;

    private readonly Estimation _estimation;
    private readonly FitOptions _options;
    private readonly CancellationToken _cancellationToken;
    private readonly IProgress<FitProgress>? _progress;
    private readonly OrthogonalPlan? _byRows;
    private readonly ThetaSearch<ProfiledCriterion> _ordinary;
    private readonly GroupDistance _distance;
    private readonly double[] _start;
    private readonly double[] _further;
    private ThetaSearch<ProfiledCriterion> _current;
    private string? _distanceNote;
    private FitOutcome _outcome;

    /// <summary>Makes room for the fits of one model.</summary>
    /// <param name="products">The cross-products; they are read anew by every run.</param>
    /// <param name="estimation">Maximum likelihood or REML.</param>
    /// <param name="options">Limits.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <param name="plan">The plan of the factorisation when it is known; null to choose it.</param>
    /// <param name="rows">The rows, read only when cross-products are too coarse for the data; null when there are none.</param>
    /// <param name="progress">Told of every evaluation of the criterion; null for no reports.</param>
    public MixedModelSolver(CrossProducts products, Estimation estimation, FitOptions options, CancellationToken cancellationToken, FactorizationPlan? plan = null, LevelRows? rows = null, IProgress<FitProgress>? progress = null)
    {
        _estimation = estimation;
        _options = options;
        _cancellationToken = cancellationToken;
        _progress = progress;
        Products = products;
        plan ??= PlanChoice.For(products, cancellationToken);
        _byRows = rows is null ? null : OrthogonalPlan.IfAffordable(products, rows, plan);
        _distance = new GroupDistance(products);
        var criterion = new ProfiledCriterion(products, estimation, new Workers(options.MaximumThreads, cancellationToken), plan)
        {
            Limit = _byRows is null ? null : _distance,
            Progress = progress,
        };
        _ordinary = new ThetaSearch<ProfiledCriterion>(criterion, options.MaximumEvaluations);
        _current = _ordinary;
        _start = new double[Criterion.ParameterCount];
        _further = new double[Criterion.ParameterCount];
    }

    /// <summary>The cross-products.</summary>
    public CrossProducts Products { get; }

    /// <summary>How the cross-products are factored.</summary>
    public FactorizationPlan Plan => _ordinary.Criterion.Plan;

    /// <summary>The criterion, at the optimum after a run that gave estimates.</summary>
    public ProfiledCriterion Criterion => _current.Criterion;

    /// <summary>The search for θ.</summary>
    public CovarianceOptimizer Optimizer => _current.Optimizer;

    /// <summary>The random terms in the formula's order, on the data's scale after a run that gave estimates.</summary>
    public TermSolution[] Terms => _current.Terms;

    /// <summary>The way back to the criterion at the optimum, as long as the cross-products are not overwritten.</summary>
    public Optimum Optimum => new(Products, Criterion.IsRestricted, Criterion.Plan, Optimizer.Theta.ToArray(), Optimizer.Hessian);

    /// <summary>The criterion's value at the optimum.</summary>
    public double Objective { get; private set; }

    /// <summary>σ̂² in the solver's units.</summary>
    public double Variance => Criterion.Factored.ResidualSumOfSquares / Criterion.DegreesOfFreedom / (Scale * Scale);

    /// <summary>What the working response is divided by to be in the solver's units.</summary>
    public double Scale => Products.FixedEffects.Response.Scale;

    /// <summary>The exponent of the unit of the response.</summary>
    public int ResponseUnit => Products.FixedEffects.Response.Unit;

    /// <summary>The exponent of the unit of σ: the response's times that of the weights' roots.</summary>
    public int ResidualUnit => ResponseUnit + Products.Units.RootWeight;

    /// <summary>σ̂, the residual standard deviation, on the data's scale.</summary>
    public double Sigma => Math.ScaleB(Math.Sqrt(Variance), ResidualUnit);

    /// <summary>The exponent of the unit of a coefficient in <see cref="ReadFixedEffects"/>.</summary>
    public int CoefficientUnit(int column) => ResponseUnit - Products.Units.FixedEffects[column];

    /// <summary>Writes β̂ on the data's scale and its covariance matrix, p × p, row by row, of coefficients each in its unit.</summary>
    public void ReadFixedEffects(Span<double> beta, Span<double> covariance)
    {
        Differentiated estimates = Criterion.Estimates;
        Products.FixedEffects.Coefficients(estimates.FixedEffects, beta);
        Products.FixedEffects.Covariance(estimates.FixedEffectsCovariance, Variance, covariance);
        for (int column = 0; column < beta.Length; column++)
        {
            beta[column] = Math.ScaleB(beta[column], CoefficientUnit(column));
        }
    }

    /// <summary>Fits the model to its cross-products.</summary>
    /// <exception cref="ModelException">The data cannot tell the parameters.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static MixedModelSolution Solve(CrossProducts products, Estimation estimation, FitOptions options, CancellationToken cancellationToken, LevelRows? rows = null, IProgress<FitProgress>? progress = null)
    {
        var solver = new MixedModelSolver(products, estimation, options, cancellationToken, rows: rows, progress: progress);
        FitOutcome outcome = solver.Run();
        return outcome is FitOutcome.Converged or FitOutcome.NotConverged
            ? SolutionBuilder.Build(solver)
            : throw new ModelException(products.Shape.ModelName, OutcomeCode.Of(outcome), solver.Sentence(outcome));
    }

    /// <summary>Searches θ from where Λ is the identity and from wherever else that seems worth it, or from a θ on the data's scale alone when one is given.</summary>
    public FitOutcome Run(ReadOnlySpan<double> theta = default)
    {
        _current = _ordinary;
        _distanceNote = null;
        _outcome = Search(theta);
        return _outcome;
    }

    /// <summary>Takes β and σ at a θ on the data's scale as it is, without a search. Only <see cref="ReadFixedEffects"/> and what is of σ may be asked for after it.</summary>
    public FitOutcome Hold(ReadOnlySpan<double> theta)
    {
        _current = _ordinary;
        _distanceNote = null;
        _outcome = Refusal() ?? Finish(theta);
        return _outcome;
    }

    /// <summary>Why there can be no estimates, whatever θ is; null where there may be.</summary>
    public FitOutcome? Refusal()
        => Products.RowCount <= Products.FixedEffects.Rank ? FitOutcome.NoResidualDegreesOfFreedom
            : _distance.IsRounding(Products.ResponseProducts[^1]) ? FitOutcome.PerfectFixedEffects
            : null;

    /// <summary>Whether the groups lie so far apart at the criterion's last point that cross-products may be too coarse.</summary>
    public bool IsFar => _distance.IsFar(Criterion);

    /// <summary>Writes the working θ of one on the data's scale.</summary>
    public void ToWorking(ReadOnlySpan<double> theta, Span<double> working)
    {
        for (int index = 0; index < Terms.Length; index++)
        {
            ParameterSlice slice = Criterion.Layout[index];
            Terms[index].ToWorking(slice.Of(theta), slice.Of(working));
        }
    }

    /// <summary>In a sentence how a run that gave estimates ended.</summary>
    public string Message() => _distanceNote is null ? Optimizer.Message() : $"{Optimizer.Message()} {_distanceNote}";

    /// <summary>What an outcome without estimates means for whoever fitted.</summary>
    public string Sentence(FitOutcome ended) => ended switch
    {
        FitOutcome.NoResidualDegreesOfFreedom => FitOutcomeText.NoResidualDegreesOfFreedom(Products.RowCount, Products.FixedEffects.Rank),
        FitOutcome.GroupsTooFarApart when _distanceNote is not null => _distanceNote,
        _ => ended.Sentence(),
    };

    /// <summary>Takes another response: the cross-products' parts with the response have been overwritten.</summary>
    public void TakeResponse() => _ordinary.Criterion.TakeResponse();

    private FitOutcome Search(ReadOnlySpan<double> theta)
    {
        if (Refusal() is { } refusal)
        {
            return refusal;
        }

        SetStart(theta);
        bool isOnlyStart = !theta.IsEmpty;
        if (Optimizer.TryMinimize(_start, isOnlyStart))
        {
            Optimizer.Theta.CopyTo(_start);
        }
        else if (!Criterion.HasLostDigits)
        {
            return FitOutcome.NoObjective;
        }

        if (!Criterion.HasLostDigits)
        {
            Objective = Criterion.Finish(Optimizer.Theta);
        }

        if (_distance.IsFar(Criterion) || (_byRows is not null && !Optimizer.HasConverged && Criterion.EvaluationsSpent < _options.MaximumEvaluations))
        {
            if (RunFar(isOnlyStart) is FitOutcome refused)
            {
                return refused;
            }
        }
        else if (FallsForEver())
        {
            return FitOutcome.NoOptimum;
        }

        _current.Read();
        return Optimizer.HasConverged ? FitOutcome.Converged : FitOutcome.NotConverged;
    }

    // Goes on from the optimum by a factorisation from the rows, where it can be had; an outcome when there are no estimates to be had.
    private FitOutcome? RunFar(bool isOnlyStart)
    {
        if (_byRows is null)
        {
            return Judge(GroupDistance.MostInProducts);
        }

        int spent = Criterion.EvaluationsSpent;
        var criterion = new ProfiledCriterion(Products, _estimation, new Workers(1, _cancellationToken), _byRows, spent) { Progress = _progress };
        _current = new ThetaSearch<ProfiledCriterion>(criterion, spent + _options.MaximumEvaluations);
        if (!Optimizer.TryMinimize(_start, isOnlyStart))
        {
            return FitOutcome.NoObjective;
        }

        Objective = Criterion.Finish(Optimizer.Theta);
        return Judge(GroupDistance.MostInRows);
    }

    private FitOutcome? Judge(double mostApart)
    {
        if (FallsForEver())
        {
            return FitOutcome.NoOptimum;
        }

        if (_distance.IsRounding(Criterion.Factored.ResidualSumOfSquares))
        {
            return FitOutcome.PerfectFit;
        }

        double ratio = _distance.Ratio(Criterion);
        if (ratio <= mostApart)
        {
            _distanceNote = _distance.Loss(Criterion);
            return null;
        }

        _distanceNote = _distance.Refusal(Criterion, mostApart);
        return FitOutcome.GroupsTooFarApart;
    }

    // Fewer residual degrees of freedom than one are left only where [X Z] has as many independent columns as there are rows, so that larger and larger
    // random effects leave nothing of the response. It is looked at where little is left.
    private bool FallsForEver()
    {
        if (Optimizer.HasConverged && Criterion.Factored.ResidualSumOfSquares > LittleLeft * Products.ResponseProducts[^1])
        {
            return false;
        }

        double degrees = Criterion.ResidualDegrees();
        Objective = Criterion.Finish(Optimizer.Theta);
        if (!(degrees < 1))
        {
            return false;
        }

        if (_distance.IsRounding(Criterion.Factored.ResidualSumOfSquares))
        {
            return true;
        }

        // It falls towards where the search has come, and does not rise beyond.
        double rounding = RoundingShare * (1 + Math.Abs(Objective));
        double optimum = Objective;
        bool hasFallen = false;
        for (double factor = ShortestWay; factor < 1 && !hasFallen; factor *= 10)
        {
            hasFallen = ValueAt(factor) > optimum + rounding;
        }

        bool falls = hasFallen && ValueAt(10) < optimum + rounding && ValueAt(100) < optimum + rounding;
        Objective = Criterion.Finish(Optimizer.Theta);
        return falls;
    }

    private double ValueAt(double factor)
    {
        for (int index = 0; index < _further.Length; index++)
        {
            _further[index] = factor * Optimizer.Theta[index];
        }

        return Criterion.ValueBeyond(_further);
    }

    private FitOutcome Finish(ReadOnlySpan<double> theta)
    {
        SetStart(theta);
        Objective = Criterion.Finish(_start);
        return double.IsFinite(Objective) ? FitOutcome.Converged : FitOutcome.NoObjective;
    }

    // Where Λ is the identity, or the working θ of one on the data's scale.
    private void SetStart(ReadOnlySpan<double> theta)
    {
        if (!theta.IsEmpty)
        {
            ToWorking(theta, _start);
            return;
        }

        for (int index = 0; index < Terms.Length; index++)
        {
            Criterion.Layout.Owners[index].Start(1, Criterion.Layout[index].Of(_start));
        }
    }
}
