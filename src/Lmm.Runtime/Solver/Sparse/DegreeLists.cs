namespace Lmm.Solver;

/// <summary>Nodes by degree, in doubly linked lists, so that one of least degree is found without a search.</summary>
internal sealed class DegreeLists
{
    private const int None = -1;

    private readonly int[] heads;
    private readonly int[] next;
    private readonly int[] previous;
    private int least;

    public DegreeLists(int nodeCount, int mostDegree)
    {
        heads = new int[mostDegree + 1];
        next = new int[nodeCount];
        previous = new int[nodeCount];
        Array.Fill(heads, None);
    }

    /// <summary>Adds a node.</summary>
    public void Insert(int node, int degree)
    {
        int head = heads[degree];
        next[node] = head;
        previous[node] = None;
        if (head != None)
        {
            previous[head] = node;
        }

        heads[degree] = node;
        least = Math.Min(least, degree);
    }

    /// <summary>Takes a node out that is in the list of this degree.</summary>
    public void Remove(int node, int degree)
    {
        if (previous[node] == None)
        {
            heads[degree] = next[node];
        }
        else
        {
            next[previous[node]] = next[node];
        }

        if (next[node] != None)
        {
            previous[next[node]] = previous[node];
        }
    }

    /// <summary>Takes out a node of least degree; there must be one.</summary>
    public int TakeLeast()
    {
        while (heads[least] == None)
        {
            least++;
        }

        int node = heads[least];
        Remove(node, least);
        return node;
    }
}
