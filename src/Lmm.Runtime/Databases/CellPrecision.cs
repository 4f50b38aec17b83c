using Lmm.Cells;

namespace Lmm.Databases;

/// <summary>How many digits sums about the means of all rows leave of what varies within cells.</summary>
internal static class CellPrecision
{
    /// <summary>The fewest digits; with fewer, sums are formed about the means of the cells.</summary>
    public const double FewestDigits = 6;

    /// <summary>The fewest digits of sums by pairs of grouping factors, which no rows stand for that could be factored in place of them.</summary>
    public const double FewestOfPairs = 11;

    private const double DigitsOfDoubles = 15.95;

    /// <summary>True when a number varies so little within cells, beside what lies between them, that sums have lost its digits.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="fewest">The fewest digits that are enough.</param>
    public static bool IsLost(CellTable cells, double fewest = FewestDigits)
    {
        for (int number = 0; number < cells.NumberCount; number++)
        {
            double within = 0;
            double about = 0;
            for (int cell = 0; cell < cells.Count; cell++)
            {
                double mean = cells.MeanOf(cell, number);
                double scatter = cells.ScatterOf(cell, number, number);
                within += Math.Max(0, scatter);
                about += Math.Abs(scatter) + (cells.WeightOf(cell) * mean * mean);
            }

            if (within > 0 && DigitsOfDoubles - Math.Log10(about / within) < fewest)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when a fit to sums by pairs of grouping factors leaves so little of the response that the sums have lost its digits.</summary>
    /// <param name="design">The design with X and the response.</param>
    /// <param name="fit">The fit.</param>
    public static bool IsLost(ModelDesign design, LinearMixedModelFit fit)
    {
        ReadOnlySpan<double> response = design.Response.Values;
        double[] weights = design.Weights!;
        (double total, double sum, double scatter) = (0, 0, 0);
        for (int row = 0; row < response.Length; row++)
        {
            total += weights[row];
            sum += weights[row] * response[row];
        }

        double mean = sum / total;
        for (int row = 0; row < response.Length; row++)
        {
            scatter += weights[row] * (response[row] - mean) * (response[row] - mean);
        }

        return DigitsOfDoubles - Math.Log10(scatter / fit.ObservationCount / (fit.Sigma * fit.Sigma)) < FewestOfPairs;
    }
}
