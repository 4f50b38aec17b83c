using System.Runtime.CompilerServices;

namespace Lmm.Solver;

/// <summary>
/// The graph of a matrix while nodes are eliminated: a node has elements (cliques that eliminated nodes left) and neighbours that it does not
/// share an element with. The lists of all nodes stand in one array that never needs more than the first graph did.
/// </summary>
internal sealed class QuotientGraph
{
    private enum State : byte
    {
        Node,
        Element,
        Gone,
    }

    private readonly int[] start;
    private readonly int[] length;
    private readonly int[] elementCount;
    private readonly State[] state;
    private int[] lists;
    private int[] spare;
    private int free;

    public QuotientGraph(SymmetricGraph source)
    {
        int count = source.NodeCount;
        Width = (int[])source.Widths.Clone();
        start = source.Start.AsSpan(0, count).ToArray();
        length = new int[count];
        elementCount = new int[count];
        state = new State[count];
        for (int node = 0; node < count; node++)
        {
            length[node] = source.Start[node + 1] - source.Start[node];
        }

        free = source.Neighbors.Length;
        lists = new int[free + (free / 4) + count + 1];
        source.Neighbors.CopyTo(lists, 0);
        spare = [];
    }

    /// <summary>The width of each node; negative while the node is in the element of the present pivot, zero when it is gone.</summary>
    public int[] Width { get; }

    /// <summary>Whether an element has not been absorbed by another one.</summary>
    public bool IsElement(int element) => state[element] == State.Element;

    /// <summary>The nodes of an element.</summary>
    public Span<int> ListOf(int element) => lists.AsSpan(start[element], length[element]);

    /// <summary>The elements of a node.</summary>
    public ReadOnlySpan<int> ElementsOf(int node) => lists.AsSpan(start[node], elementCount[node]);

    /// <summary>The elements and the neighbours of a node.</summary>
    public ReadOnlySpan<int> EntriesOf(int node) => lists.AsSpan(start[node], length[node]);

    /// <summary>Takes a node out.</summary>
    public void Drop(int node)
    {
        state[node] = State.Gone;
        Width[node] = 0;
    }

    /// <summary>Makes a node an element: the union of its neighbours and its elements' nodes. Takes each of them out of the lists of degrees, and makes their widths negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void FormElement(int pivot, DegreeLists degrees, int[] degree)
    {
        MakeRoom(pivot);
        Width[pivot] = -Width[pivot];
        int from = start[pivot];
        int elements = elementCount[pivot];
        int to = elements == 0 ? from : free;
        int first = to;
        for (int index = 0; index < elements; index++)
        {
            int element = lists[from + index];
            if (state[element] == State.Element)
            {
                to = Gather(start[element], start[element] + length[element], to, degrees, degree);
                state[element] = State.Gone;
            }
        }

        to = Gather(from + elements, from + length[pivot], to, degrees, degree);
        start[pivot] = first;
        length[pivot] = to - first;
        elementCount[pivot] = 0;
        state[pivot] = State.Element;
        if (elements > 0)
        {
            free = to;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Gather(int from, int end, int to, DegreeLists degrees, int[] degree)
    {
        for (int at = from; at < end; at++)
        {
            int node = lists[at];
            int width = Width[node];
            if (width > 0)
            {
                Width[node] = -width;
                lists[to++] = node;
                degrees.Remove(node, degree[node]);
            }
        }

        return to;
    }

    /// <summary>
    /// Takes from a node's lists what the pivot's element covers and puts that element first. Elements with nothing outside it
    /// (<c>mark[e] = stamp</c>) are absorbed. Returns the width of what is left, and the sum of its numbers.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public long Compress(int node, int pivot, long[] mark, long stamp, out uint sum)
    {
        int first = start[node];
        int to = first;
        long outside = 0;
        sum = 0;
        int elementEnd = first + elementCount[node];
        for (int at = first; at < elementEnd; at++)
        {
            int element = lists[at];
            if (state[element] != State.Element)
            {
                continue;
            }

            long width = mark[element] - stamp;
            if (width > 0)
            {
                outside += width;
                sum += (uint)element;
                lists[to++] = element;
            }
            else
            {
                state[element] = State.Gone;
            }
        }

        int neighborStart = to;
        int end = first + length[node];
        for (int at = elementEnd; at < end; at++)
        {
            int neighbor = lists[at];
            if (Width[neighbor] > 0)
            {
                outside += Width[neighbor];
                sum += (uint)neighbor;
                lists[to++] = neighbor;
            }
        }

        // The pivot, or an element that it absorbed, was in these lists: one place at least is free.
        lists[to] = lists[neighborStart];
        lists[neighborStart] = lists[first];
        lists[first] = pivot;
        elementCount[node] = neighborStart - first + 1;
        length[node] = to - first + 1;
        return outside;
    }

    /// <summary>Whether two nodes have the same elements and neighbours; those of the first are marked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool IsAlike(int first, int second, long[] mark, long stamp)
    {
        if (length[first] != length[second] || elementCount[first] != elementCount[second])
        {
            return false;
        }

        foreach (int entry in EntriesOf(second))
        {
            if (mark[entry] != stamp)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Ends a pivot's turn: only the first <paramref name="kept"/> nodes of its element are left.</summary>
    public void Close(int pivot, int kept)
    {
        if (start[pivot] + length[pivot] == free)
        {
            free = start[pivot] + kept;
        }

        length[pivot] = kept;
        Width[pivot] = 0;
        if (kept == 0)
        {
            state[pivot] = State.Gone;
        }
    }

    // Moves the lists together when the pivot's element might not fit behind them.
    private void MakeRoom(int pivot)
    {
        long needed = length[pivot] - elementCount[pivot];
        foreach (int element in ElementsOf(pivot))
        {
            needed += state[element] == State.Element ? length[element] : 0;
        }

        needed = Math.Min(needed, state.Length);
        if (free + needed <= lists.Length)
        {
            return;
        }

        if (spare.Length < lists.Length)
        {
            spare = new int[lists.Length + needed];
        }

        int to = 0;
        for (int node = 0; node < state.Length; node++)
        {
            if (state[node] != State.Gone)
            {
                EntriesOf(node).CopyTo(spare.AsSpan(to));
                start[node] = to;
                to += length[node];
            }
        }

        free = to;
        (lists, spare) = (spare, lists);
        if (free + needed > lists.Length)
        {
            Array.Resize(ref lists, checked((int)(free + needed)));
        }
    }
}
