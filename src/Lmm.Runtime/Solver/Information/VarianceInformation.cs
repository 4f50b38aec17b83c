using Lmm.Kernels;
using Lmm.Solver.Blocks;
using Lmm.Solver.Criteria;
using Lmm.Solver.Optimization;

namespace Lmm.Solver.Information;

/// <summary>
/// How well the variances of a fit are known, and what that means for the variances of functions of β̂: degrees of freedom by Satterthwaite's method on the
/// face of the parameter space that the fit lies on.
/// </summary>
/// <remarks>
/// With v(θ, σ²) the variance of a function of β̂, its degrees of freedom are 2v²/Var(v). σ² given θ has the relative variance 2/d, and the Hessian of the
/// profiled criterion is twice the inverse of θ's covariance matrix, so that they are 2/(2/d + 2gᵀH⁻¹g), g the gradient of the logarithm of
/// the variance with σ² profiled out. Sources: Satterthwaite, Biometrics Bull. 2, 1946; Fai &amp; Cornelius, J. Stat. Comput. Simul. 54, 1996.
/// </remarks>
internal sealed class VarianceInformation
{
    /// <summary>The share of the largest curvature below which a direction is one that the data do not determine.</summary>
    private const double Flat = 1e-9;

    private readonly CovarianceTangents _tangents;
    private readonly ScaledEigen _hessian;

    private VarianceInformation(VarianceExpansion expansion, CovarianceTangents tangents)
    {
        Expansion = expansion;
        _tangents = tangents;
        Hessian = expansion.Hessian(tangents);
        _hessian = new ScaledEigen(tangents.Count);
        IsKnown = tangents.Count == 0 || _hessian.TrySet(Hessian, 0);
    }

    /// <summary>Coordinates of the face that the fit lies on.</summary>
    public CovarianceTangents Tangents => _tangents;

    /// <summary>The criterion and the covariance matrix of β̂ to second order.</summary>
    public VarianceExpansion Expansion { get; }

    /// <summary>The Hessian of the criterion in the coordinates of the face that the fit lies on.</summary>
    public double[] Hessian { get; }

    /// <summary>Whether the Hessian has a spectrum.</summary>
    public bool IsKnown { get; }

    /// <summary>The number of directions without variance by random term.</summary>
    public IReadOnlyList<(int Term, int Count)> Missing => _tangents.Missing;

    /// <summary>Expands the criterion about an optimum.</summary>
    public static VarianceInformation Of(Optimum optimum, Workers workers)
    {
        ProfiledCriterion criterion = optimum.Criterion(workers);
        CrossProducts products = criterion.Products;
        var entries = new CovarianceEntries(products);
        int[] heads = products.Pairs.Length == 0 ? [.. Enumerable.Range(0, products.Factors.Length)] : [BlockOrder.Choose(products).Heads[0]];
        var precision = new HeadedPrecision(products, entries, criterion.Lambda, heads, workers);
        var expansion = new VarianceExpansion(products, precision, entries, criterion.Factored.ResidualSumOfSquares, criterion.IsRestricted);
        return new VarianceInformation(expansion, new CovarianceTangents(products, entries, optimum.Theta));
    }

    /// <summary>Satterthwaite's degrees of freedom of a function of the working β, given by its coefficients.</summary>
    public double DegreesOfFreedom(ReadOnlySpan<double> function)
    {
        VarianceExpansion expansion = Expansion;
        int rank = expansion.Rank;
        var root = new double[rank];
        for (int row = 0; row < rank; row++)
        {
            VectorProducts.Add(function[row], expansion.Root.AsSpan(row * rank, rank), root);
        }

        double variance = VectorProducts.Dot(root, root);
        var byEntry = new double[expansion.Entries.Count];
        for (int entry = 0; entry < byEntry.Length; entry++)
        {
            double slope = 0;
            for (int row = 0; row < rank; row++)
            {
                slope += root[row] * VectorProducts.Dot(expansion.Forms[entry].AsSpan(row * (rank + 1), rank), root);
            }

            byEntry[entry] = (slope / variance) - (expansion.Weight / expansion.DegreesOfFreedom * expansion.Score(entry));
        }

        double relative = 2.0 / expansion.DegreesOfFreedom;
        if (_tangents.Count > 0)
        {
            double[] gradient = Array.ConvertAll(_tangents.Directions, direction => VectorProducts.Dot(direction, byEntry));
            var components = new double[gradient.Length];
            _hessian.Components(gradient, components);
            double flat = Flat * _hessian.Largest;
            for (int index = 0; index < components.Length; index++)
            {
                relative += _hessian.Values[index] > flat ? 2 * components[index] * components[index] / _hessian.Values[index] : 0;
            }
        }

        return 2 / relative;
    }
}
