using Lmm.Crossing;
using Lmm.Distributions;
using Lmm.Kernels;
using Lmm.Solver;
using Lmm.Solver.Profiles;

namespace Lmm.Intervals;

/// <summary>Intervals by profiles of the likelihood: threads take the next limit from a common counter, and no limit depends on another.</summary>
internal sealed class ProfileIntervals
{
    private readonly IReadOnlyList<ModelParameter> _parameters;
    private readonly MixedModelSolution _solution;
    private readonly double _rise;
    private readonly IProgress<FitProgress>? _progress;
    private readonly CancellationToken _cancellationToken;
    private readonly ProfileLimit[] _limits;
    private readonly double[] _estimates;
    private readonly Lock _reporting = new();
    private int _next;
    private int _done;

    private ProfileIntervals(IReadOnlyList<ModelParameter> parameters, ModelShape shape, MixedModelSolution solution, double level, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        (_parameters, _solution, _progress, _cancellationToken) = (parameters, solution, progress, cancellationToken);
        double z = Quantile.Normal(1 - level);
        _rise = z * z;
        _limits = new ProfileLimit[2 * parameters.Count];
        _estimates = new double[parameters.Count];
        new ParameterValues(shape).Read(parameters, solution.Theta, solution.Sigma, solution.Beta, _estimates);
    }

    /// <summary>The intervals of some parameters, and how far below the fit's deviance the lowest was that a profile met.</summary>
    /// <param name="parameters">The parameters, none of θ.</param>
    /// <param name="shape">The model.</param>
    /// <param name="solution">The fit by maximum likelihood.</param>
    /// <param name="level">The level.</param>
    /// <param name="threads">The most threads.</param>
    /// <param name="progress">Told how many limits are done.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static (ParameterLimits[] Limits, double Fall) Of(
        IReadOnlyList<ModelParameter> parameters,
        ModelShape shape,
        MixedModelSolution solution,
        double level,
        int threads,
        IProgress<FitProgress>? progress,
        CancellationToken cancellationToken)
    {
        var profiles = new ProfileIntervals(parameters, shape, solution, level, progress, cancellationToken);
        int count = profiles._limits.Length;
        new Workers(threads, cancellationToken).Run(Math.Min(count, Math.Max(1, threads)), _ => profiles.Work());
        double lowest = profiles._limits.Select(static limit => limit.Lowest).Where(double.IsFinite).DefaultIfEmpty(solution.Objective).Min();
        return ([.. parameters.Select((_, index) => profiles.Interval(index))], Math.Max(0, solution.Objective - lowest));
    }

    /// <summary>The same model fitted by maximum likelihood.</summary>
    public static MixedModelSolution ByMaximumLikelihood(MixedModelSolution solution, ModelDesign? design, FitOptions options, CancellationToken cancellationToken)
    {
        LevelRows? rows = design is null ? null : new LevelRows(EstimationDesign.Of(design, cancellationToken).Design);
        return MixedModelSolver.Solve(solution.Optimum.Products, Estimation.MaximumLikelihood, options, cancellationToken, rows);
    }

    private void Work()
    {
        LikelihoodProfile? profile = null;
        for (int index = Interlocked.Increment(ref _next) - 1; index < _limits.Length; index = Interlocked.Increment(ref _next) - 1)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            profile ??= new LikelihoodProfile(_solution, _rise, _cancellationToken);
            _limits[index] = IsEstimable(index / 2) ? Limit(profile, _parameters[index / 2], index % 2 == 0 ? -1 : 1) : new ProfileLimit(double.NaN, false, double.PositiveInfinity);
            Report();
        }
    }

    private bool IsEstimable(int index) => _parameters[index].Kind != ParameterKind.Coefficient || !double.IsNaN(_estimates[index]);

    private static ProfileLimit Limit(LikelihoodProfile profile, ModelParameter parameter, int side) => parameter.Kind switch
    {
        ParameterKind.StandardDeviation => profile.OfDeviation(parameter.Term, parameter.First, side),
        ParameterKind.Correlation => profile.OfCorrelation(parameter.Term, parameter.First, parameter.Second, side),
        ParameterKind.Sigma => profile.OfSigma(side),
        _ => profile.OfCoefficient(parameter.First, side),
    };

    private ParameterLimits Interval(int index)
    {
        ProfileLimit lower = _limits[2 * index];
        ProfileLimit upper = _limits[(2 * index) + 1];
        return new ParameterLimits(_estimates[index], lower.Value, upper.Value)
        {
            LowerAtBoundary = lower.IsAtBoundary,
            UpperAtBoundary = upper.IsAtBoundary,
            LowerRise = lower.BoundaryRise,
            UpperRise = upper.BoundaryRise,
        };
    }

    // Reports arrive one after the other, each further than the one before.
    private void Report()
    {
        if (_progress is not null)
        {
            lock (_reporting)
            {
                _progress.Report(new FitProgress(FitStage.Profiles, ++_done, _limits.Length));
            }
        }
    }
}
