using Lmm.Coordinates;
using Lmm.Kernels;
using Lmm.Shapes;
using Lmm.Solver.Criteria;
using Lmm.Variables;

namespace Lmm.Results;

/// <summary>
/// Effects of one grouping factor that are estimated with a common covariance matrix: a random-effects term, or one
/// effect of a term whose covariance structure is diagonal.
/// </summary>
internal sealed class RandomTermEstimates
{
    private readonly RandomTermSolution _solution;
    private readonly int _termWidth;
    private readonly int _firstColumn;
    private readonly UnitCovariance _covariance;

    private RandomTermEstimates(RandomTermShape shape, RandomTermSolution solution, double sigma, int firstColumn, int columns)
    {
        Grouping = shape.Grouping;
        Levels = shape.Levels;
        Crossed = shape.Crossed;
        EffectNames = [.. shape.Effects.Skip(firstColumn).Take(columns)];
        _solution = solution;
        _termWidth = shape.Effects.Count;
        _firstColumn = firstColumn;
        _covariance = CovarianceOf(Block(solution.Lambda, firstColumn, columns), sigma);
        Covariance = _covariance.OnDataScale();
        Correlation = _covariance.Correlation();
    }

    /// <summary>The name of the grouping factor.</summary>
    public string Grouping { get; }

    /// <summary>The levels of the grouping factor.</summary>
    public IReadOnlyList<string> Levels { get; }

    /// <summary>The levels that each level combines; null where that is not known, and for one factor.</summary>
    public CrossedLevels? Crossed { get; }

    /// <summary>The names of the k effects.</summary>
    public string[] EffectNames { get; }

    /// <summary>The covariance matrix σ²ΛΛᵀ of the effects of one level, k × k; what is beyond the range of double numbers is zero or infinite.</summary>
    public double[,] Covariance { get; }

    /// <summary>The correlation matrix of the effects of one level, k × k; NaN where a variance is zero.</summary>
    public double[,] Correlation { get; }

    /// <summary>The terms as lme4 orders them.</summary>
    public static IReadOnlyList<RandomTermEstimates> InPrintedOrder(IReadOnlyList<RandomTermShape> shapes, RandomTermSolution[] solutions, double sigma)
        => [.. PrintedBlock.InPrintedOrder(shapes).Select(block => new RandomTermEstimates(shapes[block.Term], solutions[block.Term], sigma, block.First, block.Count))];

    /// <summary>The conditional mode of an effect at a level.</summary>
    public ConditionalMode Mode(int level, int effect)
    {
        int column = _firstColumn + effect;
        double value = _solution.Modes[(level * _termWidth) + column];
        double variance = _solution.ModeVariance(level, column);
        return new ConditionalMode(value, Math.ScaleB(Math.Sqrt(variance), _solution.ModeUnits?[column] ?? 0));
    }

    /// <summary>The standard deviation of an effect.</summary>
    public double StandardDeviation(int effect) => _covariance.StandardDeviation(effect);

    // The rows and columns of Λ that concern these effects: what stands apart from them has no part in their covariances.
    private static double[,] Block(double[,] lambda, int first, int count)
    {
        if (count == lambda.GetLength(0))
        {
            return lambda;
        }

        double[,] block = new double[count, count];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                block[i, j] = lambda[first + i, first + j];
            }
        }

        return block;
    }

    // σ² Λ Λᵀ; σ and the rows of Λ each have a unit.
    private static UnitCovariance CovarianceOf(double[,] data, double residual)
    {
        (double[,] lambda, int[] rows) = BinaryUnit.DivideRows(data);
        int unit = BinaryUnit.Of(residual);
        double sigma = Math.ScaleB(residual, -unit);
        int count = rows.Length;
        double[,] covariance = new double[count, count];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                double sum = 0;
                for (int k = 0; k < count; k++)
                {
                    sum += lambda[i, k] * lambda[j, k];
                }

                covariance[i, j] = sigma * sigma * sum;
            }
        }

        return new UnitCovariance(covariance, [.. rows.Select(row => row + unit)]);
    }
}
