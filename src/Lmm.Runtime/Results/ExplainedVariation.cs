using Lmm.Coordinates;
using Lmm.Crossing;
using Lmm.Kernels;

namespace Lmm.Results;

/// <summary>The variation of fitted values.</summary>
internal static class ExplainedVariation
{
    /// <summary>
    /// Σ w (ŷ − ȳ)² about the weighted mean ȳ of the fitted values, or Σ w ŷ² when there is no intercept; over the rows that count, in the
    /// solver's units.
    /// </summary>
    /// <param name="estimation">The rows that count, with their weights.</param>
    /// <param name="allFittedValues">The fitted values of all rows.</param>
    /// <param name="aboutMean">Whether there is an intercept.</param>
    public static double SumOfSquares(EstimationDesign estimation, IReadOnlyList<double> allFittedValues, bool aboutMean)
    {
        double[] observed = estimation.Rows is { } rows ? [.. rows.Select(row => allFittedValues[row])] : [.. allFittedValues];
        double[] fittedValues = BinaryUnit.Divide(observed, estimation.ResponseUnit);
        double[]? weights = estimation.Design.Weights;
        double centre = aboutMean ? Mean(fittedValues, weights) : 0;
        double sum = 0;
        for (int i = 0; i < fittedValues.Length; i++)
        {
            double deviation = fittedValues[i] - centre;
            sum += (weights?[i] ?? 1) * deviation * deviation;
        }

        return sum;
    }

    /// <summary>The weighted root mean square of the response less its offset, on the data's scale.</summary>
    public static double SizeOfResponse(EstimationDesign estimation)
    {
        ModelDesign design = estimation.Design;
        double[] values = design.Offset is { } offset ? [.. design.Response.Values.Zip(offset, static (value, known) => value - known)] : design.Response.Values;
        return Math.ScaleB(ColumnMoments.Of(values, design.Weights).RootMeanSquare, estimation.ResponseUnit);
    }

    // The mean of deviations from the first value loses no digits to a large common offset.
    private static double Mean(double[] values, double[]? weights)
    {
        double first = values[0];
        double sum = 0;
        double total = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double weight = weights?[i] ?? 1;
            sum += weight * (values[i] - first);
            total += weight;
        }

        return first + (sum / total);
    }
}
