namespace Lmm.Solver;

/// <summary>A criterion, the search for its minimum, and what takes the minimum to the data's scale.</summary>
internal sealed class ThetaSearch
{
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
