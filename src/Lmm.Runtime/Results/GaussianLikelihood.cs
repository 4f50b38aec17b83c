using Lmm.LeastSquares;

namespace Lmm;

/// <summary>The likelihood of a linear model with independent normal errors.</summary>
internal static class GaussianLikelihood
{
    /// <summary>The maximised log-likelihood, ½ (Σ log w − n (log 2π + 1 − log n + log RSS)).</summary>
    public static double Maximum(ModelDesign design, LeastSquaresSolution solution)
    {
        double logWeights = design.Weights?.Sum(Math.Log) ?? 0;
        double observations = design.Frame.RowCount;
        return 0.5 * (logWeights - (observations * (Math.Log(2 * Math.PI) + 1 - Math.Log(observations) + Math.Log(solution.ResidualSumOfSquares))));
    }
}
