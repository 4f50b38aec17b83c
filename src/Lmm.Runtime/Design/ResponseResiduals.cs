namespace Lmm.Design;

/// <summary>Residuals from a response and its fitted values.</summary>
internal static class ResponseResiduals
{
    /// <summary>Response less fitted values.</summary>
    public static double[] Of(double[] response, IReadOnlyList<double> fittedValues)
    {
        double[] residuals = new double[response.Length];
        for (int i = 0; i < residuals.Length; i++)
        {
            residuals[i] = response[i] - fittedValues[i];
        }

        return residuals;
    }

    /// <summary>√w (y − ŷ) / σ: Pearson residuals on the scale of a unit variance.</summary>
    public static double[] Scaled(IReadOnlyList<double> residuals, IReadOnlyList<double>? weights, double sigma)
    {
        double[] scaled = new double[residuals.Count];
        for (int i = 0; i < scaled.Length; i++)
        {
            double root = weights is null ? 1 : Math.Sqrt(weights[i]);
            scaled[i] = root * residuals[i] / sigma;
        }

        return scaled;
    }
}
