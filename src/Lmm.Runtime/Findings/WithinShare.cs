namespace Lmm.Findings;

/// <summary>How the variation of a column falls apart into that between the levels of a factor and that within them.</summary>
internal static class WithinShare
{
    /// <summary>The sum of squares within levels over that about the mean, over the rows that count; 0 for a column that is constant.</summary>
    public static double Of(double[] column, int[] codes, int levels, int[]? rows)
    {
        var sums = new double[levels];
        var counts = new int[levels];
        double mean = 0;
        int count = rows?.Length ?? column.Length;
        for (int index = 0; index < count; index++)
        {
            mean += column[rows?[index] ?? index] / count;
        }

        for (int index = 0; index < count; index++)
        {
            int row = rows?[index] ?? index;
            sums[codes[row]] += column[row] - mean;
            counts[codes[row]]++;
        }

        double total = 0;
        double within = 0;
        for (int index = 0; index < count; index++)
        {
            int row = rows?[index] ?? index;
            double centred = column[row] - mean;
            double inLevel = centred - (sums[codes[row]] / counts[codes[row]]);
            total += centred * centred;
            within += inLevel * inLevel;
        }

        return total > 0 ? within / total : 0;
    }
}
