namespace Lmm.Variables.Contrasts;

/// <summary>Each level against the mean of those before it (R's <c>contr.helmert</c>).</summary>
internal static class HelmertContrasts
{
    /// <summary>The contrasts, levels × (levels − 1): column j has −1 in the levels up to j and j + 1 in the next (from zero).</summary>
    public static double[,] Values(int levels)
    {
        double[,] values = new double[levels, levels - 1];
        for (int column = 0; column < levels - 1; column++)
        {
            for (int level = 0; level <= column; level++)
            {
                values[level, column] = -1;
            }

            values[column + 1, column] = column + 1;
        }

        return values;
    }
}
