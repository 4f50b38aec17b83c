namespace Lmm.Solver.Sparse;

/// <summary>Nodes by degree, in doubly linked lists, so that one of least degree is found without a search.</summary>
internal sealed class DegreeLists
{
    private const int None = -1;

    private readonly int[] _heads;
    private readonly int[] _next;
    private readonly int[] _previous;
    private int _least;

    public DegreeLists(int nodeCount, int mostDegree)
    {
        _heads = new int[mostDegree + 1];
        _next = new int[nodeCount];
        _previous = new int[nodeCount];
        Array.Fill(_heads, None);
    }

    /// <summary>Adds a node.</summary>
    public void Insert(int node, int degree)
    {
        int head = _heads[degree];
        _next[node] = head;
        _previous[node] = None;
        if (head != None)
        {
            _previous[head] = node;
        }

        _heads[degree] = node;
        _least = Math.Min(_least, degree);
    }

    /// <summary>Takes a node out that is in the list of this degree.</summary>
    public void Remove(int node, int degree)
    {
        if (_previous[node] == None)
        {
            _heads[degree] = _next[node];
        }
        else
        {
            _next[_previous[node]] = _next[node];
        }

        if (_next[node] != None)
        {
            _previous[_next[node]] = _previous[node];
        }
    }

    /// <summary>Takes out a node of least degree; there must be one.</summary>
    public int TakeLeast()
    {
        while (_heads[_least] == None)
        {
            _least++;
        }

        int node = _heads[_least];
        Remove(node, _least);
        return node;
    }
}
