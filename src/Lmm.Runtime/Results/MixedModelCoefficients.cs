using Lmm.Solver;

namespace Lmm.Results;

/// <summary>The table of coefficients of a mixed model.</summary>
internal static class MixedModelCoefficients
{
    /// <summary>β̂ with its standard errors.</summary>
    public static CoefficientTable Table(ModelDesign design, MixedModelSolution solution)
    {
        string[] names = design.FixedEffects.ColumnNames;
        Coefficient[] coefficients = new Coefficient[names.Length];
        for (int j = 0; j < names.Length; j++)
        {
            coefficients[j] = new Coefficient(names[j], solution.Beta[j], solution.CoefficientCovariance.StandardDeviation(j));
        }

        return new CoefficientTable(design.Rows.ModelName, coefficients);
    }
}
