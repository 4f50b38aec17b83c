using MathNet.Numerics.LinearAlgebra;

namespace GeneExpression.Study;

/// <summary>The parameters that the constructed data must return exactly.</summary>
internal static class Parameters
{
    /// <summary>σ², the residual variance.</summary>
    public const double ResidualVariance = 0.047063056;

    private const double InterceptVariance = 5.167338;
    private const double WeekVariance = 0.005029;
    private const double Correlation = -0.23;

    /// <summary>β: intercept, week, strain CSB, week by strain CSB.</summary>
    public static Vector<double> FixedEffects { get; } =
        Vector<double>.Build.Dense([6.5727983, -0.0151336, 0.2405300, 0.00504296]);

    /// <summary>Ψ, the covariance matrix of a probeset's intercept and slope.</summary>
    public static Matrix<double> RandomEffectsCovariance { get; } = Matrix<double>.Build.DenseOfRowArrays(
        [InterceptVariance, Covariance],
        [Covariance, WeekVariance]);

    private static double Covariance => Correlation * Math.Sqrt(InterceptVariance * WeekVariance);
}
