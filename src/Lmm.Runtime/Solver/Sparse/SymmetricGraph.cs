using Lmm.Crossing;

namespace Lmm.Solver.Sparse;

/// <summary>The pattern of a symmetric matrix by nodes: blocks of rows and columns that are eliminated together.</summary>
/// <param name="Start">Node i has the neighbours <c>Neighbors[Start[i]]</c> … <c>Neighbors[Start[i + 1] − 1]</c>.</param>
/// <param name="Neighbors">The nodes whose blocks with a node are not zero, the node itself left out; every edge stands at both its ends.</param>
/// <param name="Widths">The number of rows and columns that each node stands for.</param>
internal sealed record SymmetricGraph(int[] Start, int[] Neighbors, int[] Widths)
{
    /// <summary>The number of nodes.</summary>
    public int NodeCount => Widths.Length;

    /// <summary>The neighbours of a node.</summary>
    public ReadOnlySpan<int> NeighborsOf(int node) => Neighbors.AsSpan(Start[node], Start[node + 1] - Start[node]);

    /// <summary>The same graph with node <c>order[i]</c> in place i.</summary>
    public SymmetricGraph Permute(int[] order)
    {
        var place = new int[NodeCount];
        for (int at = 0; at < order.Length; at++)
        {
            place[order[at]] = at;
        }

        var start = new int[NodeCount + 1];
        var neighbors = new int[Neighbors.Length];
        var widths = new int[NodeCount];
        for (int at = 0; at < order.Length; at++)
        {
            int to = start[at];
            foreach (int neighbor in NeighborsOf(order[at]))
            {
                neighbors[to++] = place[neighbor];
            }

            start[at + 1] = to;
            widths[at] = Widths[order[at]];
        }

        return new SymmetricGraph(start, neighbors, widths);
    }

    /// <summary>The graph of the levels of all grouping factors: levels meet when a row has both. Factor f's levels start at node <paramref name="firstNodes"/>[f].</summary>
    public static SymmetricGraph OfLevels(CrossProducts products, out int[] firstNodes, CancellationToken cancellationToken = default)
    {
        firstNodes = new int[products.Factors.Length + 1];
        for (int factor = 0; factor < products.Factors.Length; factor++)
        {
            firstNodes[factor + 1] = checked(firstNodes[factor] + products.Factors[factor].LevelCount);
        }

        int count = firstNodes[^1];
        var widths = new int[count];
        for (int factor = 0; factor < products.Factors.Length; factor++)
        {
            Array.Fill(widths, products.Factors[factor].EffectCount, firstNodes[factor], products.Factors[factor].LevelCount);
        }

        var start = new int[count + 1];
        Visit(products, firstNodes, (row, column) =>
        {
            start[row + 1]++;
            start[column + 1]++;
        }, cancellationToken);
        for (int node = 0; node < count; node++)
        {
            start[node + 1] = checked(start[node + 1] + start[node]);
        }

        var next = start.AsSpan(0, count).ToArray();
        var neighbors = new int[start[count]];
        Visit(products, firstNodes, (row, column) =>
        {
            neighbors[next[row]++] = column;
            neighbors[next[column]++] = row;
        }, cancellationToken);
        return new SymmetricGraph(start, neighbors, widths);
    }

    private static void Visit(CrossProducts products, int[] firstNodes, Action<int, int> edge, CancellationToken cancellationToken)
    {
        foreach (PairCrossProducts pair in products.Pairs)
        {
            for (int level = 0; level + 1 < pair.Start.Length; level++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                for (int at = pair.Start[level]; at < pair.Start[level + 1]; at++)
                {
                    edge(firstNodes[pair.First] + level, firstNodes[pair.Second] + pair.Partner[at]);
                }
            }
        }
    }
}
