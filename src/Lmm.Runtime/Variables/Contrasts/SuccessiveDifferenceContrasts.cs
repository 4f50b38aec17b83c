namespace Lmm.Variables.Contrasts;

/// <summary>Each level against the one before it (<c>contr.sdif</c> of R's MASS).</summary>
/// <remarks>Venables and Ripley, <i>Modern Applied Statistics with S</i>, 4th ed., section 6.2.</remarks>
internal static class SuccessiveDifferenceContrasts
{
    /// <summary>The contrasts, levels × (levels − 1): column j steps by one between its levels j and j + 1 and sums to zero.</summary>
    public static double[,] Values(int levels)
    {
        double[,] values = new double[levels, levels - 1];
        for (int column = 0; column < levels - 1; column++)
        {
            for (int level = 0; level < levels; level++)
            {
                values[level, column] = (double)(level <= column ? column + 1 - levels : column + 1) / levels;
            }
        }

        return values;
    }

    /// <summary>What the column names add to the factor's name: the two levels joined, the later one first.</summary>
    public static string[] Suffixes(string[] levels)
        => [.. Enumerable.Range(1, levels.Length - 1).Select(level => $"{levels[level]}-{levels[level - 1]}")];
}
