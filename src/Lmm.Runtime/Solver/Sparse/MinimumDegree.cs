using System.Runtime.CompilerServices;

namespace Lmm.Solver;

/// <summary>
/// A fill-reducing order by approximate minimum degree: the next node to be eliminated is one whose elimination couples the fewest others.
/// </summary>
/// <remarks>
/// Source: Amestoy, Davis &amp; Duff, SIAM J. Matrix Anal. Appl. 17, 1996: a quotient graph in which an eliminated node stands for the clique
/// it leaves (an element), an upper bound in place of the degree, elements absorbed by those that contain them, and nodes merged that cannot be
/// told apart. Nodes of enormous degree go last, so that they slow nothing down.
/// </remarks>
internal sealed class MinimumDegree
{
    private const int None = -1;

    private readonly QuotientGraph graph;
    private readonly DegreeLists degrees;
    private readonly int[] degree;
    private readonly long[] mark;
    private readonly int[] bucketHead;
    private readonly int[] bucketNext;
    private readonly int[] hash;
    private readonly int[] mergedInto;
    private readonly List<int> pivots = [];
    private readonly List<int> last = [];
    private readonly int total;
    private long stamp;
    private int remaining;

    private MinimumDegree(SymmetricGraph source)
    {
        int count = source.NodeCount;
        graph = new QuotientGraph(source);
        total = source.Widths.Sum();
        remaining = total;
        degrees = new DegreeLists(count, total);
        degree = new int[count];
        mark = new long[count];
        bucketHead = new int[count];
        bucketNext = new int[count];
        hash = new int[count];
        mergedInto = new int[count];
        Array.Fill(bucketHead, None);
        Array.Fill(mergedInto, None);
        double dense = Math.Max(16, 10 * Math.Sqrt(count));
        for (int node = 0; node < count; node++)
        {
            if (source.NeighborsOf(node).Length > dense)
            {
                last.Add(node);
                remaining -= graph.Width[node];
                graph.Drop(node);
            }
        }

        for (int node = 0; node < count; node++)
        {
            if (graph.Width[node] > 0)
            {
                foreach (int neighbor in source.NeighborsOf(node))
                {
                    degree[node] += graph.Width[neighbor];
                }

                degrees.Insert(node, degree[node]);
            }
        }

        last.Sort((first, second) => source.NeighborsOf(first).Length.CompareTo(source.NeighborsOf(second).Length));
    }

    /// <summary>The nodes in the order of elimination; null when columns times the square of their numbers of rows sum to more than <paramref name="mostOperations"/>.</summary>
    public static int[]? Order(SymmetricGraph graph, double mostOperations = double.PositiveInfinity)
    {
        var order = new MinimumDegree(graph);
        double operations = 0;
        while (order.remaining > 0)
        {
            int before = order.remaining;
            int pivot = order.degrees.TakeLeast();
            order.Eliminate(pivot);
            double columns = before - order.remaining;
            double rows = order.degree[pivot] + columns;
            operations += rows * rows * columns;
            if (operations > mostOperations)
            {
                return null;
            }
        }

        return order.Expand();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Eliminate(int pivot)
    {
        int width = graph.Width[pivot];
        graph.FormElement(pivot, degrees, degree);
        int reach = 0;
        foreach (int node in graph.ListOf(pivot))
        {
            reach -= graph.Width[node];
        }

        remaining -= width;
        MeasureElements(pivot);
        reach -= UpdateNodes(pivot);
        MergeAlike(pivot);
        degree[pivot] = reach;
        Span<int> list = graph.ListOf(pivot);
        int kept = 0;
        foreach (int node in list)
        {
            int own = -graph.Width[node];
            if (own > 0)
            {
                graph.Width[node] = own;
                degree[node] = Math.Min(degree[node] + reach - own, remaining - own);
                degrees.Insert(node, degree[node]);
                list[kept++] = node;
            }
        }

        graph.Close(pivot, kept);
        pivots.Add(pivot);
    }

    // mark[e] − stamp := the width of element e outside the pivot's element, for every element that shares a node with it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MeasureElements(int pivot)
    {
        stamp += total + 1;
        foreach (int node in graph.ListOf(pivot))
        {
            int width = -graph.Width[node];
            foreach (int element in graph.ElementsOf(node))
            {
                if (mark[element] >= stamp)
                {
                    mark[element] -= width;
                }
                else if (graph.IsElement(element))
                {
                    mark[element] = stamp + degree[element] - width;
                }
            }
        }
    }

    // Bounds the degrees of the pivot's nodes from what is outside its element; returns the width of nodes that have nothing there and go with it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int UpdateNodes(int pivot)
    {
        int gone = 0;
        foreach (int node in graph.ListOf(pivot))
        {
            long outside = graph.Compress(node, pivot, mark, stamp, out uint sum);
            if (outside == 0)
            {
                int width = -graph.Width[node];
                gone += width;
                remaining -= width;
                mergedInto[node] = pivot;
                graph.Drop(node);
                continue;
            }

            degree[node] = (int)Math.Min(degree[node], outside);
            hash[node] = (int)(sum % (uint)bucketHead.Length);
            bucketNext[node] = bucketHead[hash[node]];
            bucketHead[hash[node]] = node;
        }

        return gone;
    }

    // Nodes with the same elements and neighbours stay alike to the end: one stands for all.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MergeAlike(int pivot)
    {
        stamp += total + 1;
        foreach (int node in graph.ListOf(pivot))
        {
            if (graph.Width[node] >= 0)
            {
                continue;
            }

            int first = bucketHead[hash[node]];
            bucketHead[hash[node]] = None;
            for (; first != None; first = bucketNext[first])
            {
                if (bucketNext[first] == None)
                {
                    break;
                }

                stamp++;
                foreach (int entry in graph.EntriesOf(first))
                {
                    mark[entry] = stamp;
                }

                int before = first;
                for (int other = bucketNext[first]; other != None; other = bucketNext[other])
                {
                    if (!graph.IsAlike(first, other, mark, stamp))
                    {
                        before = other;
                        continue;
                    }

                    mergedInto[other] = first;
                    graph.Width[first] += graph.Width[other];
                    graph.Drop(other);
                    bucketNext[before] = bucketNext[other];
                }
            }
        }
    }

    private int[] Expand()
    {
        int count = mergedInto.Length;
        var turn = new int[count];
        for (int at = 0; at < pivots.Count; at++)
        {
            turn[pivots[at]] = at;
        }

        for (int at = 0; at < last.Count; at++)
        {
            turn[last[at]] = pivots.Count + at;
        }

        var order = new int[count];
        for (int node = 0; node < count; node++)
        {
            int pivot = node;
            while (mergedInto[pivot] != None)
            {
                pivot = mergedInto[pivot];
            }

            order[node] = node;
            hash[node] = turn[pivot];
        }

        Array.Sort((int[])hash.Clone(), order);
        return order;
    }
}
