using Lmm.Formula.Binding;
using Lmm.Solver;

namespace Lmm;

/// <summary>
/// Effects of one grouping factor that are estimated with a common covariance matrix: a random-effects term, or one
/// effect of a term whose covariance structure is diagonal.
/// </summary>
internal sealed class RandomTermEstimates
{
    private readonly RandomTermSolution _solution;
    private readonly int _termWidth;
    private readonly int _firstColumn;

    private RandomTermEstimates(RandomEffectsDesign design, RandomTermSolution solution, double sigma, int firstColumn, int columns)
    {
        Grouping = design.Grouping;
        EffectNames = design.Matrix.ColumnNames[firstColumn..(firstColumn + columns)];
        _solution = solution;
        _termWidth = design.Matrix.ColumnCount;
        _firstColumn = firstColumn;
        Covariance = CovarianceOf(solution.Lambda, sigma, firstColumn, columns);
        Correlation = Correlations.FromCovariance(Covariance);
    }

    /// <summary>The grouping factor.</summary>
    public FactorColumn Grouping { get; }

    /// <summary>The names of the k effects.</summary>
    public string[] EffectNames { get; }

    /// <summary>The covariance matrix σ²ΛΛᵀ of the effects of one level, k × k.</summary>
    public double[,] Covariance { get; }

    /// <summary>The correlation matrix of the effects of one level, k × k; NaN where a variance is zero.</summary>
    public double[,] Correlation { get; }

    /// <summary>
    /// The terms as lme4 orders them: by decreasing number of levels, the formula's order where that already holds,
    /// and ties in reverse where terms had to be moved.
    /// </summary>
    public static IReadOnlyList<RandomTermEstimates> InPrintedOrder(ModelDesign design, RandomTermSolution[] solutions, double sigma)
    {
        List<RandomTermEstimates> terms = [];
        for (int t = 0; t < design.RandomTerms.Length; t++)
        {
            RandomEffectsDesign term = design.RandomTerms[t];
            int columns = term.Matrix.ColumnCount;
            int width = term.Covariance == CovarianceStructure.Diagonal ? 1 : columns;
            for (int first = 0; first < columns; first += width)
            {
                terms.Add(new RandomTermEstimates(term, solutions[t], sigma, first, width));
            }
        }

        bool ordered = terms.Zip(terms.Skip(1)).All(pair => pair.First.Grouping.Levels.Length >= pair.Second.Grouping.Levels.Length);
        return ordered ? terms : [.. terms.OrderBy(term => term.Grouping.Levels.Length).Reverse()];
    }

    /// <summary>The conditional mode of an effect at a level.</summary>
    public ConditionalMode Mode(int level, int effect)
    {
        int column = _firstColumn + effect;
        double value = _solution.Modes[(level * _termWidth) + column];
        double variance = _solution.ModeCovariances[(((level * _termWidth) + column) * _termWidth) + column];
        return new ConditionalMode(value, Math.Sqrt(variance));
    }

    // σ² Λ Λᵀ, of which only the block of the chosen columns is wanted.
    private static double[,] CovarianceOf(double[,] lambda, double sigma, int firstColumn, int columns)
    {
        double[,] covariance = new double[columns, columns];
        for (int i = 0; i < columns; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                double sum = 0;
                for (int k = 0; k < lambda.GetLength(1); k++)
                {
                    sum += lambda[firstColumn + i, k] * lambda[firstColumn + j, k];
                }

                covariance[i, j] = sigma * sigma * sum;
            }
        }

        return covariance;
    }
}
