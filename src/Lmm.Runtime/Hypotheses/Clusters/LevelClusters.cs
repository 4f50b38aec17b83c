using System.Globalization;
using Lmm.Crossing;

namespace Lmm.Hypotheses.Clusters;

/// <summary>Clusters by a grouping factor, of cross-products that have the sums of its levels.</summary>
internal sealed class LevelClusters
{
    private readonly CrossProducts _products;
    private readonly double[][] _lambdas;
    private readonly LevelTotals _totals;
    private readonly int[][] _lies;
    private readonly int[] _levels;

    private LevelClusters(CrossProducts products, double[][] lambdas, LevelTotals totals, int[][] lies)
    {
        (_products, _lambdas, _totals, _lies) = (products, lambdas, totals, lies);
        _levels = [.. Enumerable.Range(0, products.LevelCountOf(totals.Grouping)).Where(HasRows)];
        if (_levels.Length < 2)
        {
            throw ClusterFaults.Single(products.Shape.ModelName, Name);
        }
    }

    /// <summary>The name of the grouping factor.</summary>
    public string Name => _totals.Grouping;

    /// <summary>The number of levels that rows have.</summary>
    public int Count => _levels.Length;

    /// <summary>The number of working columns.</summary>
    public int Rank => _totals.Order - 1;

    /// <summary>One over the square of what the response is multiplied by to be the working one.</summary>
    public double Variance
    {
        get
        {
            double scale = _products.FixedEffects.Response.Scale;
            return 1 / (scale * scale);
        }
    }

    /// <summary>Takes the clusters by a grouping factor.</summary>
    /// <param name="products">The cross-products.</param>
    /// <param name="lambdas">Λ of each of their factors, in working coordinates.</param>
    /// <param name="grouping">The name of the factor; null for the one with fewest levels in which the levels of all others lie.</param>
    /// <exception cref="ModelException">There is no such factor, levels of others are in several of its levels, or the sums of its levels are not there.</exception>
    public static LevelClusters Of(CrossProducts products, double[][] lambdas, string? grouping)
    {
        string model = products.Shape.ModelName;
        string[] names = [.. products.Factors.Select(static factor => factor.Name).Distinct()];
        grouping ??= NestedLevels.Outermost(products).MinBy(products.LevelCountOf) ?? throw ClusterFaults.NoCoarsest(model, names);
        if (!names.Contains(grouping))
        {
            throw new ModelException(
                model,
                LmmErrorCode.UnknownColumn,
                $"there is no grouping factor {grouping} among those of the model ({string.Join(", ", names)}), and a fit of sums alone knows clusters by no other variable; name one of these, or fit the model to its rows.");
        }

        int[][] lies = NestedLevels.Of(products, grouping, out string? crossing) ?? throw ClusterFaults.Crossing(model, crossing!, grouping);
        return new LevelClusters(products, lambdas, Array.Find(products.Totals, totals => totals.Grouping == grouping) ?? throw Missing(products, grouping), lies);
    }

    /// <summary>What each cluster says of the coefficients.</summary>
    /// <exception cref="ModelException">A cluster is too large.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ClusterScore[] Scores(CancellationToken cancellationToken)
    {
        var elimination = new ClusterElimination(_products, _lambdas, _totals, _lies);
        return Array.ConvertAll(_levels, level =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            return elimination.Score(level);
        });
    }

    // A level that no row has leaves all its sums at zero.
    private bool HasRows(int level)
        => _totals.Of(level).ContainsAnyExcept(0.0) || _products.Factors.Any(factor => factor.Name == Name && Enumerable.Range(0, factor.EffectCount).Any(effect => factor.OwnProduct(level, effect) != 0));

    private static ModelException Missing(CrossProducts products, string grouping)
    {
        int levels = products.LevelCountOf(grouping);
        int rank = products.FixedEffects.Rank;
        return ClusterFaults.Fault(products.Shape.ModelName, LevelTotals.IsAffordable(levels, rank)
            ? $"clusters by {grouping} need the sums [X y]ᵀW[X y] of each of its levels, which these sums were formed without: give GroupingSums.Totals, form or save them again with this version, or fit the model to its rows."
            : string.Create(CultureInfo.InvariantCulture, $"clusters by {grouping} need the sums [X y]ᵀW[X y] of each of its {levels} levels, which are not kept of {rank} coefficients: at most {LevelTotals.MostNumbers} numbers of a factor are, and of {LevelTotals.MostColumns} coefficients; fit the model to its rows."));
    }
}
