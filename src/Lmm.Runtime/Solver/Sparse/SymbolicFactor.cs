namespace Lmm.Solver.Sparse;

/// <summary>
/// The pattern of a sparse Cholesky factor by supernodes, found once: what is not zero does not depend on θ. After the levels of all grouping
/// factors comes a last supernode, the border of X and y, which is below every other.
/// </summary>
/// <remarks>
/// A supernode's front is the dense symmetric matrix of its own columns and of all rows below them that are not zero. In the multifrontal method
/// (Duff &amp; Reid, ACM Trans. Math. Softw. 9, 1983) a front eliminates its own columns and adds what is left to its parent's.
/// </remarks>
internal sealed class SymbolicFactor
{
    /// <summary>The time of one multiplication in a front, the gradient's included.</summary>
    public const double SecondsPerOperation = 1.2e-10;

    private readonly int[] _nodeColumns;
    private readonly int[] _supernodeOfNode;

    private SymbolicFactor(int[] order, SymmetricGraph graph, int[] partition, int borderRows, CancellationToken cancellationToken)
    {
        Order = order;
        Count = partition.Length;
        FirstNode = partition;
        BorderRows = borderRows;
        Places = new int[order.Length];
        _nodeColumns = new int[order.Length + 1];
        _supernodeOfNode = new int[order.Length];
        for (int at = 0; at < order.Length; at++)
        {
            Places[order[at]] = at;
            _nodeColumns[at + 1] = checked(_nodeColumns[at] + graph.Widths[at]);
        }

        FirstColumn = new int[Count + 1];
        for (int supernode = 0; supernode < Border; supernode++)
        {
            FirstColumn[supernode] = _nodeColumns[partition[supernode]];
            _supernodeOfNode.AsSpan(partition[supernode]..partition[supernode + 1]).Fill(supernode);
        }

        FirstColumn[Border] = _nodeColumns[^1];
        FirstColumn[Count] = FirstColumn[Border] + borderRows;
        Parent = new int[Count];
        RowStart = new int[Count + 1];
        PanelStart = new long[Count + 1];
        Rows = FindRows(graph, cancellationToken);
        Relative = new int[Rows.Length];
        for (int supernode = 0; supernode < Count; supernode++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            PanelStart[supernode + 1] = PanelStart[supernode] + ((long)FrontOrder(supernode) * ColumnCount(supernode));
            LocateRows(supernode);
        }
    }

    /// <summary>The node that is eliminated at each place.</summary>
    public int[] Order { get; }

    /// <summary>The place of each node in the order.</summary>
    public int[] Places { get; }

    /// <summary>The number of supernodes, the border included.</summary>
    public int Count { get; }

    /// <summary>The last supernode: the columns of X, then y.</summary>
    public int Border => Count - 1;

    /// <summary>The number of rows of the border: the rank of X plus one for y.</summary>
    public int BorderRows { get; }

    /// <summary>The number of columns of Z.</summary>
    public int ColumnsOfZ => FirstColumn[Border];

    /// <summary>The place of each supernode's first node; for the border the number of nodes.</summary>
    public int[] FirstNode { get; }

    /// <summary>Each supernode's first column; after the last one the order of the matrix.</summary>
    public int[] FirstColumn { get; }

    /// <summary>The supernode whose front receives what is left of each front; a later one; the border's is −1.</summary>
    public int[] Parent { get; }

    /// <summary>Supernode s has below its columns the rows <c>Rows[RowStart[s]]</c> … <c>Rows[RowStart[s + 1] − 1]</c>.</summary>
    public int[] RowStart { get; }

    /// <summary>Rows below supernodes, ascending; those of the border are the last.</summary>
    public int[] Rows { get; }

    /// <summary>For each of <see cref="Rows"/> its place in the parent's front.</summary>
    public int[] Relative { get; }

    /// <summary>Where each supernode's panel of L begins: front order × columns, row by row.</summary>
    public long[] PanelStart { get; }

    /// <summary>The number of columns of a supernode.</summary>
    public int ColumnCount(int supernode) => FirstColumn[supernode + 1] - FirstColumn[supernode];

    /// <summary>The number of rows below a supernode's columns.</summary>
    public int RowCount(int supernode) => RowStart[supernode + 1] - RowStart[supernode];

    /// <summary>The number of columns of a supernode and of rows below them.</summary>
    public int FrontOrder(int supernode) => ColumnCount(supernode) + RowCount(supernode);

    /// <summary>The first column of the node at a place.</summary>
    public int ColumnOf(int place) => _nodeColumns[place];

    /// <summary>The supernode of the node at a place.</summary>
    public int SupernodeOf(int place) => _supernodeOfNode[place];

    /// <summary>The rows below a supernode.</summary>
    public ReadOnlySpan<int> RowsOf(int supernode) => Rows.AsSpan(RowStart[supernode], RowCount(supernode));

    /// <summary>The places of a supernode's rows in its parent's front.</summary>
    public ReadOnlySpan<int> RelativeOf(int supernode) => Relative.AsSpan(RowStart[supernode], RowCount(supernode));

    /// <summary>The row of a supernode's front that stands for a column of the matrix, which must be one of it.</summary>
    public int FrontRow(int supernode, int column)
        => column < FirstColumn[supernode + 1] ? column - FirstColumn[supernode] : ColumnCount(supernode) + RowsOf(supernode).BinarySearch(column);

    /// <summary>
    /// The time that a factorisation with its gradient is expected to take on one thread: fitted to measurements, and only for comparison with
    /// other plans.
    /// </summary>
    public double Seconds()
    {
        // Seconds, measured on Zen 4: of a supernode's own overhead, and of an entry that is assembled.
        const double Supernode = 1.5e-6;
        const double Entry = 2e-9;
        double sum = Supernode * Count;
        for (int supernode = 0; supernode < Count; supernode++)
        {
            double order = FrontOrder(supernode);
            sum += order * order * (Entry + (SecondsPerOperation * ColumnCount(supernode)));
        }

        return sum;
    }

    /// <summary>Analyses a matrix; null when the columns times the squares of their numbers of rows sum to more than <paramref name="mostOperations"/>.</summary>
    public static SymbolicFactor? Analyze(SymmetricGraph graph, int borderRows, double mostOperations = double.PositiveInfinity, CancellationToken cancellationToken = default)
    {
        if (MinimumDegree.Order(graph, mostOperations, cancellationToken) is not int[] order)
        {
            return null;
        }

        // Postorder changes neither fill nor operations, and makes supernodes and subtrees contiguous.
        int[] postorder = EliminationTree.Postorder(EliminationTree.Parents(graph.Permute(order)));
        cancellationToken.ThrowIfCancellationRequested();
        order = Array.ConvertAll(postorder, place => order[place]);
        SymmetricGraph permuted = graph.Permute(order);
        int[] parents = EliminationTree.Parents(permuted);
        cancellationToken.ThrowIfCancellationRequested();
        int[] counts = EliminationTree.ColumnCounts(permuted, parents);
        return new SymbolicFactor(order, permuted, SupernodePartition.Find(permuted, parents, counts, borderRows), borderRows, cancellationToken);
    }

    // Below a supernode stand the later neighbours of its nodes and what is below its children.
    private int[] FindRows(SymmetricGraph graph, CancellationToken cancellationToken)
    {
        var children = new List<int>?[Count];
        var below = new int[Border][];
        var mark = new int[Order.Length];
        Array.Fill(mark, -1);
        List<int> found = [];
        long total = 0;
        for (int supernode = 0; supernode < Border; supernode++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            found.Clear();
            int end = FirstNode[supernode + 1];
            for (int node = FirstNode[supernode]; node < end; node++)
            {
                Collect(graph.NeighborsOf(node), supernode, end, mark, found);
            }

            foreach (int child in children[supernode] ?? [])
            {
                Collect(below[child], supernode, end, mark, found);
            }

            children[supernode] = null;
            found.Sort();
            below[supernode] = found.ToArray();
            Parent[supernode] = found.Count == 0 ? Border : _supernodeOfNode[found[0]];
            if (Parent[supernode] < Border)
            {
                (children[Parent[supernode]] ??= []).Add(supernode);
            }

            total += BorderRows;
            foreach (int node in found)
            {
                total += graph.Widths[node];
            }

            RowStart[supernode + 1] = checked((int)total);
        }

        RowStart[Count] = RowStart[Border];
        Parent[Border] = -1;
        return Expand(below, graph);
    }

    private static void Collect(ReadOnlySpan<int> nodes, int supernode, int end, int[] mark, List<int> found)
    {
        foreach (int node in nodes)
        {
            if (node >= end && mark[node] != supernode)
            {
                mark[node] = supernode;
                found.Add(node);
            }
        }
    }

    private int[] Expand(int[][] below, SymmetricGraph graph)
    {
        var rows = new int[RowStart[Count]];
        int at = 0;
        foreach (int[] nodes in below)
        {
            foreach (int node in nodes)
            {
                for (int effect = 0; effect < graph.Widths[node]; effect++)
                {
                    rows[at++] = _nodeColumns[node] + effect;
                }
            }

            for (int row = 0; row < BorderRows; row++)
            {
                rows[at++] = ColumnsOfZ + row;
            }
        }

        return rows;
    }

    private void LocateRows(int supernode)
    {
        int parent = Parent[supernode];
        if (parent < 0)
        {
            return;
        }

        ReadOnlySpan<int> rows = RowsOf(supernode);
        ReadOnlySpan<int> known = RowsOf(parent);
        Span<int> relative = Relative.AsSpan(RowStart[supernode], rows.Length);
        int at = 0;
        for (int index = 0; index < rows.Length; index++)
        {
            if (rows[index] < FirstColumn[parent + 1])
            {
                relative[index] = rows[index] - FirstColumn[parent];
                continue;
            }

            while (known[at] < rows[index])
            {
                at++;
            }

            relative[index] = ColumnCount(parent) + at;
        }
    }
}
