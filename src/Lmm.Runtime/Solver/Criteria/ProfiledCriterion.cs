using Lmm.Covariance;
using Lmm.Crossing;
using Lmm.Kernels;
using Lmm.Solver.Expansion;
using Lmm.Solver.Factoring;
using Lmm.Solver.Plans;

namespace Lmm.Solver.Criteria;

/// <summary>
/// The profiled deviance or REML criterion of a model as a function of θ (in working coordinates), with its gradient. The factorisation is
/// allocated once and overwritten at every θ.
/// </summary>
/// <remarks>
/// Source: Bates et al. (2015), equations 39 and 42. With d = n for maximum likelihood and n − rank for REML, the criterion is
/// log|L|² (+ log|R_X|² for REML) + d(1 + log(2πr²/d)), less Σ log w.
/// </remarks>
internal sealed class ProfiledCriterion : Criterion, IScoredCriterion
{
    private const int NoEvaluationsLeft = int.MaxValue / 2;

    private readonly CrossProducts _products;
    private readonly CancellationToken _cancellationToken;
    private readonly Factorization _factorization;
    private readonly double[][] _lambda;
    private readonly FactorSums[] _sums;
    private readonly double[][] _slopes;
    private readonly double[][] _factorSlopes;
    private readonly double[] _scratch;
    private readonly ParameterInformation _information;
    private readonly double _fixedDeterminant;
    private readonly SearchExpansion _expansion;
    private readonly FactorLambdas _lambdas;
    private readonly double[][] _expandedLambda;
    private Differentiated _estimates;
    private KeptModes _modes;
    private double[]? _termSizes;
    private bool _isLimited = true;

    /// <summary>Makes room for the factorisation.</summary>
    /// <param name="products">The cross-products.</param>
    /// <param name="estimation">Maximum likelihood or REML.</param>
    /// <param name="workers">The threads to use.</param>
    /// <param name="known">The plan of the factorisation when it is known; null to choose it.</param>
    /// <param name="evaluations">The evaluations that a search before this one took.</param>
    public ProfiledCriterion(CrossProducts products, Estimation estimation, Workers workers, FactorizationPlan? known = null, int evaluations = 0)
        : base(new ParameterLayout<ICovarianceParameterization>(Array.ConvertAll(products.Terms, static term => term.Covariance)))
    {
        EvaluationsSpent = evaluations;
        _products = products;
        _cancellationToken = workers.CancellationToken;
        IsRestricted = estimation == Estimation.RestrictedMaximumLikelihood;
        Plan = known ?? PlanChoice.For(products, _cancellationToken);
        _factorization = Plan.Build(products, workers);
        _lambdas = new FactorLambdas(products, Layout);
        _lambda = FactorLambdas.Room(products);
        _sums = [.. products.Factors.Select((_, factor) => new FactorSums(EffectBlocks.Of(products, factor)))];
        _factorSlopes = Array.ConvertAll(_lambda, static matrix => new double[matrix.Length]);
        _slopes = Array.ConvertAll(products.Terms, static term => new double[term.EffectCount * term.EffectCount]);
        _scratch = new double[_slopes.Max(static slope => slope.Length)];
        DegreesOfFreedom = products.RowCount - (IsRestricted ? products.FixedEffects.Rank : 0);

        _fixedDeterminant = 2 * products.FixedEffects.LogDeterminant(products.Units);
        _information = new ParameterInformation(this, Layout.Owners);
        _expansion = new SearchExpansion(products, Plan, IsRestricted, workers);
        _expandedLambda = FactorLambdas.Room(products);
    }

    /// <summary>Where groups lie so far apart that a search by this factorisation would minimise rounding, it is given up; null for no limit.</summary>
    public GroupDistance? Limit { get; init; }

    /// <summary>Told of every evaluation; null for no reports.</summary>
    public IProgress<FitProgress>? Progress { get; init; }

    /// <summary>Whether the search has been given up, for another factorisation to go on with.</summary>
    public bool HasLostDigits { get; private set; }

    /// <inheritdoc/>
    public CrossProducts Products => _products;

    /// <summary>How the cross-products are factored.</summary>
    public FactorizationPlan Plan { get; }

    /// <summary>True for the REML criterion.</summary>
    public bool IsRestricted { get; }

    /// <inheritdoc cref="IScoredCriterion.DegreesOfFreedom"/>
    public override long DegreesOfFreedom { get; }

    /// <inheritdoc/>
    /// <remarks>More than any limit once the search has been given up, so that it ends.</remarks>
    public override int Evaluations => HasLostDigits ? NoEvaluationsLeft : EvaluationsSpent;

    /// <inheritdoc/>
    public override double Operations => _factorization.Operations;

    /// <summary>The factor at the last θ where there was one.</summary>
    public Factored Factored { get; private set; }

    /// <summary>β at the last gradient.</summary>
    public Differentiated Estimates => _estimates;

    /// <inheritdoc/>
    public KeptModes Kept => _modes;

    /// <inheritdoc/>
    public double[][] Lambda => _lambda;

    /// <inheritdoc/>
    public double ResidualWeight => DegreesOfFreedom / Factored.ResidualSumOfSquares;

    /// <inheritdoc/>
    public FactorSums Sums(int factor) => _sums[factor];

    /// <inheritdoc/>
    public ReadOnlySpan<double> Slope(int term) => _slopes[term];

    /// <inheritdoc/>
    public override bool AreMany(int count) => ManyParameters.Are(_products.Terms, count);

    /// <inheritdoc/>
    public override double TermSize(int term)
    {
        _termSizes ??= Array.ConvertAll(_products.Terms, layout => LevelMeasures.Size(_products, layout));
        return _termSizes[term];
    }

    /// <inheritdoc/>
    protected override double Evaluate(ReadOnlySpan<double> theta)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        _lambdas.Write(theta, _lambda);
        bool isFactored = TryFactor();
        HasLostDigits |= _isLimited && Limit is not null && Limit.IsBeyond(this, isFactored);
        double value = isFactored && !HasLostDigits ? Deviance(IsRestricted) : double.PositiveInfinity;
        Progress?.Report(new FitProgress(FitStage.Search, EvaluationsSpent, objective: value));
        _cancellationToken.ThrowIfCancellationRequested();
        return value;
    }

    /// <summary>The value at a point to which no search goes: whatever this factorisation makes of it.</summary>
    public double ValueBeyond(ReadOnlySpan<double> theta)
    {
        _isLimited = false;
        try
        {
            return Value(theta);
        }
        finally
        {
            _isLimited = true;
        }
    }

    /// <summary>The REML criterion or the profiled deviance at the last point, whichever of them is minimised.</summary>
    public double Deviance(bool isRestricted)
    {
        long degrees = _products.RowCount - (isRestricted ? _products.FixedEffects.Rank : 0);
        double determinant = Factored.LogDeterminant + (isRestricted ? Factored.FixedLogDeterminant : 0);
        return determinant + (degrees * Math.Log(Factored.ResidualSumOfSquares)) + Constant(degrees, isRestricted);
    }

    /// <summary>log|R_X|² at the last point, X on the scale of the data and the weights as they are.</summary>
    public double FixedLogDeterminant
        => Factored.FixedLogDeterminant - _fixedDeterminant + (_products.FixedEffects.Rank * BinaryUnit.Log(2 * _products.Units.RootWeight));

    // The response is scaled by s and X's columns are mapped by U: r² is s² times the data's, log|R_X|² is 2 log|U| more. The unit of the
    // weights cancels: r² is less by its logarithm, Σ log w and log|R_X|² are so n times and p times.
    private double Constant(long degrees, bool isRestricted)
    {
        double scale = _products.FixedEffects.Response.LogScale;
        return (degrees * (1 + Math.Log(2 * Math.PI / degrees) - (2 * scale))) - _products.LogWeightSum - (isRestricted ? _fixedDeterminant : 0);
    }

    /// <inheritdoc/>
    protected override void Differentiate(Span<double> gradient)
    {
        foreach (FactorSums sum in _sums)
        {
            sum.Clear();
        }

        _estimates = Factored.Differentiate(IsRestricted, _sums);
        WeighScores(ResidualWeight);
        for (int index = 0; index < _slopes.Length; index++)
        {
            RandomTermLayout term = _products.Terms[index];
            int k = term.EffectCount;
            ReadOnlySpan<double> theta = Layout[index].Of(Current);
            Span<double> own = Layout[index].Of(gradient);
            for (int parameter = 0; parameter < own.Length; parameter++)
            {
                Span<double> direction = _scratch.AsSpan(0, k * k);
                term.Covariance.Derivative(theta, parameter, direction);
                own[parameter] = VectorProducts.Dot(direction, _slopes[index]);
            }
        }
    }

    /// <summary>
    /// Forms the slopes along Λ after a gradient with another weight of the scores than d/r²: with 1/σ² they are those of log|L|² + r²/σ², the criterion
    /// at a given σ².
    /// </summary>
    public void WeighScores(double weight)
    {
        for (int factor = 0; factor < _sums.Length; factor++)
        {
            _sums[factor].HalfSlope(_lambda[factor], weight, _factorSlopes[factor]);
        }

        for (int index = 0; index < _slopes.Length; index++)
        {
            RandomTermLayout term = _products.Terms[index];
            int k = term.EffectCount;
            int width = _products.Factors[term.Factor].EffectCount;
            for (int entry = 0; entry < k * k; entry++)
            {
                _slopes[index][entry] = 2 * _factorSlopes[term.Factor][((term.Offset + (entry / k)) * width) + term.Offset + (entry % k)];
            }
        }
    }

    /// <inheritdoc/>
    public override int[][] HessianBlocks => _information.Blocks;

    /// <inheritdoc/>
    public override void Curvature(ApproximateHessian hessian) => _information.Form(Current, hessian);

    /// <inheritdoc/>
    public override bool TryHessian(ReadOnlySpan<double> point, Span<double> hessian) => _information.TryExact(point, point, hessian);

    /// <inheritdoc/>
    public VarianceExpansion? Expand(ReadOnlySpan<double> theta, int gradients)
    {
        _lambdas.Write(theta, _expandedLambda);
        return _expansion.About(_expandedLambda, gradients);
    }

    /// <summary>
    /// At the last point, tr V⁻¹ with X projected out: the degrees of freedom that fixed and random effects leave, at least n less the rank of [X Z].
    /// The gradient there has to be formed anew.
    /// </summary>
    public double ResidualDegrees()
    {
        // With its gradient the factor there is gone.
        double left = _products.RowCount - _products.FixedEffects.Rank;
        Forget();
        if (!TryFactor())
        {
            return double.NaN;
        }

        foreach (FactorSums sum in _sums)
        {
            sum.Clear();
        }

        Factored.Differentiate(withFixedEffects: true, _sums);
        for (int factor = 0; factor < _sums.Length; factor++)
        {
            left -= VectorProducts.Dot(_sums[factor].DeterminantSlope, _lambda[factor]);
        }

        return left;
    }

    /// <summary>Takes another response: the cross-products' parts with the response have been overwritten.</summary>
    public void TakeResponse()
    {
        _factorization.LoadResponse(_products);
        EvaluationsSpent = 0;
        HasLostDigits = false;
        Forget();
    }

    /// <summary>Prepares derivatives of the last gradient along directions of Λ, in place of the modes; β and its covariance matrix stay.</summary>
    /// <exception cref="InvalidOperationException">There has been an evaluation since, without a gradient.</exception>
    /// <exception cref="NotSupportedException">The factorisation has none.</exception>
    public Linearized Linearize()
    {
        Forget();
        return _estimates.Linearize();
    }

    /// <summary>Keeps the modes of the last gradient with their covariances at fixed β.</summary>
    /// <exception cref="InvalidOperationException">There has been an evaluation since, without a gradient.</exception>
    public void KeepModes()
    {
        _modes = _estimates.Keep(_sums);
        Forget();
    }

    private bool TryFactor()
    {
        bool isFactored = _factorization.TryFactor(_lambda, out Factored factored);
        Factored = isFactored ? factored : Factored;
        return isFactored;
    }
}
