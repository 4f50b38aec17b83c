using System.Runtime.CompilerServices;
using Lmm.Kernels;
using Lmm.Solver.Criteria;
using Lmm.Solver.Expansion;

namespace Lmm.Solver.Information;

/// <summary>What is known of the variances by derivatives in closed form.</summary>
internal sealed class ExactInformation : VarianceInformation
{
    private ExactInformation(VarianceExpansion expansion, CovarianceTangents tangents)
        : base(expansion.DegreesOfFreedom, expansion.Hessian(tangents), tangents.Count)
        => (Expansion, Tangents) = (expansion, tangents);

    /// <summary>The criterion and the covariance matrix of β̂ to second order.</summary>
    public VarianceExpansion Expansion { get; }

    /// <summary>The coordinates of the face.</summary>
    public CovarianceTangents Tangents { get; }

    /// <summary>Expands the criterion about an optimum.</summary>
    public static ExactInformation About(Optimum optimum, Workers workers)
    {
        CrossProducts products = optimum.Products;
        var entries = new CovarianceEntries(products);
        var expansion = new VarianceExpansion(products, PrecisionChoice.For(products, entries, workers), entries, optimum.IsRestricted);
        return expansion.TryForm(FactorLambdas.Of(products, optimum.Theta))
            ? new ExactInformation(expansion, CovarianceTangents.About(products, entries, optimum.Theta))
            : throw new InvalidOperationException("The cross-products are not positive definite at an optimum.");
    }

    /// <inheritdoc/>
    protected override double[] LogResidualGradient()
    {
        double[] byEntry = [.. Enumerable.Range(0, Expansion.Entries.Count).Select(entry => -Expansion.Weight / Expansion.DegreesOfFreedom * Expansion.Score(entry))];
        return Array.ConvertAll(Tangents.Directions, direction => VectorProducts.Dot(direction, byEntry));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override double[] LogVarianceGradient(ReadOnlySpan<double> function)
    {
        int rank = Expansion.Rank;
        using var room = new Room(stackalloc double[Room.MostOnStack], rank);
        Span<double> root = room.Values;
        root.Clear();
        for (int row = 0; row < rank; row++)
        {
            // Contrasts have few parts that are not zero.
            if (function[row] == 0)
            {
                continue;
            }

            VectorProducts.Add(function[row], Expansion.Root.AsSpan(row * rank, rank), root);
        }

        double variance = VectorProducts.Dot(root, root);
        var byEntry = new double[Expansion.Entries.Count];
        for (int entry = 0; entry < byEntry.Length; entry++)
        {
            // The form is symmetric: what is below the diagonal counts twice.
            double slope = 0;
            for (int row = 0; row < rank; row++)
            {
                ReadOnlySpan<double> form = Expansion.Forms[entry].AsSpan(row * (rank + 1), row + 1);
                slope += root[row] * ((2 * VectorProducts.Dot(form[..row], root)) + (form[row] * root[row]));
            }

            byEntry[entry] = (slope / variance) - (Expansion.Weight / Expansion.DegreesOfFreedom * Expansion.Score(entry));
        }

        return Array.ConvertAll(Tangents.Directions, direction => VectorProducts.Dot(direction, byEntry));
    }
}
