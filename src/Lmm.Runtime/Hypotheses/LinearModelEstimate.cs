using Lmm.Coordinates;
using Lmm.LeastSquares;

namespace Lmm.Hypotheses;

/// <summary>The estimate of a linear model: its tests are exact with the degrees of freedom of the residuals, whatever the method for estimated variances.</summary>
/// <param name="shape">Names and counts.</param>
/// <param name="design">The rows; null for a fit that was loaded.</param>
/// <param name="solution">The solution.</param>
/// <param name="coordinates">The columns of X in the solver's working ones.</param>
internal sealed class LinearModelEstimate(ModelShape shape, ModelDesign? design, LeastSquaresSolution solution, Lazy<FixedEffectsCoordinates> coordinates)
    : FixedEffectsEstimate(shape, solution.Coefficients, solution.CoefficientCovariance, Estimation.MaximumLikelihood)
{
    /// <inheritdoc/>
    public override double ResidualVariance => solution.Sigma * solution.Sigma;

    /// <inheritdoc/>
    public override FixedEffectsCoordinates Coordinates => coordinates.Value;

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
    public override bool IsEstimableInUnits(double[] function) => Coordinates.IsEstimable(function);
}
