using Lmm.Solver;

namespace Lmm.Results;

/// <summary>The table of coefficients of a mixed model.</summary>
internal static class MixedModelCoefficients
{
    /// <summary>β̂ with its standard errors.</summary>
    public static CoefficientTable Table(ModelShape shape, MixedModelSolution solution)
    {
        IReadOnlyList<string> names = shape.Coefficients;
        Coefficient[] coefficients = new Coefficient[names.Count];
        for (int j = 0; j < names.Count; j++)
        {
            coefficients[j] = new Coefficient(names[j], solution.Beta[j], solution.CoefficientCovariance.StandardDeviation(j));
        }

        return new CoefficientTable(shape.ModelName, coefficients);
    }
}
