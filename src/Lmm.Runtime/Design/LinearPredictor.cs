namespace Lmm.Design;

/// <summary>Offset + Xβ̂ + Zb, row by row.</summary>
internal static class LinearPredictor
{
    /// <summary>Offset + Xβ̂; coefficients that are not estimable count for nothing.</summary>
    public static double[] OfFixedEffects(ModelDesign design, double[] beta)
    {
        double[] values = design.Offset is { } offset ? [.. offset] : new double[design.Rows.RowCount];
        for (int j = 0; j < design.FixedEffects.ColumnCount; j++)
        {
            if (double.IsNaN(beta[j]))
            {
                continue;
            }

            double[] column = design.FixedEffects.Columns[j];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] += beta[j] * column[i];
            }
        }

        return values;
    }

    /// <summary>Makes the values of rows that lack a level NaN.</summary>
    /// <exception cref="ModelException">A row has a level that no fitted row had.</exception>
    public static void RefuseNewLevels(double[] values, FactorColumn grouping)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (grouping.Codes[i] < 0)
            {
                values[i] = grouping.LevelAt(i) is null ? double.NaN : throw grouping.UnknownLevel(i);
            }
        }
    }

    /// <summary>Adds Zb of a term, modes by level and effect; a level that no fitted row had, or a missing one, adds nothing; a row that lacks a value of the term becomes NaN.</summary>
    public static void AddRandomEffects(double[] values, RandomEffectsDesign term, double[] modes)
    {
        int[] codes = term.Grouping.Codes;
        int effects = term.Matrix.ColumnCount;
        for (int j = 0; j < effects; j++)
        {
            double[] column = term.Matrix.Columns[j];
            for (int i = 0; i < values.Length; i++)
            {
                if (codes[i] >= 0)
                {
                    values[i] += column[i] * modes[(codes[i] * effects) + j];
                }
                else if (double.IsNaN(column[i]))
                {
                    values[i] = double.NaN;
                }
            }
        }
    }
}
