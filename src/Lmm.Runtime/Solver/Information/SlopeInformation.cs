using Lmm.Kernels;

namespace Lmm.Solver.Information;

/// <summary>What is known of the variances by the slopes of β̂'s covariance matrix and of r², coordinate by coordinate.</summary>
/// <param name="degreesOfFreedom">d, n or n less the rank of X for REML.</param>
/// <param name="hessian">The Hessian in the coordinates of the face, row by row.</param>
/// <param name="covariance">The covariance matrix of the working β over σ², rank × rank, row by row.</param>
/// <param name="slopes">Its derivative along each coordinate.</param>
/// <param name="residualSlopes">The derivative of log r² along each coordinate.</param>
internal sealed class SlopeInformation(long degreesOfFreedom, double[] hessian, double[] covariance, double[][] slopes, double[] residualSlopes)
    : VarianceInformation(degreesOfFreedom, hessian, slopes.Length)
{
    private readonly int _rank = (int)Math.Sqrt(covariance.Length);

    /// <inheritdoc/>
    protected override double[] LogResidualGradient() => residualSlopes;

    /// <inheritdoc/>
    protected override double[] LogVarianceGradient(ReadOnlySpan<double> function)
    {
        double variance = Quadratic(covariance, function);
        var gradient = new double[Count];
        for (int index = 0; index < gradient.Length; index++)
        {
            gradient[index] = (Quadratic(slopes[index], function) / variance) + residualSlopes[index];
        }

        return gradient;
    }

    private double Quadratic(double[] matrix, ReadOnlySpan<double> function)
    {
        double sum = 0;
        for (int row = 0; row < _rank; row++)
        {
            sum += function[row] * VectorProducts.Dot(matrix.AsSpan(row * _rank, _rank), function);
        }

        return sum;
    }
}
