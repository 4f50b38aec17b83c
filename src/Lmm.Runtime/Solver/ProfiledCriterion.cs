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
    private readonly CrossProducts products;
    private readonly CancellationToken cancellationToken;
    private readonly Head[] heads;
    private readonly DenseTail tail;
    private readonly double[][] lambda;
    private readonly FactorSums[] sums;
    private readonly double[][] slopes;
    private readonly double[][] factorSlopes;
    private readonly double[] scratch;
    private readonly double[] current;
    private readonly double constant;
    private double currentValue = double.PositiveInfinity;
    private bool hasGradient;

    public ProfiledCriterion(CrossProducts products, Estimation estimation, Workers workers)
    {
        this.products = products;
        cancellationToken = workers.CancellationToken;
        IsRestricted = estimation == Estimation.RestrictedMaximumLikelihood;
        BlockOrder order = BlockOrder.Choose(products);
        tail = new DenseTail(products, order, workers.MaximumThreads);
        heads = Head.Chain(products, order, workers);
        lambda = Array.ConvertAll(products.Factors, static factor => new double[factor.EffectCount * factor.EffectCount]);
        sums = Array.ConvertAll(products.Factors, static factor => new FactorSums(factor.EffectCount));
        factorSlopes = Array.ConvertAll(lambda, static matrix => new double[matrix.Length]);
        slopes = Array.ConvertAll(products.Terms, static term => new double[term.EffectCount * term.EffectCount]);
        scratch = new double[slopes.Max(static slope => slope.Length)];
        ParameterCount = products.Terms.Sum(static term => term.Covariance.ParameterCount);
        current = new double[ParameterCount];
        DegreesOfFreedom = products.RowCount - (IsRestricted ? tail.Rank : 0);

        // The response is scaled by s and X's columns are mapped by U: r² is s² times the data's, log|R_X|² is 2 log|U| more.
        double scale = Math.Log(products.FixedEffects.Response.Scale);
        constant = (DegreesOfFreedom * (1 + Math.Log(2 * Math.PI / DegreesOfFreedom) - (2 * scale)))
            - products.LogWeightSum
            - (IsRestricted ? 2 * products.FixedEffects.Basis.LogDeterminant() : 0);
    }

    /// <summary>The cross-products.</summary>
    public CrossProducts Products => products;

    /// <summary>True for the REML criterion.</summary>
    public bool IsRestricted { get; }

    /// <summary>n, or n − rank of X for REML: what r² is divided by.</summary>
    public int DegreesOfFreedom { get; }

    /// <inheritdoc/>
    public int ParameterCount { get; }

    /// <inheritdoc/>
    public int Evaluations { get; private set; }

    /// <summary>The dense tail of the factorisation.</summary>
    public DenseTail Tail => tail;

    /// <summary>Λ by grouping factor at the last θ.</summary>
    public double[][] Lambda => lambda;

    /// <inheritdoc/>
    public double Value(ReadOnlySpan<double> theta)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Evaluations++;
        theta.CopyTo(current);
        SetLambda(theta);
        hasGradient = false;
        currentValue = Factor() ? Deviance() : double.PositiveInfinity;
        cancellationToken.ThrowIfCancellationRequested();
        return currentValue;
    }

    private double Deviance()
    {
        double determinant = tail.LogDeterminant + (IsRestricted ? tail.FixedLogDeterminant : 0);
        foreach (Head head in heads)
        {
            determinant += head.LogDeterminant;
        }

        return determinant + (DegreesOfFreedom * Math.Log(tail.ResidualSumOfSquares)) + constant;
    }

    /// <inheritdoc/>
    public void Gradient(Span<double> gradient)
    {
        Differentiate();
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
    /// <remarks>
    /// The expected Hessian along the parameters, plus 2 tr(Γ ∂Λᵢ∂Λⱼᵀ) with Γ = ∂f/∂Σ, which vanishes at an optimum inside and is the whole
    /// curvature where a column of Λ is zero.
    /// </remarks>
    public double[,] Curvature()
    {
        var information = new InformationMatrix(this);
        information.AddParameters(current);
        double[,] matrix = information.Form();
        int at = 0;
        foreach (RandomTermLayout term in products.Terms)
        {
            AddBoundaryCurvature(term, at, matrix);
            at += term.Covariance.ParameterCount;
        }

        return matrix;
    }

    /// <summary>After <see cref="Gradient"/>, the derivatives with respect to all k × k elements of a term's Λ, row by row.</summary>
    public ReadOnlySpan<double> Slope(int term) => slopes[term];

    /// <summary>The sums of a grouping factor, after <see cref="Gradient"/>.</summary>
    public FactorSums Sums(int factor) => sums[factor];

    /// <summary>d/r², what scores are weighted with against precisions.</summary>
    public double ResidualWeight => DegreesOfFreedom / tail.ResidualSumOfSquares;

    /// <summary>The modes of a grouping factor, levels × k, after <see cref="Finish"/>.</summary>
    public ReadOnlySpan<double> Modes(int factor)
        => Array.Find(heads, head => head.Layout.Factor == factor) is Head head ? head.Modes : tail.Modes(factor);

    /// <summary>The covariance matrices of the modes of a grouping factor over σ², levels × k × k (lower triangles), after <see cref="Finish"/>.</summary>
    public ReadOnlySpan<double> Covariances(int factor)
        => Array.Find(heads, head => head.Layout.Factor == factor) is Head head ? head.Covariance : tail.Covariances(factor);

    /// <summary>
    /// Evaluates value and gradient at θ, unless that is where they were evaluated last, and keeps the modes with their covariances at fixed β.
    /// </summary>
    public double Finish(double[] theta)
    {
        if (!hasGradient || !theta.AsSpan().SequenceEqual(current))
        {
            Value(theta);
            Gradient(new double[theta.Length]);
        }

        if (IsRestricted)
        {
            tail.FixFixedEffects();
        }

        DifferentiateHeads(withFixedEffects: false, keep: true);
        return currentValue;
    }

    // Solves at the last θ and forms the sums over the levels; the Cholesky factor of the tail is lost.
    private void Differentiate()
    {
        foreach (FactorSums sum in sums)
        {
            sum.Clear();
        }

        tail.Solve(lambda, sums);
        tail.Invert(lambda, IsRestricted, sums);
        DifferentiateHeads(IsRestricted, keep: false);
    }

    private void DifferentiateHeads(bool withFixedEffects, bool keep)
    {
        for (int place = heads.Length - 1; place >= 0; place--)
        {
            int factor = heads[place].Layout.Factor;
            heads[place].Differentiate(lambda[factor], tail, withFixedEffects, keep, sums[factor]);
        }
    }

    private void AddBoundaryCurvature(RandomTermLayout term, int at, double[,] matrix)
    {
        int k = term.EffectCount;
        int width = products.Factors[term.Factor].EffectCount;
        int count = term.Covariance.ParameterCount;
        var whole = new double[width * width];
        sums[term.Factor].CovarianceSlope(lambda[term.Factor], ResidualWeight, whole);
        var derivatives = new double[count][];
        for (int parameter = 0; parameter < count; parameter++)
        {
            derivatives[parameter] = new double[k * k];
            term.Covariance.Derivative(current.AsSpan(at, count), parameter, derivatives[parameter]);
        }

        for (int first = 0; first < count; first++)
        {
            for (int second = 0; second < count; second++)
            {
                double sum = 0;
                for (int row = 0; row < k; row++)
                {
                    for (int column = 0; column < k; column++)
                    {
                        double slope = whole[((term.Offset + row) * width) + term.Offset + column];
                        sum += slope * LevelBlock.Dot(derivatives[first].AsSpan(row * k, k), derivatives[second].AsSpan(column * k, k));
                    }
                }

                matrix[at + first, at + second] += 2 * sum;
            }
        }
    }

    private bool Factor()
    {
        tail.Begin();
        foreach (Head head in heads)
        {
            head.Begin();
        }

        foreach (Head head in heads)
        {
            if (!head.Eliminate(lambda[head.Layout.Factor], tail))
            {
                return false;
            }
        }

        return tail.Factor(lambda, cancellationToken);
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
