using Lmm.Kernels;

namespace Lmm.Variables;

/// <summary>
/// Forms the factor of the observed combinations of several factors. Combinations are numbered factor by factor, so
/// that time and memory follow the rows and the combinations that occur, never the product of the numbers of levels.
/// </summary>
internal static class FactorCrossing
{
    // A table of all combinations is quicker than a hash table as long as it stays in proportion to the rows.
    private const long TableCellsPerRow = 4;

    public static FactorColumn Cross(string name, FactorColumn[] factors, string model, CancellationToken cancellationToken)
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
            (codes, crossed) = Pair(codes, crossed, levels, factors[i], cancellationToken);
            levels = Labels(crossed, cancellationToken);
        }

        return new FactorColumn(name, codes, levels, model) { Crossed = crossed };
    }

    private static (int[] Codes, CrossedLevels Crossed) Pair(int[] slowCodes, CrossedLevels? slow, string[] slowLevels, FactorColumn fast, CancellationToken cancellationToken)
    {
        long width = fast.Levels.Length;
        long[] cells = new long[slowCodes.Length];
        for (int i = 0; i < cells.Length; i++)
        {
            if (i % Stoppable.Stride == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            cells[i] = (slowCodes[i] * width) + fast.Codes[i];
        }

        (int[] codes, long[] observed) = slowLevels.Length * width <= TableCellsPerRow * cells.Length
            ? RankByTable(cells, (int)(slowLevels.Length * width), cancellationToken)
            : RankBySorting(cells, cancellationToken);
        return (codes, new CrossedLevels(slow, slowLevels, fast.Levels, observed));
    }

    private static string[] Labels(CrossedLevels crossed, CancellationToken cancellationToken)
    {
        long width = crossed.FastLevels.Length;
        return Stoppable.Convert(crossed.Cells, cell => $"{crossed.SlowLevels[cell / width]}:{crossed.FastLevels[cell % width]}", cancellationToken);
    }

    private static (int[] Codes, long[] Observed) RankByTable(long[] cells, int cellCount, CancellationToken cancellationToken)
    {
        int[] ranks = new int[cellCount];
        foreach (long cell in cells.StoppedBy(cancellationToken))
        {
            ranks[cell] = 1;
        }

        List<long> observed = [];
        for (int cell = 0; cell < cellCount; cell++)
        {
            if (cell % Stoppable.Stride == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (ranks[cell] != 0)
            {
                ranks[cell] = observed.Count;
                observed.Add(cell);
            }
        }

        return (Stoppable.Convert(cells, cell => ranks[cell], cancellationToken), [.. observed]);
    }

    private static (int[] Codes, long[] Observed) RankBySorting(long[] cells, CancellationToken cancellationToken)
    {
        long[] observed = RunSort.Ascending([.. cells.StoppedBy(cancellationToken).ToHashSet()], cancellationToken);
        Dictionary<long, int> ranks = new(observed.Length);
        for (int rank = 0; rank < observed.Length; rank++)
        {
            if (rank % Stoppable.Stride == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            ranks.Add(observed[rank], rank);
        }

        return (Stoppable.Convert(cells, cell => ranks[cell], cancellationToken), observed);
    }
}
