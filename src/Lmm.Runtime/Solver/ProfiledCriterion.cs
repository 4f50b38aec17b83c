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
    private readonly double[][] determinantSums;
    private readonly double[][] residualSums;
    private readonly AncestorCovariance ancestors = new();
    private readonly double[][] slopes;
    private readonly double[] scratch;
    private readonly double[] current;
    private readonly double constant;
    private bool isFactored;

    public ProfiledCriterion(CrossProducts products, Estimation estimation, FitOptions options, CancellationToken cancellationToken)
    {
        this.products = products;
        this.cancellationToken = cancellationToken;
        IsRestricted = estimation == Estimation.RestrictedMaximumLikelihood;
        BlockOrder order = BlockOrder.Choose(products);
        tail = new DenseTail(products, order, options.MaximumThreads);
        heads = new Head[order.Heads.Length];
        for (int place = heads.Length - 1; place >= 0; place--)
        {
            heads[place] = new Head(products, order, place, heads[(place + 1)..]);
        }

        lambda = Array.ConvertAll(products.Factors, static factor => new double[factor.EffectCount * factor.EffectCount]);
        determinantSums = Array.ConvertAll(lambda, static matrix => new double[matrix.Length]);
        residualSums = Array.ConvertAll(lambda, static matrix => new double[matrix.Length]);
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

    /// <summary>True for the REML criterion.</summary>
    public bool IsRestricted { get; }

    /// <summary>n, or n − rank of X for REML: what r² is divided by.</summary>
    public int DegreesOfFreedom { get; }

    /// <inheritdoc/>
    public int ParameterCount { get; }

    /// <summary>The evaluations so far.</summary>
    public int Evaluations { get; private set; }

    /// <summary>The heads of the factorisation.</summary>
    public ReadOnlySpan<Head> Heads => heads;

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
        isFactored = Factor();
        cancellationToken.ThrowIfCancellationRequested();
        if (!isFactored)
        {
            return double.PositiveInfinity;
        }

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
        Solve();
        Differentiate(IsRestricted);
        double weight = DegreesOfFreedom / tail.ResidualSumOfSquares;
        int at = 0;
        for (int index = 0; index < slopes.Length; index++)
        {
            RandomTermLayout term = products.Terms[index];
            int k = term.EffectCount;
            int width = products.Factors[term.Factor].EffectCount;
            for (int entry = 0; entry < k * k; entry++)
            {
                int from = ((term.Offset + (entry / k)) * width) + term.Offset + (entry % k);
                slopes[index][entry] = 2 * (determinantSums[term.Factor][from] - (weight * residualSums[term.Factor][from]));
            }

            int count = term.Covariance.ParameterCount;
            term.Covariance.Gradient(current.AsSpan(at, count), slopes[index], gradient.Slice(at, count));
            at += count;
        }
    }

    /// <summary>After <see cref="Gradient"/>, the derivatives with respect to all k × k elements of a term's Λ, row by row.</summary>
    public ReadOnlySpan<double> Slope(int term) => slopes[term];

    /// <summary>The modes of a grouping factor, levels × k, after <see cref="Solve"/>.</summary>
    public ReadOnlySpan<double> Modes(int factor)
        => Array.Find(heads, head => head.Layout.Factor == factor) is Head head ? head.Modes : tail.Modes(factor);

    /// <summary>The covariance matrices of the modes of a grouping factor over σ², levels × k × k (lower triangles), after <see cref="Differentiate"/>.</summary>
    public ReadOnlySpan<double> Covariances(int factor)
        => Array.Find(heads, head => head.Layout.Factor == factor) is Head head ? head.Covariance : tail.Covariances(factor);

    /// <summary>Solves for the modes and β at the last θ.</summary>
    public void Solve()
    {
        Clear(residualSums);
        tail.Solve(lambda, residualSums);
        for (int place = heads.Length - 1; place >= 0; place--)
        {
            int factor = heads[place].Layout.Factor;
            heads[place].Solve(lambda[factor], tail, residualSums[factor]);
        }
    }

    /// <summary>Forms the covariances of the modes at the last θ, at fixed β or with its uncertainty; the Cholesky factor of the tail is lost.</summary>
    public void Differentiate(bool withFixedEffects)
    {
        Clear(determinantSums);
        tail.Invert(lambda, withFixedEffects, determinantSums);
        for (int place = heads.Length - 1; place >= 0; place--)
        {
            heads[place].Differentiate(tail, withFixedEffects, ancestors, determinantSums[heads[place].Layout.Factor]);
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

    private static void Clear(double[][] sums)
    {
        foreach (double[] matrix in sums)
        {
            Array.Clear(matrix);
        }
    }
}
