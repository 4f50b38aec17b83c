namespace Lmm.Results;

/// <summary>The variance of a sample.</summary>
internal static class SampleVariance
{
    /// <summary>Σ(x − x̄)² / (n − 1), about the mean, so that no digits cancel.</summary>
    public static double Of(double[] values)
    {
        double mean = values.Average();
        double sum = 0;
        double slack = 0;
        foreach (double value in values)
        {
            sum += (value - mean) * (value - mean);
            slack += value - mean;
        }

        return (sum - (slack * slack / values.Length)) / (values.Length - 1);
    }
}
