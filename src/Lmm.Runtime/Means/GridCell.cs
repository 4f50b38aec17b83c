using System.Runtime.InteropServices;

namespace Lmm.Means;

/// <summary>A combination of levels that fitted rows have.</summary>
/// <param name="Levels">The level of each variable of the grid that is one of levels; −1 for the others.</param>
/// <param name="Count">The number of rows that have it.</param>
internal sealed record GridCell(int[] Levels, long Count)
{
    private const int NoLevel = -1;

    /// <summary>The combinations of the rows, in the order in which they first occur.</summary>
    /// <param name="variables">The variables of the grid.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="rowCounts">How many rows each stands for; null for one.</param>
    public static GridCell[] Of(IReadOnlyList<GridVariable> variables, int[] rows, long[]? rowCounts)
    {
        // A number for the combination of the variables so far, made of that before and of the level.
        int[] codes = new int[rows.Length];
        foreach (GridVariable variable in variables.Where(static variable => variable.IsDiscrete))
        {
            Dictionary<long, int> known = [];
            for (int place = 0; place < rows.Length; place++)
            {
                ref int code = ref CollectionsMarshal.GetValueRefOrAddDefault(known, ((long)codes[place] * variable.Labels.Length) + variable.LevelOfRow[rows[place]], out bool isKnown);
                code = isKnown ? code : known.Count - 1;
                codes[place] = code;
            }
        }

        long[] counts = new long[codes.Length == 0 ? 0 : codes.Max() + 1];
        int[] first = new int[counts.Length];
        for (int place = codes.Length - 1; place >= 0; place--)
        {
            counts[codes[place]] += rowCounts is null ? 1 : rowCounts[place];
            first[codes[place]] = rows[place];
        }

        return [.. counts.Select((count, code) => new GridCell([.. variables.Select(variable => variable.IsDiscrete ? variable.LevelOfRow[first[code]] : NoLevel)], count))];
    }

    /// <summary>Whether the combination can be one of these variables.</summary>
    public bool Fits(IReadOnlyList<GridVariable> variables)
        => Count > 0 && Levels.Length == variables.Count
            && variables.Zip(Levels).All(static own => own.First.IsDiscrete ? own.Second >= 0 && own.Second < own.First.Labels.Length : own.Second == NoLevel);
}
