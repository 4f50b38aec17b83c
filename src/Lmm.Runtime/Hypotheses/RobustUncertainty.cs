using System.Globalization;
using Lmm.Coordinates;
using Lmm.Crossing;
using Lmm.Hypotheses.Clusters;

namespace Lmm.Hypotheses;

/// <summary>A covariance matrix that is robust to dependence within clusters, with degrees of freedom from the working model.</summary>
internal sealed class RobustUncertainty : CoefficientUncertainty
{
    private readonly FixedEffectsCoordinates _coordinates;
    private readonly ClusterSandwich _sandwich;
    private readonly string _note;

    private RobustUncertainty(DegreesOfFreedomMethod method, UnitCovariance covariance, FixedEffectsCoordinates coordinates, ClusterSandwich sandwich, string note)
        : base(method, covariance)
        => (_coordinates, _sandwich, _note) = (coordinates, sandwich, note);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes => [_note];

    /// <inheritdoc/>
    public override bool MayLackRank => true;

    /// <summary>Estimates the covariance matrix from rows, or from rows that have their sums.</summary>
    /// <param name="estimate">The fit.</param>
    /// <param name="rows">The rows that count.</param>
    /// <param name="clusters">The clusters.</param>
    /// <param name="type">The estimate of the covariance matrix.</param>
    /// <param name="method">Degrees of freedom: Satterthwaite's, the normal distribution's, or none.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ModelException">A cluster is too large, or the method is for covariances by the model.</exception>
    public static RobustUncertainty Of(FixedEffectsEstimate estimate, EstimationDesign rows, RowClusters clusters, RobustCovariance type, DegreesOfFreedomMethod method, CancellationToken cancellationToken)
    {
        RefuseAdjusted(estimate, method);
        var sandwich = ClusterSandwich.Of(new ClusterBlocks(rows, estimate.Coordinates, clusters, estimate.Coefficients, estimate.RandomFactors, isRepresented: estimate.Design is null), type, cancellationToken);
        return Of(estimate, sandwich, 1, Note(clusters.Name, clusters.Count, type), method);
    }

    /// <summary>Estimates the covariance matrix from the sums of clusters.</summary>
    /// <param name="estimate">The fit.</param>
    /// <param name="clusters">The clusters.</param>
    /// <param name="type">CR0 or CR1.</param>
    /// <param name="method">Degrees of freedom: Satterthwaite's, the normal distribution's, or none.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ModelException">A cluster is too large, or the method is for covariances by the model.</exception>
    public static RobustUncertainty Of(FixedEffectsEstimate estimate, LevelClusters clusters, RobustCovariance type, DegreesOfFreedomMethod method, CancellationToken cancellationToken)
    {
        RefuseAdjusted(estimate, method);
        var sandwich = ClusterSandwich.Of(clusters.Scores(cancellationToken), clusters.Rank, type);
        return Of(estimate, sandwich, clusters.Variance, Note(clusters.Name, clusters.Count, type), method);
    }

    /// <inheritdoc/>
    public override double DegreesOfFreedom(double[] function) => Joint([function]).DegreesOfFreedom;

    /// <inheritdoc/>
    public override (double DegreesOfFreedom, double Scale) Joint(double[][] functions) => Method switch
    {
        DegreesOfFreedomMethod.Normal => (double.PositiveInfinity, 1),
        DegreesOfFreedomMethod.None => (double.NaN, 1),
        _ => _sandwich.Joint(Array.ConvertAll(functions, function => _coordinates.WorkingFunction(function))),
    };

    private static RobustUncertainty Of(FixedEffectsEstimate estimate, ClusterSandwich sandwich, double variance, string note, DegreesOfFreedomMethod method)
    {
        FixedEffectsCoordinates coordinates = estimate.Coordinates;
        return new RobustUncertainty(method, estimate.Covariance.With(coordinates.CovarianceMatrix(sandwich.Covariance.ToRowMajorArray(), variance)), coordinates, sandwich, note);
    }

    private static string Note(string name, int count, RobustCovariance type)
        => string.Create(CultureInfo.InvariantCulture, $"Covariances are robust to dependence within clusters by {name} ({count} clusters, {type}).");

    private static void RefuseAdjusted(FixedEffectsEstimate estimate, DegreesOfFreedomMethod method)
    {
        if (method is DegreesOfFreedomMethod.KenwardRoger or DegreesOfFreedomMethod.KenwardRogerObserved)
        {
            throw new ModelException(estimate.Shape.ModelName, LmmErrorCode.NotAvailable, "the method of Kenward and Roger adjusts the covariance by the model, which a robust one does without; use Satterthwaite's, which is that of Bell and McCaffrey here.");
        }
    }
}
