using System.Globalization;

namespace Lmm.Hypotheses.Clusters;

/// <summary>Why there are no covariances robust to some clusters.</summary>
internal static class ClusterFaults
{
    /// <summary>A level of a grouping factor is in several.</summary>
    public static ModelException Crossing(string model, string grouping, string name) => Fault(
        model,
        $"levels of the grouping factor {grouping} are in several clusters by {name}, so that rows of different clusters are correlated by the model itself; take clusters in which all levels of all grouping factors lie. Where grouping factors cross there are none.");

    /// <summary>There is one cluster only.</summary>
    public static ModelException Single(string model, string name)
        => Fault(model, $"all rows are in one cluster by {name}; what varies between clusters needs two at least, better forty.");

    /// <summary>No grouping factor has the levels of all others within its own.</summary>
    public static ModelException NoCoarsest(string model, IEnumerable<string> factors) => Fault(
        model, $"the grouping factors {string.Join(", ", factors)} cross, so that there are no clusters of rows that are uncorrelated by the model; robust covariances of such models are not defined.");

    /// <summary>A cluster needs too large a matrix.</summary>
    public static ModelException TooLarge(string model, string name, int order, int most) => new(
        model,
        LmmErrorCode.TooLarge,
        string.Create(CultureInfo.InvariantCulture, $"a cluster by {name} needs a matrix of order {order}, and {most} is the largest that is taken; use smaller clusters, or fewer random effects in each."));

    /// <summary>Robust covariances cannot be had.</summary>
    public static ModelException Fault(string model, string message) => new(model, LmmErrorCode.NotAvailable, message);
}
