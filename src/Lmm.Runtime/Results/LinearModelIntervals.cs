using Lmm.Distributions;
using Lmm.Intervals;

namespace Lmm.Results;

/// <summary>Intervals of a linear model.</summary>
/// <param name="fit">The fit.</param>
/// <remarks>
/// The profile of a coefficient is a function of its t, of which the distribution is known: its limits are those of Student's t. The deviance at σ is
/// n log σ² + RSS/σ².
/// </remarks>
internal sealed class LinearModelIntervals(LinearModelFit fit) : ParameterIntervals(fit)
{
    private const int MostSteps = 100;

    private protected override IReadOnlyList<string> WaldNotes =>
        ["Wald intervals: coefficients by Student's t with the residual degrees of freedom, which is exact; sigma by the normal distribution."];

    internal override double[] Estimates(IReadOnlyList<ModelParameter> parameters)
        => [.. parameters.Select(parameter => parameter.Kind == ParameterKind.Sigma ? fit.Sigma : fit.Coefficients[parameter.First].Estimate)];

    private protected override ParameterLimits[] WaldLimits(IReadOnlyList<ModelParameter> parameters, double level) =>
    [
        .. parameters.Select(parameter => parameter.Kind == ParameterKind.Sigma
            ? ParameterLimits.Symmetric(fit.Sigma, fit.Sigma / Math.Sqrt(2.0 * fit.ResidualDegreesOfFreedom), Quantile.Normal(1 - level), 0, double.PositiveInfinity)
            : WaldIntervals.OfCoefficient(parameter, fit.Tests, level)),
    ];

    private protected override (ParameterLimits[] Limits, IReadOnlyList<string> Notes) ProfileLimits(
        IReadOnlyList<ModelParameter> parameters, double level, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        double z = Quantile.Normal(1 - level);
        double likely = fit.Sigma * Math.Sqrt((double)fit.ResidualDegreesOfFreedom / fit.ObservationCount);
        ParameterLimits[] limits = [.. parameters.Select(parameter => parameter.Kind == ParameterKind.Sigma
            ? new ParameterLimits(likely, likely * SigmaRatio(z, -1), likely * SigmaRatio(z, 1))
            : WaldIntervals.OfCoefficient(parameter, fit.Tests, level) with { StandardError = null, DegreesOfFreedom = null })];
        progress?.Report(new FitProgress(FitStage.Profiles, 2 * parameters.Count, 2 * parameters.Count));
        return (limits, ["Profile intervals: coefficients by Student's t, which is exact; sigma by the likelihood, about its maximum-likelihood estimate."]);
    }

    // σ/σ̂ where n(2u + e^(−2u) − 1) = z² for u = log σ/σ̂, by Newton's method from beyond the root, from where it converges.
    private double SigmaRatio(double z, int side)
    {
        double goal = z * z / fit.ObservationCount;
        double u = side < 0 ? -Math.Sqrt(goal / 2) : goal + 1;
        for (int step = 0; step < MostSteps; step++)
        {
            double next = u - (((2 * u) + double.ExpM1(-2 * u) - goal) / (-2 * double.ExpM1(-2 * u)));
            if (Math.Abs(next - u) <= 1e-15)
            {
                break;
            }

            u = next;
        }

        return Math.Exp(u);
    }
}
