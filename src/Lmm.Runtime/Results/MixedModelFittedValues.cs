using Lmm.Solver;

namespace Lmm;

/// <summary>The fitted values of a mixed model.</summary>
internal static class MixedModelFittedValues
{
    /// <summary>Offset + Xβ̂ + Zb, b the conditional modes; one per row.</summary>
    public static double[] Compute(ModelDesign design, MixedModelSolution solution)
    {
        int rows = design.Frame.RowCount;
        double[] fitted = design.Offset is { } offset ? [.. offset] : new double[rows];
        for (int j = 0; j < design.FixedEffects.ColumnCount; j++)
        {
            double beta = solution.Beta[j];
            if (double.IsNaN(beta))
            {
                continue;
            }

            double[] column = design.FixedEffects.Columns[j];
            for (int i = 0; i < rows; i++)
            {
                fitted[i] += beta * column[i];
            }
        }

        for (int term = 0; term < design.RandomTerms.Length; term++)
        {
            AddRandomEffects(fitted, design.RandomTerms[term], solution.RandomTerms[term].Modes);
        }

        return fitted;
    }

    private static void AddRandomEffects(double[] fitted, RandomEffectsDesign term, double[] modes)
    {
        int[] codes = term.Grouping.Codes;
        int effects = term.Matrix.ColumnCount;
        for (int j = 0; j < effects; j++)
        {
            double[] column = term.Matrix.Columns[j];
            for (int i = 0; i < fitted.Length; i++)
            {
                fitted[i] += column[i] * modes[(codes[i] * effects) + j];
            }
        }
    }
}
