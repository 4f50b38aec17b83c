using System.Runtime.CompilerServices;

namespace Lmm.Solver.Sparse;

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

    private readonly QuotientGraph _graph;
    private readonly DegreeLists _degrees;
    private readonly int[] _degree;
    private readonly long[] _mark;
    private readonly int[] _bucketHead;
    private readonly int[] _bucketNext;
    private readonly int[] _hash;
    private readonly int[] _mergedInto;
    private readonly List<int> _pivots = [];
    private readonly List<int> _last = [];
    private readonly int _total;
    private long _stamp;
    private int _remaining;

    private MinimumDegree(SymmetricGraph source)
    {
        int count = source.NodeCount;
        _graph = new QuotientGraph(source);
        _total = source.Widths.Sum();
        _remaining = _total;
        _degrees = new DegreeLists(count, _total);
        _degree = new int[count];
        _mark = new long[count];
        _bucketHead = new int[count];
        _bucketNext = new int[count];
        _hash = new int[count];
        _mergedInto = new int[count];
        Array.Fill(_bucketHead, None);
        Array.Fill(_mergedInto, None);
        double dense = Math.Max(16, 10 * Math.Sqrt(count));
        for (int node = 0; node < count; node++)
        {
            if (source.NeighborsOf(node).Length > dense)
            {
                _last.Add(node);
                _remaining -= _graph.Width[node];
                _graph.Drop(node);
            }
        }

        for (int node = 0; node < count; node++)
        {
            if (_graph.Width[node] > 0)
            {
                foreach (int neighbor in source.NeighborsOf(node))
                {
                    _degree[node] += _graph.Width[neighbor];
                }

                _degrees.Insert(node, _degree[node]);
            }
        }

        _last.Sort((first, second) => source.NeighborsOf(first).Length.CompareTo(source.NeighborsOf(second).Length));
    }

    /// <summary>The nodes in the order of elimination; null when columns times the square of their numbers of rows sum to more than <paramref name="mostOperations"/>.</summary>
    public static int[]? Order(SymmetricGraph graph, double mostOperations = double.PositiveInfinity, CancellationToken cancellationToken = default)
    {
        var order = new MinimumDegree(graph);
        double operations = 0;
        while (order._remaining > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int before = order._remaining;
            int pivot = order._degrees.TakeLeast();
            order.Eliminate(pivot);
            double columns = before - order._remaining;
            double rows = order._degree[pivot] + columns;
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
        int width = _graph.Width[pivot];
        _graph.FormElement(pivot, _degrees, _degree);
        int reach = 0;
        foreach (int node in _graph.ListOf(pivot))
        {
            reach -= _graph.Width[node];
        }

        _remaining -= width;
        MeasureElements(pivot);
        reach -= UpdateNodes(pivot);
        MergeAlike(pivot);
        _degree[pivot] = reach;
        Span<int> list = _graph.ListOf(pivot);
        int kept = 0;
        foreach (int node in list)
        {
            int own = -_graph.Width[node];
            if (own > 0)
            {
                _graph.Width[node] = own;
                _degree[node] = Math.Min(_degree[node] + reach - own, _remaining - own);
                _degrees.Insert(node, _degree[node]);
                list[kept++] = node;
            }
        }

        _graph.Close(pivot, kept);
        _pivots.Add(pivot);
    }

    // mark[e] − stamp := the width of element e outside the pivot's element, for every element that shares a node with it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MeasureElements(int pivot)
    {
        _stamp += _total + 1;
        foreach (int node in _graph.ListOf(pivot))
        {
            int width = -_graph.Width[node];
            foreach (int element in _graph.ElementsOf(node))
            {
                if (_mark[element] >= _stamp)
                {
                    _mark[element] -= width;
                }
                else if (_graph.IsElement(element))
                {
                    _mark[element] = _stamp + _degree[element] - width;
                }
            }
        }
    }

    // Bounds the degrees of the pivot's nodes from what is outside its element; returns the width of nodes that have nothing there and go with it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int UpdateNodes(int pivot)
    {
        int gone = 0;
        foreach (int node in _graph.ListOf(pivot))
        {
            long outside = _graph.Compress(node, pivot, _mark, _stamp, out uint sum);
            if (outside == 0)
            {
                int width = -_graph.Width[node];
                gone += width;
                _remaining -= width;
                _mergedInto[node] = pivot;
                _graph.Drop(node);
                continue;
            }

            _degree[node] = (int)Math.Min(_degree[node], outside);
            _hash[node] = (int)(sum % (uint)_bucketHead.Length);
            _bucketNext[node] = _bucketHead[_hash[node]];
            _bucketHead[_hash[node]] = node;
        }

        return gone;
    }

    // Nodes with the same elements and neighbours stay alike to the end: one stands for all.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MergeAlike(int pivot)
    {
        _stamp += _total + 1;
        foreach (int node in _graph.ListOf(pivot))
        {
            if (_graph.Width[node] >= 0)
            {
                continue;
            }

            int first = _bucketHead[_hash[node]];
            _bucketHead[_hash[node]] = None;
            for (; first != None; first = _bucketNext[first])
            {
                if (_bucketNext[first] == None)
                {
                    break;
                }

                _stamp++;
                foreach (int entry in _graph.EntriesOf(first))
                {
                    _mark[entry] = _stamp;
                }

                int before = first;
                for (int other = _bucketNext[first]; other != None; other = _bucketNext[other])
                {
                    if (!_graph.IsAlike(first, other, _mark, _stamp))
                    {
                        before = other;
                        continue;
                    }

                    _mergedInto[other] = first;
                    _graph.Width[first] += _graph.Width[other];
                    _graph.Drop(other);
                    _bucketNext[before] = _bucketNext[other];
                }
            }
        }
    }

    private int[] Expand()
    {
        int count = _mergedInto.Length;
        var turn = new int[count];
        for (int at = 0; at < _pivots.Count; at++)
        {
            turn[_pivots[at]] = at;
        }

        for (int at = 0; at < _last.Count; at++)
        {
            turn[_last[at]] = _pivots.Count + at;
        }

        var order = new int[count];
        for (int node = 0; node < count; node++)
        {
            int pivot = node;
            while (_mergedInto[pivot] != None)
            {
                pivot = _mergedInto[pivot];
            }

            order[node] = node;
            _hash[node] = turn[pivot];
        }

        Array.Sort((int[])_hash.Clone(), order);
        return order;
    }
}
