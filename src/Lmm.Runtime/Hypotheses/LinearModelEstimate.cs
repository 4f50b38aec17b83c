using Lmm.Coordinates;
using Lmm.Crossing;
using Lmm.Kernels;
using Lmm.LeastSquares;

namespace Lmm.Hypotheses;

/// <summary>The estimate of a linear model: its tests are exact with the degrees of freedom of the residuals, whatever the method for estimated variances.</summary>
/// <param name="design">The rows.</param>
/// <param name="solution">The solution.</param>
internal sealed class LinearModelEstimate(ModelDesign design, LeastSquaresSolution solution)
    : FixedEffectsEstimate(design.Shape, solution.Coefficients, solution.CoefficientCovariance, Estimation.MaximumLikelihood)
{
    /// <inheritdoc/>
    public override double ResidualVariance => solution.Sigma * solution.Sigma;

    /// <inheritdoc/>
    /// <remarks>A fit does not keep them.</remarks>
    public override FixedEffectsCoordinates Coordinates => field ??= FixedEffectsChoice.For(solution.Estimation, new Workers(1, CancellationToken.None));

    /// <inheritdoc/>
    public override double? ResidualDegreesOfFreedom => solution.ResidualDegreesOfFreedom;

    /// <inheritdoc/>
    public override ModelDesign? Design => design;

    /// <inheritdoc/>
    public override CoefficientUncertainty Uncertainty(DegreesOfFreedomMethod method, CancellationToken cancellationToken) => new FixedDegreesOfFreedom(method, Covariance, method switch
    {
        DegreesOfFreedomMethod.Normal => double.PositiveInfinity,
        DegreesOfFreedomMethod.None => double.NaN,
        _ => solution.ResidualDegreesOfFreedom,
    });

    /// <inheritdoc/>
    public override bool IsEstimable(double[] function) => solution.Rank == function.Length || Coordinates.IsEstimable(function);
}
