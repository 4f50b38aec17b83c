namespace Lmm.Solver.Blocks;

/// <summary>Divides the rows of the tail into parts that receive about equally many products from a head's panels.</summary>
internal sealed class TailDivision
{
    /// <summary>Each part has a copy of what it adds to, so that there are few.</summary>
    private const int MostParts = 8;

    /// <summary>The operations of a part at the least: some tens of microseconds, what starting tasks and adding up costs.</summary>
    private const double LeastWork = 50_000;

    private readonly int[] _splits;

    public TailDivision(HeadLayout layout, int tailColumns)
    {
        int[] ends = Ends(layout, tailColumns);
        Count = ends.Length;

        // splits[level · (Count + 1) + part] is the first panel entry of that part.
        _splits = new int[(long)layout.LevelCount * (Count + 1)];
        for (int level = 0; level < layout.LevelCount; level++)
        {
            int at = layout.TailStart[level];
            _splits[level * (Count + 1)] = at;
            for (int part = 0; part < Count; part++)
            {
                while (at < layout.TailStart[level + 1] && layout.TailRows[at] < ends[part])
                {
                    at++;
                }

                _splits[(level * (Count + 1)) + part + 1] = at;
            }
        }
    }

    /// <summary>The number of parts.</summary>
    public int Count { get; }

    /// <summary>The first entry of a level's tail rows that is in the part.</summary>
    public int First(int part, int level) => _splits[(level * (Count + 1)) + part];

    /// <summary>The entry after the last.</summary>
    public int End(int part, int level) => _splits[(level * (Count + 1)) + part + 1];

    private static int[] Ends(HeadLayout layout, int tailColumns)
    {
        var work = new double[tailColumns];
        double total = 0;
        for (int level = 0; level < layout.LevelCount; level++)
        {
            for (int at = layout.TailStart[level]; at < layout.TailStart[level + 1]; at++)
            {
                work[layout.TailRows[at]] += at - layout.TailStart[level] + 1;
                total += at - layout.TailStart[level] + 1;
            }
        }

        double target = Math.Max(LeastWork, total / MostParts);
        List<int> ends = [];
        double sum = 0;
        for (int row = 0; row < tailColumns; row++)
        {
            sum += work[row];
            if (sum >= target)
            {
                ends.Add(row + 1);
                sum = 0;
            }
        }

        if (ends.Count == 0 || ends[^1] < tailColumns)
        {
            ends.Add(tailColumns);
        }

        return ends.ToArray();
    }
}
