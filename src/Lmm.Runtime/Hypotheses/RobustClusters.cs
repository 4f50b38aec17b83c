using Lmm.Crossing;
using Lmm.Faults;
using Lmm.Hypotheses.Clusters;

namespace Lmm.Hypotheses;

/// <summary>Where the clusters of robust covariances come from: rows, rows that stand for others, or the sums of the levels of a grouping factor.</summary>
/// <param name="estimate">The fit.</param>
/// <param name="covariance">The estimate of the covariance matrix.</param>
/// <exception cref="ArgumentOutOfRangeException">There is no such estimate.</exception>
internal sealed class RobustClusters(FixedEffectsEstimate estimate, RobustCovariance covariance)
{
    private readonly RobustCovariance _covariance = Allowed.Member(covariance);

    /// <summary>Finds how well the coefficients are known by a method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public delegate CoefficientUncertainty Finder(DegreesOfFreedomMethod method, CancellationToken cancellationToken);

    private string Model => estimate.Shape.ModelName;

    /// <summary>By the coarsest grouping factor, in which the levels of all others lie.</summary>
    /// <exception cref="ModelException">There is none, or the fit has not what is needed.</exception>
    public Finder ByCoarsest(CancellationToken cancellationToken)
    {
        if (OfSums(null) is { } sums)
        {
            return By(sums);
        }

        FactorColumn coarsest = RowClusters.Coarsest(RowsOrSums());
        return By(coarsest.Name, coarsest.Codes, cancellationToken);
    }

    /// <summary>By a variable of the model or a grouping factor.</summary>
    /// <exception cref="ModelException">There is no such variable, or the fit has not what is needed.</exception>
    public Finder By(string name, CancellationToken cancellationToken)
        => OfSums(name) is { } sums ? By(sums) : By(name, RowClusters.CodesOf(name, RowsOrSums()), cancellationToken);

    /// <summary>By one value for each row of the input.</summary>
    /// <exception cref="ArgumentException">There are more or fewer values than rows of the input.</exception>
    /// <exception cref="ModelException">The fit has no rows, or the value of one that was fitted is missing.</exception>
    public Finder By<T>(IEnumerable<T> values, CancellationToken cancellationToken) => By("the values given", RowClusters.CodesOf(values, Rows()), cancellationToken);

    private Finder By(LevelClusters clusters) => (method, stop) => RobustUncertainty.Of(estimate, clusters, _covariance, method, stop);

    private Finder By(string name, int[] codes, CancellationToken cancellationToken)
    {
        ModelDesign design = RowsOrSums();
        EstimationDesign rows = EstimationDesign.Of(design, cancellationToken);
        RowClusters clusters = RowClusters.Of(name, codes, design, rows.Design);
        return (method, stop) => RobustUncertainty.Of(estimate, rows, clusters, _covariance, method, stop);
    }

    // Null for a fit that has rows, or rows that stand for others, or never had grouping factors.
    private LevelClusters? OfSums(string? grouping)
    {
        if (estimate.Design is not null || estimate.Represented is not null || estimate.Shape.RandomTerms.Count == 0)
        {
            return null;
        }

        return _covariance != RobustCovariance.CR2
            ? estimate.ClustersOfSums(grouping)
            : throw ClusterFaults.Fault(Model, "CR2 adjusts the residuals of single rows, which a fit of sums alone does not have; take CR1, or fit the model to its rows.");
    }

    // What is summed by clusters has the same sums in rows that stand for others; adjusted residuals of single rows have not.
    private ModelDesign RowsOrSums()
        => estimate.Represented is not { } represented ? Rows()
            : _covariance != RobustCovariance.CR2 ? represented
            : throw ClusterFaults.Fault(Model, "CR2 adjusts the residuals of single rows, which stayed in the database or have passed in the stream; take CR1, or fit the model to rows in memory.");

    private ModelDesign Rows() => estimate.Design ?? throw ClusterFaults.Fault(
        Model,
        estimate.Represented is not null ? "there are no rows to give values to, because they stayed in the database or have passed in the stream; name a factor of the model, or fit the model to its rows."
            : estimate.Shape.RandomTerms.Count > 0 ? "there are no rows to give values to, because the fit is one of sums alone or was loaded; name a grouping factor, or fit the model to its rows."
            : "robust covariances are made of the residuals of rows, which the fit of a linear model that was loaded does not have; fit the model to its rows.");
}
