namespace Lmm.Coordinates;

/// <summary>Correlation matrices from covariance matrices.</summary>
internal static class Correlations
{
    /// <summary>Covariances over the product of standard deviations, with a diagonal of exactly one; NaN where a variance is zero or NaN.</summary>
    public static double[,] FromCovariance(double[,] covariance)
    {
        int order = covariance.GetLength(0);
        double[,] correlation = new double[order, order];
        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j < order; j++)
            {
                double scale = Math.Sqrt(covariance[i, i]) * Math.Sqrt(covariance[j, j]);
                double value = scale > 0 ? covariance[i, j] / scale : double.NaN;
                correlation[i, j] = i == j && scale > 0 ? 1 : value;
            }
        }

        return correlation;
    }
}
