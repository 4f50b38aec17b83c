using Lmm.Columns;

namespace Lmm.Cells;

/// <summary>The order in which rows are made of cells: by the levels of the factor that has most, so that sums by its levels go through the rows as they lie in memory.</summary>
internal static class CellOrder
{
    /// <summary>The cells in that order, those of a level in their own; null where they are in it already, or no factor is known.</summary>
    /// <param name="factors">The keys that are factors, by cell.</param>
    public static int[]? By(IEnumerable<CategoricalColumn> factors)
    {
        if (factors.MaxBy(static factor => factor.Levels.Count) is not { } largest)
        {
            return null;
        }

        ReadOnlySpan<int> codes = largest.Codes;
        var next = new int[largest.Levels.Count + 1];
        bool isSorted = true;
        int previous = 0;
        foreach (int code in codes)
        {
            next[code + 1]++;
            isSorted &= code >= previous;
            previous = code;
        }

        if (isSorted)
        {
            return null;
        }

        for (int level = 0; level < largest.Levels.Count; level++)
        {
            next[level + 1] += next[level];
        }

        int[] order = GC.AllocateUninitializedArray<int>(codes.Length);
        for (int cell = 0; cell < codes.Length; cell++)
        {
            order[next[codes[cell]]++] = cell;
        }

        return order;
    }
}
