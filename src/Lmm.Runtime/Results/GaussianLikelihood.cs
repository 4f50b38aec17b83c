using Lmm.Kernels;
using Lmm.LeastSquares;

namespace Lmm.Results;

/// <summary>The likelihood of a linear model with independent normal errors.</summary>
internal static class GaussianLikelihood
{
    /// <summary>The maximised log-likelihood, ½ (Σ log w − n (log 2π + 1 − log n + log RSS)).</summary>
    public static double Maximum(LeastSquaresSolution solution)
    {
        // The unit of the weights cancels: Σ log w has its logarithm n times, and so has n log RSS.
        double logWeights = solution.LogWeightSum;
        double observations = solution.ObservationCount;
        double logUnit = BinaryUnit.Log(2 * solution.Units.Response);
        return 0.5 * (logWeights - (observations * (Math.Log(2 * Math.PI) + 1 - Math.Log(observations) + Math.Log(solution.ResidualSumOfSquares) + logUnit)));
    }
}
