namespace Lmm.Variables;

/// <summary>
/// Forms the factor of the observed combinations of several factors. Combinations are numbered factor by factor, so
/// that time and memory follow the rows and the combinations that occur, never the product of the numbers of levels.
/// </summary>
internal static class FactorCrossing
{
    // A table of all combinations is quicker than a hash table as long as it stays in proportion to the rows.
    private const long TableCellsPerRow = 4;

    public static FactorColumn Cross(string name, FactorColumn[] factors, string model)
    {
        if (factors.Length == 0)
        {
            throw new ArgumentException($"{model}: {name} combines no factors.", nameof(factors));
        }

        int[] codes = factors[0].Codes;
        string[] levels = factors[0].Levels;
        CrossedLevels? crossed = null;
        for (int i = 1; i < factors.Length; i++)
        {
            (codes, crossed) = Pair(codes, crossed, levels, factors[i]);
            levels = Labels(crossed);
        }

        return new FactorColumn(name, codes, levels, model) { Crossed = crossed };
    }

    private static (int[] Codes, CrossedLevels Crossed) Pair(int[] slowCodes, CrossedLevels? slow, string[] slowLevels, FactorColumn fast)
    {
        long width = fast.Levels.Length;
        long[] cells = new long[slowCodes.Length];
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = (slowCodes[i] * width) + fast.Codes[i];
        }

        (int[] codes, long[] observed) = slowLevels.Length * width <= TableCellsPerRow * cells.Length
            ? RankByTable(cells, (int)(slowLevels.Length * width))
            : RankBySorting(cells);
        return (codes, new CrossedLevels(slow, slowLevels, fast.Levels, observed));
    }

    private static string[] Labels(CrossedLevels crossed)
    {
        long width = crossed.FastLevels.Length;
        return Array.ConvertAll(crossed.Cells, cell => $"{crossed.SlowLevels[cell / width]}:{crossed.FastLevels[cell % width]}");
    }

    private static (int[] Codes, long[] Observed) RankByTable(long[] cells, int cellCount)
    {
        int[] ranks = new int[cellCount];
        foreach (long cell in cells)
        {
            ranks[cell] = 1;
        }

        List<long> observed = [];
        for (int cell = 0; cell < cellCount; cell++)
        {
            if (ranks[cell] != 0)
            {
                ranks[cell] = observed.Count;
                observed.Add(cell);
            }
        }

        return (Array.ConvertAll(cells, cell => ranks[cell]), [.. observed]);
    }

    private static (int[] Codes, long[] Observed) RankBySorting(long[] cells)
    {
        long[] observed = [.. new HashSet<long>(cells)];
        Array.Sort(observed);
        Dictionary<long, int> ranks = new(observed.Length);
        for (int rank = 0; rank < observed.Length; rank++)
        {
            ranks.Add(observed[rank], rank);
        }

        return (Array.ConvertAll(cells, cell => ranks[cell]), observed);
    }
}
