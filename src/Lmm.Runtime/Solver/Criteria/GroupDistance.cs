using System.Globalization;
using Lmm.Crossing;
using Lmm.Solver.Orthogonal;

namespace Lmm.Solver.Criteria;

/// <summary>
/// How far apart the groups are in residual standard deviations, and what that costs. r² is what is left of yᵀWy, and a level's D is eliminated by
/// (ΛᵀDΛ + I)⁻¹: in cross-products the relative errors of σ² and of the gradient are ε times the ratio of the former, and ε times the size of the latter.
/// </summary>
internal sealed class GroupDistance
{
    /// <summary>Beyond this ratio of yᵀWy to r² cross-products have fewer than nine digits of σ² left: groups a thousand residual standard deviations apart.</summary>
    public const double MostExplained = 1e6;

    /// <summary>Beyond this size of ΛᵀDΛ they have fewer than nine digits of the gradient left.</summary>
    private const double LargestElimination = 1e7;

    /// <summary>Beyond this size of ΛᵀDΛ they have fewer than four digits of the gradient left.</summary>
    private const double HopelessElimination = 1e12;

    /// <summary>The ratio up to which a factorisation from the rows is good for seven digits.</summary>
    public const double MostInRows = 1e8;

    /// <summary>The ratio up to which cross-products are good for six digits.</summary>
    public const double MostInProducts = 1e4;

    /// <summary>The ratio up to which cross-products tell it to a digit.</summary>
    private const double KnownInProducts = 1e7;

    /// <summary>The ratio up to which the rows tell it to a digit.</summary>
    private const double KnownInRows = 1e16;

    private const double UnitRoundoff = 2.2204460492503131e-16;

    private readonly CrossProducts _products;
    private readonly double[] _largestBlocks;

    public GroupDistance(CrossProducts products)
    {
        _products = products;
        _largestBlocks = Array.ConvertAll(products.Factors, LargestTrace);
    }

    /// <summary>Whether cross-products are too coarse for the criterion where it was evaluated last.</summary>
    public bool IsFar(ProfiledCriterion criterion)
        => criterion.HasLostDigits
            || _products.ResponseProducts[^1] > MostExplained * criterion.Factored.ResidualSumOfSquares
            || IsEliminationLarge(criterion, LargestElimination);

    /// <summary>Whether at the last evaluation the criterion was rounding, or could not be had because of rounding.</summary>
    public bool IsBeyond(ProfiledCriterion criterion, bool isFactored) => isFactored
        ? _products.ResponseProducts[^1] > MostExplained * criterion.Factored.ResidualSumOfSquares || IsEliminationLarge(criterion, HopelessElimination)
        : IsEliminationLarge(criterion, LargestElimination);

    private bool IsEliminationLarge(ProfiledCriterion criterion, double most)
    {
        for (int factor = 0; factor < _largestBlocks.Length; factor++)
        {
            if (_largestBlocks[factor] * SquaredNorm(criterion.Lambda[factor]) > most)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The root mean square of the response, its fixed effects taken out, over the residual standard deviation.</summary>
    public double Ratio(ProfiledCriterion criterion)
        => Math.Sqrt(Explained(criterion) * criterion.DegreesOfFreedom / _products.RowCount);

    /// <summary>True when what is left of the response is rounding of the terms that it is the difference of.</summary>
    public bool IsRounding(double residualSumOfSquares)
        => Math.Sqrt(Math.Max(0, residualSumOfSquares) / _products.TotalWeight) <= _products.FixedEffects.Response.Rounding;

    /// <summary>A sentence about the digits that cross-products have lost; null when the rows were factored, which loses none that the data have.</summary>
    public string? Loss(ProfiledCriterion criterion)
    {
        if (criterion.Plan is OrthogonalPlan)
        {
            return null;
        }

        double digits = Math.Floor(-Math.Log10(UnitRoundoff * Explained(criterion)));
        return string.Create(CultureInfo.InvariantCulture, $"The groups of {Farthest(criterion)} lie {Ratio(criterion):0.0e+0} residual standard deviations apart, and cross-products leave about {digits} digits of the residual variance.");
    }

    /// <summary>A sentence that refuses a fit: which groups lie how far apart, and what to do.</summary>
    public string Refusal(ProfiledCriterion criterion, double mostApart)
    {
        // Cross-products know r² to ε of yᵀWy, the rows know its root to ε.
        double ratio = Ratio(criterion);
        double known = criterion.Plan is OrthogonalPlan ? KnownInRows : KnownInProducts;
        string distance = ratio < known ? ratio.ToString("0.0e+0", CultureInfo.InvariantCulture) : $"more than {known.ToString("0e+0", CultureInfo.InvariantCulture)}";
        string copies = ratio < known ? "" : ", unless rows within a group are copies of each other";
        return string.Create(CultureInfo.InvariantCulture, $"the groups of {Farthest(criterion)} lie {distance} residual standard deviations apart{copies}; {mostApart:0e+0} is the most at which digits are left here. Subtract each group's mean from the response, fit the groups separately, or look for a value that is not in the others' units.");
    }

    private double Explained(ProfiledCriterion criterion) => _products.ResponseProducts[^1] / criterion.Factored.ResidualSumOfSquares;

    // The name of the grouping factor with the largest standard deviations.
    private string Farthest(ProfiledCriterion criterion)
    {
        int farthest = 0;
        for (int factor = 1; factor < _products.Factors.Length; factor++)
        {
            farthest = SquaredNorm(criterion.Lambda[factor]) > SquaredNorm(criterion.Lambda[farthest]) ? factor : farthest;
        }

        return _products.Factors[farthest].Name;
    }

    private static double SquaredNorm(double[] lambda)
    {
        double sum = 0;
        foreach (double value in lambda)
        {
            sum += value * value;
        }

        return sum;
    }

    private static double LargestTrace(FactorCrossProducts factor)
    {
        double largest = 0;
        for (int level = 0; level < factor.LevelCount; level++)
        {
            double trace = 0;
            for (int effect = 0; effect < factor.EffectCount; effect++)
            {
                trace += factor.Values[(((level * factor.EffectCount) + effect) * factor.Width) + effect];
            }

            largest = Math.Max(largest, trace);
        }

        return largest;
    }
}
