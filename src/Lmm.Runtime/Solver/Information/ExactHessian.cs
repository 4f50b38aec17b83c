using Lmm.Kernels;
using Lmm.Solver.Criteria;
using Lmm.Solver.Expansion;

namespace Lmm.Solver.Information;

/// <summary>The Hessian of a criterion in θ, in closed form whatever that costs, for θ where no direction is without variance. The storage serves one point after the other.</summary>
internal sealed class ExactHessian
{
    private readonly ProfiledCriterion _criterion;
    private readonly VarianceExpansion _expansion;
    private readonly CovarianceTangents _tangents;

    /// <summary>Makes room.</summary>
    public ExactHessian(ProfiledCriterion criterion, Workers workers)
    {
        _criterion = criterion;
        CrossProducts products = criterion.Products;
        var entries = new CovarianceEntries(products);
        _expansion = new VarianceExpansion(products, PrecisionChoice.For(products, entries, workers), entries, criterion.IsRestricted);
        _tangents = new CovarianceTangents(products.Terms, criterion.Layout.Owners, entries);
    }

    /// <summary>The Hessian where the criterion was evaluated last, row by row.</summary>
    public double[] At(ReadOnlySpan<double> theta)
    {
        if (!_expansion.TryForm(_criterion.Lambda))
        {
            throw new InvalidOperationException("The cross-products are not positive definite where the criterion has a value.");
        }

        _tangents.MoveTo(theta);
        return _expansion.Hessian(_tangents);
    }
}
