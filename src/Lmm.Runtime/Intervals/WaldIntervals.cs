using Lmm.Distributions;
using Lmm.Hypotheses;
using Lmm.Solver;

namespace Lmm.Intervals;

/// <summary>Estimates more and less a multiple of their standard errors.</summary>
internal static class WaldIntervals
{
    /// <summary>The intervals of parameters of a mixed model: coefficients by their tests' method, all else by the normal distribution.</summary>
    public static ParameterLimits[] Of(IReadOnlyList<ModelParameter> parameters, MixedModelSolution solution, MixedModelEstimate estimate, FixedEffectsTests tests, double level)
    {
        var values = new double[parameters.Count];
        new ParameterValues(estimate.Shape).Read(parameters, solution.Theta, solution.Sigma, solution.Beta, values);
        var uncertainty = new Lazy<WaldUncertainty>(() => new WaldUncertainty(solution.Optimum, estimate.Information));
        double z = Quantile.Normal(1 - level);
        return [.. parameters.Select((parameter, index) =>
        {
            if (parameter.Kind == ParameterKind.Coefficient)
            {
                return OfCoefficient(parameter, tests, level);
            }

            (double least, double greatest) = ParameterLimits.Bounds(parameter.Kind);
            return ParameterLimits.Symmetric(values[index], uncertainty.Value.StandardError(parameter, values[index]), z, least, greatest) with { DegreesOfFreedom = double.PositiveInfinity };
        })];
    }

    /// <summary>The interval of a coefficient.</summary>
    public static ParameterLimits OfCoefficient(ModelParameter parameter, FixedEffectsTests tests, double level)
    {
        CoefficientTest test = tests.Coefficients[parameter.First];
        double degrees = test.DegreesOfFreedom ?? double.PositiveInfinity;
        double quantile = Quantile.Student(1 - level, degrees);
        var limits = ParameterLimits.Symmetric(test.Estimate, test.StandardError, quantile, double.NegativeInfinity, double.PositiveInfinity);
        return limits with { DegreesOfFreedom = degrees };
    }
}
