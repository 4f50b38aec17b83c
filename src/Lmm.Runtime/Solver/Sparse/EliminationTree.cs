using System.Runtime.CompilerServices;

namespace Lmm.Solver.Sparse;

/// <summary>
/// The elimination tree of a matrix that is factored in the order of its nodes: a node's parent is the first of the later nodes that are not zero
/// in its column of L.
/// </summary>
/// <remarks>Source: Liu, SIAM J. Matrix Anal. Appl. 11, 1990; Davis, Direct Methods for Sparse Linear Systems, 2006, chapter 4.</remarks>
internal static class EliminationTree
{
    /// <summary>The parent of a root.</summary>
    public const int None = -1;

    /// <summary>The parent of every node.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int[] Parents(SymmetricGraph graph)
    {
        var parents = new int[graph.NodeCount];
        var ancestors = new int[graph.NodeCount];
        Array.Fill(parents, None);
        Array.Fill(ancestors, None);
        for (int node = 0; node < parents.Length; node++)
        {
            foreach (int neighbor in graph.NeighborsOf(node))
            {
                // From each earlier neighbour up to the root so far; the paths are shortened on the way.
                int at = neighbor;
                while (at < node && ancestors[at] != node)
                {
                    int up = ancestors[at];
                    ancestors[at] = node;
                    if (up == None)
                    {
                        parents[at] = node;
                        break;
                    }

                    at = up;
                }
            }
        }

        return parents;
    }

    /// <summary>An order of the nodes in which every subtree is contiguous and ends with its root.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int[] Postorder(int[] parents)
    {
        int count = parents.Length;
        var child = new int[count];
        var sibling = new int[count];
        Array.Fill(child, None);
        Array.Fill(sibling, None);
        for (int node = count - 1; node >= 0; node--)
        {
            if (parents[node] != None)
            {
                sibling[node] = child[parents[node]];
                child[parents[node]] = node;
            }
        }

        var order = new int[count];
        var path = new Stack<int>();
        int at = 0;
        for (int root = 0; root < count; root++)
        {
            if (parents[root] != None)
            {
                continue;
            }

            path.Push(root);
            while (path.TryPeek(out int node))
            {
                int next = child[node];
                if (next == None)
                {
                    order[at++] = path.Pop();
                    continue;
                }

                child[node] = sibling[next];
                path.Push(next);
            }
        }

        return order;
    }

    /// <summary>The number of rows of each node's columns of L, its own included, for a tree in postorder.</summary>
    /// <remarks>
    /// Source: Gilbert, Ng &amp; Peyton, SIAM J. Matrix Anal. Appl. 15, 1994: the nodes whose columns have row i form a subtree with root i;
    /// its leaves are told from the first descendants, and counted once where their paths meet.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int[] ColumnCounts(SymmetricGraph graph, int[] parents)
    {
        int count = parents.Length;
        var counts = new int[count];
        var first = new int[count];
        var most = new int[count];
        var previous = new int[count];
        var ancestors = new int[count];
        Array.Fill(first, None);
        Array.Fill(most, None);
        Array.Fill(previous, None);
        for (int node = 0; node < count; node++)
        {
            ancestors[node] = node;
            counts[node] = first[node] == None ? graph.Widths[node] : 0;
            for (int at = node; at != None && first[at] == None; at = parents[at])
            {
                first[at] = node;
            }
        }

        for (int node = 0; node < count; node++)
        {
            int parent = parents[node];
            if (parent != None)
            {
                counts[parent] -= graph.Widths[node];
            }

            foreach (int row in graph.NeighborsOf(node))
            {
                if (row < node || first[node] <= most[row])
                {
                    continue;
                }

                // The node is a leaf of the subtree of this row.
                most[row] = first[node];
                counts[node] += graph.Widths[row];
                if (previous[row] != None)
                {
                    counts[Meeting(ancestors, previous[row])] -= graph.Widths[row];
                }

                previous[row] = node;
            }

            if (parent != None)
            {
                ancestors[node] = parent;
            }
        }

        for (int node = 0; node < count; node++)
        {
            if (parents[node] != None)
            {
                counts[parents[node]] += counts[node];
            }
        }

        return counts;
    }

    private static int Meeting(int[] ancestors, int node)
    {
        int root = node;
        while (ancestors[root] != root)
        {
            root = ancestors[root];
        }

        while (node != root)
        {
            (node, ancestors[node]) = (ancestors[node], root);
        }

        return root;
    }
}
