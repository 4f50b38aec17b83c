using Lmm.Coordinates;

namespace Lmm.Hypotheses;

/// <summary>One number of degrees of freedom for all functions: those of the residuals of a linear model, infinitely many for the normal distribution, NaN for no test.</summary>
/// <param name="method">The method.</param>
/// <param name="covariance">The covariance matrix of the coefficients.</param>
/// <param name="degrees">The degrees of freedom.</param>
internal sealed class FixedDegreesOfFreedom(DegreesOfFreedomMethod method, UnitCovariance covariance, double degrees) : CoefficientUncertainty(method, covariance)
{
    /// <inheritdoc/>
    public override double DegreesOfFreedom(double[] function) => degrees;

    /// <inheritdoc/>
    public override (double DegreesOfFreedom, double Scale) Joint(double[][] functions) => (degrees, 1);
}
