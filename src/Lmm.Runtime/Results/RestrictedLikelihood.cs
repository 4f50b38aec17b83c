using Lmm.Kernels;
using Lmm.Solver;

namespace Lmm.Results;

/// <summary>The passage from the REML criterion of a fit to the deviance at the same θ.</summary>
internal static class RestrictedLikelihood
{
    /// <summary>The profiled deviance at the REML estimate of θ.</summary>
    /// <remarks>
    /// Bates et al. (2015), eqs. 35 and 41: d(θ) = log|L|² + n(1 + log(2πr²/n)) and
    /// d_R(θ) = log|L|² + log|R_X|² + (n − p)(1 + log(2πr²/(n − p))), where σ²(R_XᵀR_X)⁻¹ is the covariance matrix of β̂;
    /// the weights add the same −Σ log w to both.
    /// </remarks>
    public static double DevianceAt(LinearMixedModelFit fit)
    {
        double observations = fit.ObservationCount;
        double restricted = observations - fit.Rank;
        double logDeterminant = (fit.Rank * 2 * Math.Log(fit.Sigma)) - LogDeterminantOfCovariance(fit);
        return fit.Objective - logDeterminant - Scale(restricted, fit.Solution) + Scale(observations, fit.Solution);
    }

    private static double Scale(double count, MixedModelSolution solution)
        => count * (1 + Math.Log(2 * Math.PI * solution.PenalizedResidualSumOfSquares / count) + BinaryUnit.Log(2 * solution.ResidualUnit));

    // log|V| of the estimable coefficients by Gaussian elimination of the correlation matrix, whose pivots are of order one.
    private static double LogDeterminantOfCovariance(LinearMixedModelFit fit)
    {
        int[] estimable = [.. Enumerable.Range(0, fit.Coefficients.Count).Where(j => fit.Coefficients[j].IsEstimable)];
        Matrix correlation = fit.CoefficientCorrelation;
        double[,] work = new double[estimable.Length, estimable.Length];
        for (int i = 0; i < estimable.Length; i++)
        {
            for (int j = 0; j < estimable.Length; j++)
            {
                work[i, j] = correlation[estimable[i], estimable[j]];
            }
        }

        double sum = 0;
        for (int k = 0; k < estimable.Length; k++)
        {
            sum += Math.Log(work[k, k]) + (2 * Math.Log(fit.Coefficients[estimable[k]].StandardError));
            for (int i = k + 1; i < estimable.Length; i++)
            {
                double factor = work[i, k] / work[k, k];
                for (int j = k + 1; j < estimable.Length; j++)
                {
                    work[i, j] -= factor * work[k, j];
                }
            }
        }

        return sum;
    }
}
