using Lmm.Kernels;

namespace Lmm.Solver;

/// <summary>
/// The profiled deviance or REML criterion of a model as a function of θ (in working coordinates), with its gradient. The factorisation is
/// allocated once and overwritten at every θ.
/// </summary>
/// <remarks>
/// Source: Bates et al. (2015), equations 39 and 42. With d = n for maximum likelihood and n − rank for REML, the criterion is
/// log|L|² (+ log|R_X|² for REML) + d(1 + log(2πr²/d)), less Σ log w.
/// </remarks>
internal sealed class ProfiledCriterion : IObjective
{
    private const double CostlyOperations = 5e8;
    private const int NoEvaluationsLeft = int.MaxValue / 2;

    private readonly CrossProducts products;
    private readonly CancellationToken cancellationToken;
    private readonly Factorization factorization;
    private readonly double[][] lambda;
    private readonly FactorSums[] sums;
    private readonly double[][] slopes;
    private readonly double[][] factorSlopes;
    private readonly double[] scratch;
    private readonly double[] current;
    private readonly double[] finalGradient;
    private readonly ParameterInformation information;
    private readonly double fixedDeterminant;
    private double currentValue = double.PositiveInfinity;
    private bool hasGradient;
    private bool isLimited = true;

    /// <summary>Makes room for the factorisation.</summary>
    /// <param name="products">The cross-products.</param>
    /// <param name="estimation">Maximum likelihood or REML.</param>
    /// <param name="workers">The threads to use.</param>
    /// <param name="known">The plan of the factorisation when it is known; null to choose it.</param>
    /// <param name="evaluations">The evaluations that a search before this one took.</param>
    public ProfiledCriterion(CrossProducts products, Estimation estimation, Workers workers, FactorizationPlan? known = null, int evaluations = 0)
    {
        EvaluationsSpent = evaluations;
        this.products = products;
        cancellationToken = workers.CancellationToken;
        IsRestricted = estimation == Estimation.RestrictedMaximumLikelihood;
        Plan = known ?? FactorizationPlan.For(products);
        factorization = Plan.Build(products, workers);
        lambda = Array.ConvertAll(products.Factors, static factor => new double[factor.EffectCount * factor.EffectCount]);
        sums = Array.ConvertAll(products.Factors, static factor => new FactorSums(factor.EffectCount));
        factorSlopes = Array.ConvertAll(lambda, static matrix => new double[matrix.Length]);
        slopes = Array.ConvertAll(products.Terms, static term => new double[term.EffectCount * term.EffectCount]);
        scratch = new double[slopes.Max(static slope => slope.Length)];
        ParameterCount = products.Terms.Sum(static term => term.Covariance.ParameterCount);
        current = new double[ParameterCount];
        DegreesOfFreedom = products.RowCount - (IsRestricted ? products.FixedEffects.Rank : 0);

        fixedDeterminant = IsRestricted ? 2 * products.FixedEffects.LogDeterminant(products.Units) : 0;
        finalGradient = new double[ParameterCount];
        information = new ParameterInformation(this, products.Terms, Array.ConvertAll(products.Terms, static term => (ICovarianceMap)term.Covariance));
    }

    /// <summary>Where groups lie so far apart that a search by this factorisation would minimise rounding, it is given up; null for no limit.</summary>
    public GroupDistance? Limit { get; init; }

    /// <summary>Whether the search has been given up, for another factorisation to go on with.</summary>
    public bool HasLostDigits { get; private set; }

    /// <summary>The cross-products.</summary>
    public CrossProducts Products => products;

    /// <summary>How the cross-products are factored.</summary>
    public FactorizationPlan Plan { get; }

    /// <summary>True for the REML criterion.</summary>
    public bool IsRestricted { get; }

    /// <summary>n, or n − rank of X for REML: what r² is divided by.</summary>
    public int DegreesOfFreedom { get; }

    /// <inheritdoc/>
    public int ParameterCount { get; }

    /// <inheritdoc/>
    /// <remarks>More than any limit once the search has been given up, so that it ends.</remarks>
    public int Evaluations => HasLostDigits ? NoEvaluationsLeft : EvaluationsSpent;

    /// <summary>The evaluations so far.</summary>
    public int EvaluationsSpent { get; private set; }

    /// <summary>The factorisation at the last θ.</summary>
    public Factorization Factorization => factorization;

    /// <inheritdoc/>
    public bool IsCostly => factorization.Operations > CostlyOperations;

    /// <summary>Λ by grouping factor at the last θ.</summary>
    public double[][] Lambda => lambda;

    /// <inheritdoc/>
    public double Value(ReadOnlySpan<double> theta)
    {
        cancellationToken.ThrowIfCancellationRequested();
        EvaluationsSpent++;
        theta.CopyTo(current);
        SetLambda(theta);
        hasGradient = false;
        bool isFactored = factorization.Factor(lambda);
        HasLostDigits |= isLimited && Limit is not null && Limit.IsBeyond(this, isFactored);
        currentValue = isFactored && !HasLostDigits ? Deviance() : double.PositiveInfinity;
        cancellationToken.ThrowIfCancellationRequested();
        return currentValue;
    }

    /// <summary>The value at a point to which no search goes: whatever this factorisation makes of it.</summary>
    public double ValueBeyond(ReadOnlySpan<double> theta)
    {
        isLimited = false;
        double value = Value(theta);
        isLimited = true;
        return value;
    }

    private double Deviance()
    {
        double determinant = factorization.LogDeterminant + (IsRestricted ? factorization.FixedLogDeterminant : 0);
        return determinant + (DegreesOfFreedom * Math.Log(factorization.ResidualSumOfSquares)) + Constant();
    }

    // The response is scaled by s and X's columns are mapped by U: r² is s² times the data's, log|R_X|² is 2 log|U| more. The unit of the
    // weights cancels: r² is less by its logarithm, Σ log w and log|R_X|² are so n times and p times.
    private double Constant()
    {
        double scale = products.FixedEffects.Response.LogScale;
        return (DegreesOfFreedom * (1 + Math.Log(2 * Math.PI / DegreesOfFreedom) - (2 * scale))) - products.LogWeightSum - fixedDeterminant;
    }

    /// <inheritdoc/>
    public void Gradient(Span<double> gradient)
    {
        foreach (FactorSums sum in sums)
        {
            sum.Clear();
        }

        factorization.Differentiate(IsRestricted, sums);
        double weight = ResidualWeight;
        for (int factor = 0; factor < sums.Length; factor++)
        {
            sums[factor].HalfSlope(lambda[factor], weight, factorSlopes[factor]);
        }

        int at = 0;
        for (int index = 0; index < slopes.Length; index++)
        {
            RandomTermLayout term = products.Terms[index];
            int k = term.EffectCount;
            int width = products.Factors[term.Factor].EffectCount;
            for (int entry = 0; entry < k * k; entry++)
            {
                slopes[index][entry] = 2 * factorSlopes[term.Factor][((term.Offset + (entry / k)) * width) + term.Offset + (entry % k)];
            }

            int count = term.Covariance.ParameterCount;
            for (int parameter = 0; parameter < count; parameter++)
            {
                Span<double> direction = scratch.AsSpan(0, k * k);
                term.Covariance.Derivative(current.AsSpan(at, count), parameter, direction);
                gradient[at + parameter] = VectorProducts.Dot(direction, slopes[index]);
            }

            at += count;
        }

        hasGradient = true;
    }

    /// <inheritdoc/>
    public void Curvature(Span<double> matrix) => information.Form(current, matrix);

    /// <summary>After <see cref="Gradient"/>, the derivatives with respect to all k × k elements of a term's Λ, row by row.</summary>
    public ReadOnlySpan<double> Slope(int term) => slopes[term];

    /// <summary>The sums of a grouping factor, after <see cref="Gradient"/>.</summary>
    public FactorSums Sums(int factor) => sums[factor];

    /// <summary>d/r², what scores are weighted with against precisions.</summary>
    public double ResidualWeight => DegreesOfFreedom / factorization.ResidualSumOfSquares;

    /// <summary>
    /// At the last point, tr V⁻¹ with X projected out: the degrees of freedom that fixed and random effects leave, at least n less the rank of [X Z].
    /// The gradient there has to be formed anew.
    /// </summary>
    public double ResidualDegrees()
    {
        double left = products.RowCount - products.FixedEffects.Rank;
        hasGradient = false;
        foreach (FactorSums sum in sums)
        {
            sum.Clear();
        }

        factorization.Differentiate(withFixedEffects: true, sums);
        for (int factor = 0; factor < sums.Length; factor++)
        {
            left -= VectorProducts.Dot(sums[factor].DeterminantSlope, lambda[factor]);
        }

        return left;
    }

    /// <summary>The modes of a grouping factor, levels × k, after <see cref="KeepModes"/>.</summary>
    public ReadOnlySpan<double> Modes(int factor) => factorization.Modes(factor);

    /// <summary>The covariance matrices of the modes of a grouping factor over σ², levels × k × k (lower triangles), after <see cref="KeepModes"/>.</summary>
    public ReadOnlySpan<double> Covariances(int factor) => factorization.Covariances(factor);

    /// <summary>Takes another response: the cross-products' parts with the response have been overwritten.</summary>
    public void TakeResponse()
    {
        factorization.TakeResponse();
        EvaluationsSpent = 0;
        HasLostDigits = false;
        hasGradient = false;
    }

    /// <summary>Evaluates value and gradient at θ, unless that is where they were evaluated last; returns the value.</summary>
    public double Finish(ReadOnlySpan<double> theta)
    {
        if (!hasGradient || !theta.SequenceEqual(current))
        {
            Value(theta);
            Gradient(finalGradient);
        }

        return currentValue;
    }

    /// <summary>After <see cref="Finish"/>, keeps the modes with their covariances at fixed β.</summary>
    public void KeepModes()
    {
        factorization.Keep(IsRestricted, sums);
        hasGradient = false;
    }

    private void SetLambda(ReadOnlySpan<double> theta)
    {
        int at = 0;
        foreach (RandomTermLayout term in products.Terms)
        {
            int k = term.EffectCount;
            int width = products.Factors[term.Factor].EffectCount;
            Span<double> block = scratch.AsSpan(0, k * k);
            int count = term.Covariance.ParameterCount;
            term.Covariance.Factor(theta.Slice(at, count), block);
            at += count;
            for (int row = 0; row < k; row++)
            {
                block.Slice(row * k, k).CopyTo(lambda[term.Factor].AsSpan(((term.Offset + row) * width) + term.Offset));
            }
        }
    }
}
