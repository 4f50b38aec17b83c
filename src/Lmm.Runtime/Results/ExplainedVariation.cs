namespace Lmm;

/// <summary>The variation of fitted values.</summary>
internal static class ExplainedVariation
{
    /// <summary>Σ w (ŷ − ȳ)² about the weighted mean ȳ of the fitted values, or Σ w ŷ² when there is no intercept.</summary>
    public static double SumOfSquares(double[] fittedValues, double[]? weights, bool aboutMean)
    {
        double centre = aboutMean ? Mean(fittedValues, weights) : 0;
        double sum = 0;
        for (int i = 0; i < fittedValues.Length; i++)
        {
            double deviation = fittedValues[i] - centre;
            sum += (weights?[i] ?? 1) * deviation * deviation;
        }

        return sum;
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
