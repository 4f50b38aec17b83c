namespace Lmm.Crossing;

/// <summary>The rows of a design sorted by the level of one factor, equal levels in their own order.</summary>
internal sealed class LevelOrder
{
    private LevelOrder(int[] start, int[]? rows)
    {
        Start = start;
        Rows = rows;
    }

    /// <summary>Level l has the positions <c>Start[l]</c> … <c>Start[l + 1]</c> − 1.</summary>
    public int[] Start { get; }

    /// <summary>The row at each position; null when the rows are in this order already.</summary>
    public int[]? Rows { get; }

    /// <summary>The number of levels.</summary>
    public int LevelCount => Start.Length - 1;

    /// <summary>Sorts the rows by counting.</summary>
    public static LevelOrder Of(ReadOnlySpan<int> codes, int levelCount)
    {
        var start = new int[levelCount + 1];
        bool sorted = true;
        int previous = 0;
        foreach (int code in codes)
        {
            start[code + 1]++;
            sorted &= code >= previous;
            previous = code;
        }

        for (int level = 0; level < levelCount; level++)
        {
            start[level + 1] += start[level];
        }

        if (sorted)
        {
            return new LevelOrder(start, null);
        }

        var next = start.AsSpan(0, levelCount).ToArray();
        var rows = new int[codes.Length];
        for (int row = 0; row < codes.Length; row++)
        {
            rows[next[codes[row]]++] = row;
        }

        return new LevelOrder(start, rows);
    }

    /// <summary>Sorts some of the rows, given in ascending order, by counting; null for all.</summary>
    public static LevelOrder Of(int[] codes, int levelCount, int[]? some)
    {
        if (some is null)
        {
            return Of(codes, levelCount);
        }

        LevelOrder places = Of(Array.ConvertAll(some, row => codes[row]), levelCount);
        return new LevelOrder(places.Start, places.Rows is null ? some : Array.ConvertAll(places.Rows, place => some[place]));
    }

    /// <summary>Cuts the levels into pieces of about equal numbers of rows, in a way that depends on the data alone; returns the bounds.</summary>
    public int[] Pieces()
    {
        // Enough pieces for the threads of large machines, each of some ten microseconds at the least; their number is one for all machines.
        const int MostPieces = 64;
        const int FewestRows = 4096;
        int rows = Start[^1];
        int target = Math.Max(FewestRows, rows / MostPieces);
        List<int> bounds = [0];
        for (int level = 1; level < LevelCount; level++)
        {
            if (Start[level] - Start[bounds[^1]] >= target)
            {
                bounds.Add(level);
            }
        }

        bounds.Add(LevelCount);
        return bounds.ToArray();
    }
}
