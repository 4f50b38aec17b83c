using Lmm.Coordinates;
using Lmm.Solver.Information;

namespace Lmm.Hypotheses;

/// <summary>Satterthwaite's degrees of freedom.</summary>
/// <param name="covariance">The covariance matrix of the coefficients.</param>
/// <param name="coordinates">The working coordinates of the coefficients.</param>
/// <param name="information">How well the variances are known.</param>
/// <param name="notes">What was held at zero.</param>
internal sealed class SatterthwaiteUncertainty(
    UnitCovariance covariance, FixedEffectsCoordinates coordinates, VarianceInformation information, IReadOnlyList<string> notes)
    : CoefficientUncertainty(DegreesOfFreedomMethod.Satterthwaite, covariance)
{
    /// <summary>Degrees of freedom that differ by less are the same.</summary>
    private const double Same = 1e-8;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes => notes;

    /// <inheritdoc/>
    public override double DegreesOfFreedom(double[] function) => information.DegreesOfFreedom(coordinates.WorkingFunction(function));

    /// <inheritdoc/>
    /// <remarks>Source: Fai &amp; Cornelius, J. Stat. Comput. Simul. 54, 1996: the F distribution with the mean of the sum of squared t values.</remarks>
    public override (double DegreesOfFreedom, double Scale) Joint(double[][] functions)
    {
        double[] degrees = Array.ConvertAll(functions, DegreesOfFreedom);
        if (degrees.Max() - degrees.Min() < Same)
        {
            return (degrees.Average(), 1);
        }

        if (degrees.Min() <= 2)
        {
            return (2, 1);
        }

        double mean = degrees.Sum(static own => own / (own - 2));
        return (2 * mean / (mean - degrees.Length), 1);
    }
}
