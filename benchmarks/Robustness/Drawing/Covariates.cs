namespace Lmm.Benchmarks.Robustness.Drawing;

/// <summary>Codes of levels and values of covariates.</summary>
internal static class Covariates
{
    private static readonly int[] TinySizes = [1, 2, 1, 3];

    /// <summary>Levels 1 … <paramref name="levels"/> for rows, every level at least once: of equal, of uneven, or of very uneven size.</summary>
    public static int[] Codes(SplitMix64 random, int rows, int levels)
    {
        var codes = new int[rows];
        bool isBalanced = random.Chance(0.3);
        bool isSkewed = random.Chance(0.15);
        for (int row = 0; row < rows; row++)
        {
            codes[row] = 1 + (row < levels || isBalanced ? row % levels
                : isSkewed && random.Chance(0.6) ? 0
                : Math.Min(random.Between(0, levels - 1), random.Between(0, (2 * levels) - 1)));
        }

        return codes;
    }

    /// <summary>Groups of one to three rows, times <paramref name="factor"/>.</summary>
    public static int[] TinyGroups(int rows, int factor)
    {
        var codes = new int[rows];
        int level = 1;
        for (int row = 0; row < rows; level++)
        {
            for (int end = Math.Min(rows, row + (factor * TinySizes[level % TinySizes.Length])); row < end; row++)
            {
                codes[row] = level;
            }
        }

        return codes;
    }

    /// <summary>A covariate of about unit size: normal, uniform, or counts such as days 0 … 9.</summary>
    public static double[] Values(SplitMix64 random, int rows)
    {
        int kind = random.Between(0, 2);
        int last = random.Between(2, 9);
        var values = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            values[row] = kind switch
            {
                0 => Rounded(random.Normal()),
                1 => Rounded((3 * random.Uniform()) - 1),
                _ => random.Chance(0.8) ? row % (last + 1) : random.Between(0, last),
            };
        }

        return values;
    }

    /// <summary>The number of levels that occur.</summary>
    public static int LevelCount(int[] codes) => codes.Distinct().Count();

    // To three decimals.
    private static double Rounded(double value) => Math.Round(value * 1000) / 1000;
}
