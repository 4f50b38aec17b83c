using System.Runtime.CompilerServices;

namespace Lmm.Solver.Sparse;

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

    private readonly int[] _start;
    private readonly int[] _length;
    private readonly int[] _elementCount;
    private readonly State[] _state;
    private int[] _lists;
    private int[] _spare;
    private int _free;

    public QuotientGraph(SymmetricGraph source)
    {
        int count = source.NodeCount;
        Width = (int[])source.Widths.Clone();
        _start = source.Start.AsSpan(0, count).ToArray();
        _length = new int[count];
        _elementCount = new int[count];
        _state = new State[count];
        for (int node = 0; node < count; node++)
        {
            _length[node] = source.Start[node + 1] - source.Start[node];
        }

        _free = source.Neighbors.Length;
        _lists = new int[_free + (_free / 4) + count + 1];
        source.Neighbors.CopyTo(_lists, 0);
        _spare = [];
    }

    /// <summary>The width of each node; negative while the node is in the element of the present pivot, zero when it is gone.</summary>
    public int[] Width { get; }

    /// <summary>Whether an element has not been absorbed by another one.</summary>
    public bool IsElement(int element) => _state[element] == State.Element;

    /// <summary>The nodes of an element.</summary>
    public Span<int> ListOf(int element) => _lists.AsSpan(_start[element], _length[element]);

    /// <summary>The elements of a node.</summary>
    public ReadOnlySpan<int> ElementsOf(int node) => _lists.AsSpan(_start[node], _elementCount[node]);

    /// <summary>The elements and the neighbours of a node.</summary>
    public ReadOnlySpan<int> EntriesOf(int node) => _lists.AsSpan(_start[node], _length[node]);

    /// <summary>Takes a node out.</summary>
    public void Drop(int node)
    {
        _state[node] = State.Gone;
        Width[node] = 0;
    }

    /// <summary>Makes a node an element: the union of its neighbours and its elements' nodes. Takes each of them out of the lists of degrees, and makes their widths negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void FormElement(int pivot, DegreeLists degrees, int[] degree)
    {
        MakeRoom(pivot);
        Width[pivot] = -Width[pivot];
        int from = _start[pivot];
        int elements = _elementCount[pivot];
        int to = elements == 0 ? from : _free;
        int first = to;
        for (int index = 0; index < elements; index++)
        {
            int element = _lists[from + index];
            if (_state[element] == State.Element)
            {
                to = Gather(_start[element], _start[element] + _length[element], to, degrees, degree);
                _state[element] = State.Gone;
            }
        }

        to = Gather(from + elements, from + _length[pivot], to, degrees, degree);
        _start[pivot] = first;
        _length[pivot] = to - first;
        _elementCount[pivot] = 0;
        _state[pivot] = State.Element;
        if (elements > 0)
        {
            _free = to;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Gather(int from, int end, int to, DegreeLists degrees, int[] degree)
    {
        for (int at = from; at < end; at++)
        {
            int node = _lists[at];
            int width = Width[node];
            if (width > 0)
            {
                Width[node] = -width;
                _lists[to++] = node;
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
        int first = _start[node];
        int to = first;
        long outside = 0;
        sum = 0;
        int elementEnd = first + _elementCount[node];
        for (int at = first; at < elementEnd; at++)
        {
            int element = _lists[at];
            if (_state[element] != State.Element)
            {
                continue;
            }

            long width = mark[element] - stamp;
            if (width > 0)
            {
                outside += width;
                sum += (uint)element;
                _lists[to++] = element;
            }
            else
            {
                _state[element] = State.Gone;
            }
        }

        int neighborStart = to;
        int end = first + _length[node];
        for (int at = elementEnd; at < end; at++)
        {
            int neighbor = _lists[at];
            if (Width[neighbor] > 0)
            {
                outside += Width[neighbor];
                sum += (uint)neighbor;
                _lists[to++] = neighbor;
            }
        }

        // The pivot, or an element that it absorbed, was in these lists: one place at least is free.
        _lists[to] = _lists[neighborStart];
        _lists[neighborStart] = _lists[first];
        _lists[first] = pivot;
        _elementCount[node] = neighborStart - first + 1;
        _length[node] = to - first + 1;
        return outside;
    }

    /// <summary>Whether two nodes have the same elements and neighbours; those of the first are marked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool IsAlike(int first, int second, long[] mark, long stamp)
    {
        if (_length[first] != _length[second] || _elementCount[first] != _elementCount[second])
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
        if (_start[pivot] + _length[pivot] == _free)
        {
            _free = _start[pivot] + kept;
        }

        _length[pivot] = kept;
        Width[pivot] = 0;
        if (kept == 0)
        {
            _state[pivot] = State.Gone;
        }
    }

    // Moves the lists together when the pivot's element might not fit behind them.
    private void MakeRoom(int pivot)
    {
        long needed = _length[pivot] - _elementCount[pivot];
        foreach (int element in ElementsOf(pivot))
        {
            needed += _state[element] == State.Element ? _length[element] : 0;
        }

        needed = Math.Min(needed, _state.Length);
        if (_free + needed <= _lists.Length)
        {
            return;
        }

        if (_spare.Length < _lists.Length)
        {
            _spare = new int[_lists.Length + needed];
        }

        int to = 0;
        for (int node = 0; node < _state.Length; node++)
        {
            if (_state[node] != State.Gone)
            {
                EntriesOf(node).CopyTo(_spare.AsSpan(to));
                _start[node] = to;
                to += _length[node];
            }
        }

        _free = to;
        (_lists, _spare) = (_spare, _lists);
        if (_free + needed > _lists.Length)
        {
            Array.Resize(ref _lists, checked((int)(_free + needed)));
        }
    }
}
