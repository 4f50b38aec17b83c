namespace Lmm.Solver.Sparse;

/// <summary>
/// Adjacent nodes whose columns of L have (nearly) the same rows, taken together so that dense kernels can work on them.
/// </summary>
/// <remarks>
/// Source: Ng &amp; Peyton, SIAM J. Sci. Comput. 14, 1993; Ashcraft &amp; Grimes, ACM Trans. Math. Softw. 15, 1989, for merging a child into its
/// parent at the price of a few zeros.
/// </remarks>
internal static class SupernodePartition
{
    private static readonly (int Columns, double Zeros)[] Tolerances = [(8, 0.5), (16, 0.3), (48, 0.1), (int.MaxValue, 0.05)];

    /// <summary>The first node of each supernode, and the number of nodes as the last entry.</summary>
    /// <param name="graph">The graph in postorder of its tree.</param>
    /// <param name="parents">The elimination tree.</param>
    /// <param name="counts">The rows of each node's columns.</param>
    /// <param name="borderRows">The dense rows below all nodes.</param>
    public static int[] Find(SymmetricGraph graph, int[] parents, int[] counts, int borderRows)
    {
        List<Group> groups = [];
        for (int node = 0; node < graph.NodeCount; node++)
        {
            var group = new Group(node, graph.Widths[node], counts[node] + borderRows, 0);
            while (groups.Count > 0 && parents[group.First - 1] >= group.First && parents[group.First - 1] <= node && TryMerge(groups[^1], group, out Group merged))
            {
                groups.RemoveAt(groups.Count - 1);
                group = merged;
            }

            groups.Add(group);
        }

        return [.. groups.Select(static group => group.First), graph.NodeCount];
    }

    private static bool TryMerge(Group child, Group parent, out Group merged)
    {
        long zeros = child.Zeros + parent.Zeros + ((long)child.Columns * (parent.Rows + child.Columns - child.Rows));
        merged = new Group(child.First, child.Columns + parent.Columns, parent.Rows + child.Columns, zeros);
        if (zeros == child.Zeros + parent.Zeros)
        {
            return true;
        }

        int columns = merged.Columns;
        double share = zeros / ((double)merged.Rows * columns);
        return share < Array.Find(Tolerances, tolerance => columns <= tolerance.Columns).Zeros;
    }

    private readonly record struct Group(int First, int Columns, int Rows, long Zeros);
}
