using Lmm.Crossing;
using Lmm.Design;
using Lmm.Faults;
using Lmm.Kernels;
using Lmm.Solver;
using Lmm.Solver.Criteria;
using Lmm.Telemetry;

namespace Lmm;

/// <summary>
/// Fits one model to one response after the other: lme4's <c>refit</c>. What does not depend on the response is analysed once; a refit runs the
/// solver of <see cref="LinearMixedModel"/> in storage that is made here, so that it allocates nothing and gives the same bits.
/// </summary>
/// <remarks>
/// A workspace works on the thread that calls it, one call at a time; <see cref="Clone()"/> makes one for another thread. Estimates are those of
/// the last refit; the spans are overwritten by the next one.
/// </remarks>
public sealed class FitWorkspace
{
    private readonly ModelDesign _design;
    private readonly ModelDesign _rows;
    private readonly Estimation _estimation;
    private readonly FitOptions _options;
    private readonly CancellationToken _cancellationToken;
    private readonly ResponseCrossing _crossing;
    private readonly MixedModelSolver _solver;
    private readonly double[] _working;
    private readonly double[] _theta;
    private readonly double[] _beta;
    private readonly double[] _standardErrors;
    private readonly double[] _covariance;
    private bool _hasModes;
    private int _inUse;

    /// <summary>Makes a workspace for a model's design; the design's own response is not used.</summary>
    /// <param name="design">The design.</param>
    /// <param name="estimation">The criterion: REML by default.</param>
    /// <param name="options">Limits; null for the defaults. The threads they allow are not used: a workspace works on its caller's.</param>
    /// <param name="cancellationToken">Stops refits.</param>
    /// <exception cref="ModelException">The design has no random-effects term, or its factorisation does not fit the memory.</exception>
    public FitWorkspace(ModelDesign design, Estimation estimation = Estimation.RestrictedMaximumLikelihood, FitOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(design);
        Allowed.Member(estimation);
        DesignChecks.HasRandomTerms(design);
        _design = design;
        _estimation = estimation;
        _options = (options ?? FitOptions.Default) with { MaximumThreads = 1 };
        _cancellationToken = cancellationToken;
        EstimationDesign estimated = EstimationDesign.Of(design.WithoutResponse(), cancellationToken);
        Workers workers = new(1, cancellationToken);
        CrossingPlan plan = CrossingPlan.Of(estimated, workers);
        CrossProducts products = plan.Fill(workers);
        _crossing = new ResponseCrossing(plan, design.Offset);
        _rows = estimated.Design;
        _working = new double[ObservationCount];
        _solver = new MixedModelSolver(products, estimation, _options, cancellationToken, rows: new LevelRows(_rows, _working));
        (_theta, _beta, _standardErrors, _covariance) = Room();
    }

    private FitWorkspace(FitWorkspace other, CancellationToken cancellationToken)
    {
        _design = other._design;
        _estimation = other._estimation;
        _options = other._options;
        _cancellationToken = cancellationToken;
        _crossing = other._crossing;
        _rows = other._rows;
        _working = new double[ObservationCount];
        _solver = new MixedModelSolver(other._solver.Products.WithResponseApart(), _estimation, _options, _cancellationToken, other._solver.Plan, new LevelRows(_rows, _working));
        (_theta, _beta, _standardErrors, _covariance) = Room();
    }

    /// <summary>Which rows of the input the design kept; <c>Rows.Of(values)</c> makes a response of one value per row of the input.</summary>
    public FitRows Rows => field ??= new FitRows(_design.Rows);

    /// <summary>The number of rows of the design, those of weight zero included: the length of a response.</summary>
    public int RowCount => _design.Rows.RowCount;

    /// <summary>n, the number of rows whose weight is not zero.</summary>
    public int ObservationCount => _crossing.RowCount;

    /// <summary>The names of the coefficients, in the order of <see cref="Beta"/>.</summary>
    public IReadOnlyList<string> CoefficientNames => _design.FixedEffects.Names;

    /// <summary>How the last refit ended.</summary>
    public FitOutcome Outcome { get; private set; } = FitOutcome.NotFitted;

    /// <summary>True when the last refit gave estimates, converged or not; else they are NaN.</summary>
    public bool HasEstimates => Outcome is FitOutcome.Converged or FitOutcome.NotConverged;

    /// <summary>In a sentence how the last refit ended. Forming it allocates.</summary>
    public string Message => HasEstimates ? _solver.Message() : _solver.Sentence(Outcome);

    /// <summary>The minimised criterion: the profiled deviance for maximum likelihood, the REML criterion for REML.</summary>
    public double Objective { get; private set; } = double.NaN;

    /// <summary>σ̂, the residual standard deviation, in units of the response.</summary>
    public double Sigma { get; private set; } = double.NaN;

    /// <summary>θ, the relative covariance parameters, in the order of <see cref="LinearMixedModelFit.Theta"/>.</summary>
    public ReadOnlySpan<double> Theta => _theta;

    /// <summary>β̂, one per column of X; NaN for a column that is not estimable.</summary>
    public ReadOnlySpan<double> Beta => _beta;

    /// <summary>The standard errors of <see cref="Beta"/>.</summary>
    public ReadOnlySpan<double> StandardErrors => _standardErrors;

    /// <summary>The covariance matrix of <see cref="Beta"/>, p × p, row by row.</summary>
    public ReadOnlySpan<double> CoefficientCovariance => _covariance;

    /// <summary>True when an estimated covariance matrix of random effects is singular.</summary>
    public bool IsSingular { get; private set; }

    /// <summary>The evaluations of the criterion that the last refit took.</summary>
    public int Evaluations => _solver.Criterion.EvaluationsSpent;

    /// <summary>The way back to the criterion of the last refit with estimates, until the next refit overwrites the cross-products.</summary>
    internal Optimum Optimum => _solver.Optimum;

    /// <summary>All that a fit of the last response would have, of a refit with estimates.</summary>
    internal MixedModelSolution Solution() => SolutionBuilder.Build(_solver);

    /// <summary>A workspace of the same model for another thread; what does not depend on the response is shared.</summary>
    public FitWorkspace Clone() => new(this, _cancellationToken);

    /// <summary>A workspace of the same model under another token, such as after this one's was cancelled; what does not depend on the response is shared.</summary>
    /// <param name="cancellationToken">Stops its refits.</param>
    public FitWorkspace Clone(CancellationToken cancellationToken) => new(this, cancellationToken);

    /// <summary>Fits the model to another response, from the start of every fit: the estimates are the bits of a new fit of that response.</summary>
    /// <param name="response">The response on the scale of the formula's left side, one value per row of the design; those of rows of weight zero do not matter.</param>
    /// <returns>How it ended; data that no fit can be had from are an outcome, not an exception.</returns>
    /// <exception cref="ArgumentException">The response has another number of values.</exception>
    /// <exception cref="InvalidOperationException">Another thread is using the workspace.</exception>
    /// <exception cref="OperationCanceledException">The workspace's token was cancelled.</exception>
    public FitOutcome Refit(ReadOnlySpan<double> response) => Refit(response, default);

    /// <summary>
    /// Fits the model to another response, the search starting at <paramref name="theta"/>, such as that of a similar response. The optimum is
    /// the same within the accuracy of convergence, not to the last bit; it saves evaluations only when the start is near.
    /// </summary>
    /// <param name="response">The response on the scale of the formula's left side, one value per row of the design.</param>
    /// <param name="theta">Where to start, in the order of <see cref="Theta"/>; empty for the start of every fit.</param>
    /// <returns>How it ended; data that no fit can be had from are an outcome, not an exception.</returns>
    /// <exception cref="ArgumentException">The response or the start has another number of values.</exception>
    /// <exception cref="InvalidOperationException">Another thread is using the workspace.</exception>
    /// <exception cref="OperationCanceledException">The workspace's token was cancelled.</exception>
    public FitOutcome Refit(ReadOnlySpan<double> response, ReadOnlySpan<double> theta)
    {
        if (response.Length != RowCount)
        {
            throw new ArgumentException($"{_design.Rows.ModelName}: the response has {response.Length} values, and the design {RowCount} rows{DroppedRows()}.", nameof(response));
        }

        if (theta.Length != 0 && theta.Length != _theta.Length)
        {
            throw new ArgumentException($"{_design.Rows.ModelName}: the start has {theta.Length} values, and theta {_theta.Length}.", nameof(theta));
        }

        Enter();
        using FitRecording recording = FitRecording.BeginRefit();
        try
        {
            Outcome = Fit(response, theta);
            _hasModes = false;
            if (HasEstimates)
            {
                Read();
            }
            else
            {
                Forget();
            }

            recording.End(Outcome, Evaluations);
            return Outcome;
        }
        catch
        {
            // What a fault or a cancellation leaves behind are estimates of no response.
            Outcome = FitOutcome.NotFitted;
            Forget();
            throw;
        }
        finally
        {
            Volatile.Write(ref _inUse, 0);
        }
    }

    /// <summary>Writes the conditional modes of a random-effects term after a refit with estimates.</summary>
    /// <param name="term">The index of the term in the formula's order.</param>
    /// <param name="modes">Receives levels × effects values, row by row, in the order of the grouping factor's levels.</param>
    /// <exception cref="InvalidOperationException">The last refit gave no estimates, or another thread is using the workspace.</exception>
    public void CopyConditionalModes(int term, Span<double> modes)
    {
        if (!HasEstimates)
        {
            throw new InvalidOperationException($"{_design.Rows.ModelName}: there are no conditional modes; {Message}");
        }

        RandomEffectsDesign effects = _design.RandomTerms[term];
        int count = effects.Grouping.Levels.Length * effects.Matrix.ColumnCount;
        if (modes.Length != count)
        {
            throw new ArgumentException($"{_design.Rows.ModelName}: the term has {count} conditional modes, and there is room for {modes.Length}.", nameof(modes));
        }

        Enter();
        try
        {
            if (!_hasModes)
            {
                _solver.Criterion.KeepModes();
                _hasModes = true;
            }

            foreach (TermSolution part in _solver.Terms)
            {
                if (part.Layout.Term == term)
                {
                    part.CopyModes(1 / _solver.Scale, modes[part.Layout.FirstColumn..], effects.Matrix.ColumnCount);
                }
            }
        }
        finally
        {
            Volatile.Write(ref _inUse, 0);
        }
    }

    // Two threads would overwrite each other's sums, and both get estimates of neither response.
    private void Enter()
    {
        if (Interlocked.CompareExchange(ref _inUse, 1, 0) != 0)
        {
            throw new InvalidOperationException($"{_design.Rows.ModelName}: the workspace is at work on another thread; make one for each thread by Clone().");
        }
    }

    private string DroppedRows()
        => _design.Rows.DroppedRowCount > 0 ? $" ({_design.Rows.DroppedRowCount} of the input's were dropped; Rows.Of takes the values of the others)" : "";

    /// <summary>True when the first of the rows that count whose value is not finite has none.</summary>
    internal bool LacksValue(ReadOnlySpan<double> response)
    {
        foreach (double value in _crossing.Observed(response, _working))
        {
            if (!double.IsFinite(value))
            {
                return double.IsNaN(value);
            }
        }

        return false;
    }

    private FitOutcome Fit(ReadOnlySpan<double> values, ReadOnlySpan<double> theta)
    {
        ReadOnlySpan<double> response = _crossing.Observed(values, _working);
        foreach (double value in response)
        {
            if (!double.IsFinite(value))
            {
                return double.IsNaN(value) ? FitOutcome.MissingValue : FitOutcome.InfiniteValue;
            }
        }

        if (DesignChecks.IsConstant(response, _crossing.Offset, out _))
        {
            return FitOutcome.ConstantResponse;
        }

        _crossing.Form(response, _working, _solver.Products);
        _solver.TakeResponse();
        return _solver.Run(theta);
    }

    private void Read()
    {
        _solver.ReadFixedEffects(_beta, _covariance);
        for (int column = 0; column < _beta.Length; column++)
        {
            _standardErrors[column] = Math.ScaleB(Math.Sqrt(_covariance[(column * _beta.Length) + column]), _solver.CoefficientUnit(column));
        }

        for (int row = 0; row < _beta.Length; row++)
        {
            for (int column = 0; column < _beta.Length; column++)
            {
                ref double entry = ref _covariance[(row * _beta.Length) + column];
                entry = Math.ScaleB(entry, _solver.CoefficientUnit(row) + _solver.CoefficientUnit(column));
            }
        }

        Objective = _solver.Objective;
        Sigma = _solver.Sigma;
        IsSingular = false;
        for (int index = 0; index < _solver.Terms.Length; index++)
        {
            TermSolution term = _solver.Terms[index];
            term.Theta.CopyTo(_solver.Criterion.Layout[index].Of(_theta));
            IsSingular |= term.IsSingular;
        }
    }

    private void Forget()
    {
        Objective = Sigma = double.NaN;
        IsSingular = false;
        Array.Fill(_theta, double.NaN);
        Array.Fill(_beta, double.NaN);
        Array.Fill(_standardErrors, double.NaN);
        Array.Fill(_covariance, double.NaN);
    }

    private (double[] Theta, double[] Beta, double[] StandardErrors, double[] Covariance) Room()
    {
        int count = _design.FixedEffects.ColumnCount;
        return (new double[_solver.Criterion.ParameterCount], new double[count], new double[count], new double[count * count]);
    }

    /// <summary>The model, and how the last refit ended.</summary>
    public override string ToString() => $"{_design.Shape}; last refit: {Outcome}";
}
