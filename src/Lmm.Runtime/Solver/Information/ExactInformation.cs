using Lmm.Kernels;
using Lmm.Solver.Criteria;
using Lmm.Solver.Expansion;

namespace Lmm.Solver.Information;

/// <summary>What is known of the variances by derivatives in closed form.</summary>
internal sealed class ExactInformation : VarianceInformation
{
    private ExactInformation(VarianceExpansion expansion, CovarianceTangents tangents)
        : base(expansion.DegreesOfFreedom, HessianOf(expansion, tangents), tangents.Count)
        => (Expansion, Tangents) = (expansion, tangents);

    /// <summary>The criterion and the covariance matrix of β̂ to second order.</summary>
    public VarianceExpansion Expansion { get; }

    /// <summary>The coordinates of the face.</summary>
    public CovarianceTangents Tangents { get; }

    /// <summary>Expands a criterion about its optimum.</summary>
    public static ExactInformation About(ProfiledCriterion criterion, Optimum optimum, Workers workers)
    {
        CrossProducts products = criterion.Products;
        var entries = new CovarianceEntries(products);
        var expansion = new VarianceExpansion(products, PrecisionChoice.For(products, entries, workers), entries, criterion.IsRestricted);
        return expansion.TryForm(criterion.Lambda)
            ? new ExactInformation(expansion, CovarianceTangents.About(products, entries, optimum.Theta))
            : throw new InvalidOperationException("The cross-products are not positive definite at an optimum.");
    }

    /// <summary>The Hessian of a criterion in θ where it was evaluated last, row by row, for a θ where no direction is without variance.</summary>
    public static double[] HessianAt(ProfiledCriterion criterion, ReadOnlySpan<double> theta, Workers workers)
    {
        CrossProducts products = criterion.Products;
        var entries = new CovarianceEntries(products);
        var expansion = new VarianceExpansion(products, PrecisionChoice.For(products, entries, workers), entries, criterion.IsRestricted);
        if (!expansion.TryForm(criterion.Lambda))
        {
            throw new InvalidOperationException("The cross-products are not positive definite where the criterion has a value.");
        }

        var tangents = new CovarianceTangents(products.Terms, criterion.Layout.Owners, entries);
        tangents.MoveTo(theta);
        return HessianOf(expansion, tangents);
    }

    /// <inheritdoc/>
    protected override double[] LogResidualGradient()
    {
        double[] byEntry = [.. Enumerable.Range(0, Expansion.Entries.Count).Select(entry => -Expansion.Weight / Expansion.DegreesOfFreedom * Expansion.Score(entry))];
        return Array.ConvertAll(Tangents.Directions, direction => VectorProducts.Dot(direction, byEntry));
    }

    /// <inheritdoc/>
    protected override double[] LogVarianceGradient(ReadOnlySpan<double> function)
    {
        int rank = Expansion.Rank;
        var root = new double[rank];
        for (int row = 0; row < rank; row++)
        {
            VectorProducts.Add(function[row], Expansion.Root.AsSpan(row * rank, rank), root);
        }

        double variance = VectorProducts.Dot(root, root);
        var byEntry = new double[Expansion.Entries.Count];
        for (int entry = 0; entry < byEntry.Length; entry++)
        {
            double slope = 0;
            for (int row = 0; row < rank; row++)
            {
                slope += root[row] * VectorProducts.Dot(Expansion.Forms[entry].AsSpan(row * (rank + 1), rank), root);
            }

            byEntry[entry] = (slope / variance) - (Expansion.Weight / Expansion.DegreesOfFreedom * Expansion.Score(entry));
        }

        return Array.ConvertAll(Tangents.Directions, direction => VectorProducts.Dot(direction, byEntry));
    }

    private static double[] HessianOf(VarianceExpansion expansion, CovarianceTangents tangents)
    {
        var hessian = new double[tangents.Count * tangents.Count];
        expansion.Hessian(tangents, hessian);
        return hessian;
    }
}
