namespace Lmm.PredictionErrors;

/// <summary>The standard deviation of a response about its expectation.</summary>
internal static class ResidualErrors
{
    /// <summary>σ/√w; rows to predict have no weights, which is a weight of one.</summary>
    public static double Of(ModelDesign design, double sigma, int row) => design.Weights is { } weights ? sigma / Math.Sqrt(weights[row]) : sigma;
}
