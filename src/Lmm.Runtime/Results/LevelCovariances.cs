using Lmm.Influence;
using Lmm.Solver.Criteria;

namespace Lmm.Results;

/// <summary>The conditional covariance matrices of a grouping factor's modes by level: those of the solution where all effects are of one term, else formed from the rows.</summary>
internal static class LevelCovariances
{
    /// <summary>Makes what gives the matrix of a level, in the order of the factor's variance components, on the data's scale.</summary>
    public static Func<int, double[,]> Of(LinearMixedModelFit fit, string grouping, Func<EstimatedRows> rows)
    {
        int[] terms = [.. Enumerable.Range(0, fit.Shape.RandomTerms.Count).Where(term => fit.Shape.RandomTerms[term].Grouping == grouping)];
        RandomTermSolution only = fit.Solution.RandomTerms[terms[0]];
        if (terms.Length == 1 && (only.Lambda.Length == 1 || only.ModeCovariances.Length > only.Modes.Length))
        {
            return level => OfTerm(only, level);
        }

        string[] inFormula = [.. terms.SelectMany(term => fit.Shape.RandomTerms[term].Effects)];
        string[] printed = [.. fit.RandomEffects(grouping).VarianceComponents.Select(static component => component.Name)];
        int[] order = Places(printed, inFormula);
        Lazy<ModeCovariances> covariances = new(() => new ModeCovariances(rows(), fit.Solution.Optimum.Products, terms));
        return level => Ordered(covariances.Value.Of(level), order);
    }

    private static double[,] OfTerm(RandomTermSolution term, int level)
    {
        int k = term.Lambda.GetLength(0);
        double[,] covariance = new double[k, k];
        for (int row = 0; row < k; row++)
        {
            for (int column = 0; column < k; column++)
            {
                covariance[row, column] = Math.ScaleB(term.ModeCovariances[(((level * k) + row) * k) + column], (term.ModeUnits?[row] ?? 0) + (term.ModeUnits?[column] ?? 0));
            }
        }

        return covariance;
    }

    // Where each name stands; names that occur twice in their order.
    private static int[] Places(string[] names, string[] among)
    {
        var taken = new bool[among.Length];
        return Array.ConvertAll(names, name =>
        {
            int place = Enumerable.Range(0, among.Length).First(index => !taken[index] && among[index] == name);
            taken[place] = true;
            return place;
        });
    }

    private static double[,] Ordered(double[,] matrix, int[] order)
    {
        double[,] ordered = new double[order.Length, order.Length];
        for (int row = 0; row < order.Length; row++)
        {
            for (int column = 0; column < order.Length; column++)
            {
                ordered[row, column] = matrix[order[row], order[column]];
            }
        }

        return ordered;
    }
}
