namespace Lmm.Solver;

/// <summary>A criterion, the search for its minimum, and what takes the minimum to the data's scale.</summary>
internal sealed class ThetaSearch
{
    /// <summary>Relative parameters up to this size are near enough to one.</summary>
    private const double NearOrigin = 10;

    /// <summary>Makes a search.</summary>
    /// <param name="products">The cross-products, which say how terms are to be taken to the data's scale.</param>
    /// <param name="criterion">The criterion, on these cross-products or on others that differ in their parameters only.</param>
    /// <param name="maximumEvaluations">The evaluations allowed.</param>
    public ThetaSearch(CrossProducts products, ProfiledCriterion criterion, int maximumEvaluations)
    {
        Criterion = criterion;
        Optimizer = new CovarianceOptimizer(criterion, maximumEvaluations);
        Terms = Enumerable.Range(0, products.Terms.Length).Select(index => new TermSolution(products, criterion, index)).ToArray();
    }

    /// <summary>
    /// A search that goes on from a θ by another factorisation, with parameters relative to it.
    /// </summary>
    /// <param name="products">The cross-products.</param>
    /// <param name="estimation">Maximum likelihood or REML.</param>
    /// <param name="plan">The factorisation.</param>
    /// <param name="workers">The threads to use.</param>
    /// <param name="maximumEvaluations">The evaluations allowed, those before included.</param>
    /// <param name="evaluations">The evaluations before.</param>
    /// <param name="theta">θ, which is overwritten with the relative parameters that stand for it.</param>
    public static ThetaSearch From(CrossProducts products, Estimation estimation, FactorizationPlan plan, Workers workers, int maximumEvaluations, int evaluations, Span<double> theta)
    {
        var terms = new RandomTermLayout[products.Terms.Length];
        int at = 0;
        for (int index = 0; index < terms.Length; index++)
        {
            RandomTermLayout term = products.Terms[index];
            int count = term.Covariance.ParameterCount;
            Span<double> reached = theta.Slice(at, count);
            var lambda = new double[term.EffectCount * term.EffectCount];
            term.Covariance.Factor(reached, lambda);
            var covariance = new RelativeCovariance(term.Covariance, reached);
            covariance.Parameters(lambda, reached);
            terms[index] = term with { Covariance = covariance };
            at += count;
        }

        var criterion = new ProfiledCriterion(products.WithTerms(terms), estimation, workers, plan, evaluations);
        return new ThetaSearch(products, criterion, maximumEvaluations);
    }

    /// <summary>
    /// Writes the optimum in the parameters of <paramref name="products"/>; true when it is so far from where the search's parameters are near one that a
    /// search from there would be more exact.
    /// </summary>
    public bool LeavesOrigin(CrossProducts products, Span<double> theta)
    {
        int at = 0;
        for (int index = 0; index < products.Terms.Length; index++)
        {
            RandomTermLayout term = products.Terms[index];
            int count = term.Covariance.ParameterCount;
            var lambda = new double[term.EffectCount * term.EffectCount];
            Criterion.Products.Terms[index].Covariance.Factor(Optimizer.Theta.Slice(at, count), lambda);
            term.Covariance.Parameters(lambda, theta.Slice(at, count));
            at += count;
        }

        return Optimizer.Theta.ContainsAnyExceptInRange(-NearOrigin, NearOrigin);
    }

    /// <summary>The criterion, at the optimum after a search.</summary>
    public ProfiledCriterion Criterion { get; }

    /// <summary>The search for θ.</summary>
    public CovarianceOptimizer Optimizer { get; }

    /// <summary>The random terms in the formula's order, on the data's scale after <see cref="Read"/>.</summary>
    public TermSolution[] Terms { get; }

    /// <summary>Reads Λ and θ of all terms at the optimum.</summary>
    public void Read()
    {
        foreach (TermSolution term in Terms)
        {
            term.Read();
        }
    }
}
