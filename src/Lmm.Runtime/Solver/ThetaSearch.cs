using Lmm.Solver.Criteria;
using Lmm.Solver.Optimization;

namespace Lmm.Solver;

/// <summary>A criterion, the search for its minimum, and what takes the minimum to the data's scale.</summary>
/// <typeparam name="TCriterion">The criterion.</typeparam>
internal sealed class ThetaSearch<TCriterion>
    where TCriterion : Criterion, IEffectCriterion
{
    /// <summary>Makes a search.</summary>
    /// <param name="criterion">The criterion.</param>
    /// <param name="maximumEvaluations">The evaluations allowed.</param>
    public ThetaSearch(TCriterion criterion, int maximumEvaluations)
    {
        CrossProducts products = criterion.Products;
        Criterion = criterion;
        Terms = Enumerable.Range(0, products.Terms.Length).Select(index => new TermSolution(criterion, index)).ToArray();
        Optimizer = new CovarianceOptimizer(criterion, new StartPoints(products, criterion.Layout, Terms, criterion.Operations), maximumEvaluations);
    }

    /// <summary>The criterion, at the optimum after a search.</summary>
    public TCriterion Criterion { get; }

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
