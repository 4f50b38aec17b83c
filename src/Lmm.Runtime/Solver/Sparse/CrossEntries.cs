using Lmm.Crossing;

namespace Lmm.Solver.Sparse;

/// <summary>
/// The blocks of A between levels of two factors, sorted by the supernode in whose columns they stand: which rows and columns of its front they
/// take, and their values, with the rows of the later level.
/// </summary>
internal sealed class CrossEntries
{

    public CrossEntries(CrossProducts products, SymbolicFactor symbolic, int[] firstNodes)
    {
        Start = new int[symbolic.Count + 1];
        Visit(products, symbolic, firstNodes, (_, _, _, early, _) => Start[symbolic.SupernodeOf(early) + 1]++);
        for (int supernode = 0; supernode < symbolic.Count; supernode++)
        {
            Start[supernode + 1] += Start[supernode];
        }

        var next = Start.AsSpan(0, symbolic.Count).ToArray();
        int count = Start[symbolic.Count];
        Pair = new int[count];
        Index = new int[count];
        Row = new int[count];
        Column = new int[count];
        IsTransposed = new bool[count];
        Visit(products, symbolic, firstNodes, (pair, index, isTransposed, early, late) =>
        {
            int supernode = symbolic.SupernodeOf(early);
            int to = next[supernode]++;
            Pair[to] = pair;
            Index[to] = index;
            IsTransposed[to] = isTransposed;
            Column[to] = symbolic.ColumnOf(early) - symbolic.FirstColumn[supernode];
            Row[to] = symbolic.FrontRow(supernode, symbolic.ColumnOf(late));
        });
    }

    /// <summary>Supernode s has the entries <c>Start[s]</c> … <c>Start[s + 1]</c> − 1.</summary>
    public int[] Start { get; }

    /// <summary>The pair of factors of each entry.</summary>
    public int[] Pair { get; }

    /// <summary>The block within its pair.</summary>
    public int[] Index { get; }

    /// <summary>Whether the pair's second factor has the later level: its block's transpose stands in the front.</summary>
    public bool[] IsTransposed { get; }

    /// <summary>The first row in the front, that of the later level.</summary>
    public int[] Row { get; }

    /// <summary>The first column in the front, that of the earlier level.</summary>
    public int[] Column { get; }

    private static void Visit(CrossProducts products, SymbolicFactor symbolic, int[] firstNodes, Action<int, int, bool, int, int> entry)
    {
        for (int pair = 0; pair < products.Pairs.Length; pair++)
        {
            PairCrossProducts own = products.Pairs[pair];
            for (int level = 0; level < products.Factors[own.First].LevelCount; level++)
            {
                int place = symbolic.Places[firstNodes[own.First] + level];
                for (int index = own.Start[level]; index < own.Start[level + 1]; index++)
                {
                    int other = symbolic.Places[firstNodes[own.Second] + own.Partner[index]];
                    bool isTransposed = place < other;
                    entry(pair, index, isTransposed, Math.Min(place, other), Math.Max(place, other));
                }
            }
        }
    }
}
