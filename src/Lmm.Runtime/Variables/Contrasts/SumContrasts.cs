namespace Lmm.Variables.Contrasts;

/// <summary>Each level but the last against the grand mean (R's <c>contr.sum</c>).</summary>
internal static class SumContrasts
{
    /// <summary>The contrasts, levels × (levels − 1): the identity over a row of −1.</summary>
    public static double[,] Values(int levels)
    {
        double[,] values = new double[levels, levels - 1];
        for (int column = 0; column < levels - 1; column++)
        {
            values[column, column] = 1;
            values[levels - 1, column] = -1;
        }

        return values;
    }
}
