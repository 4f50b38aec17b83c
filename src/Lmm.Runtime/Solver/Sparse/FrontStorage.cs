using Lmm.Kernels;

namespace Lmm.Solver.Sparse;

/// <summary>What all workers of a sparse factorisation share: the panels of L, and where the remainder of each front stands.</summary>
internal sealed unsafe class FrontStorage
{
    private readonly SymbolicFactor _symbolic;
    private readonly AlignedBuffer _panels = new();
    private readonly double*[] _remainders;
    private readonly int[] _childStart;
    private readonly int[] _children;

    public FrontStorage(SymbolicFactor symbolic)
    {
        _symbolic = symbolic;
        _panels.Reserve(symbolic.PanelStart[symbolic.Count]);
        _remainders = new double*[symbolic.Count];
        _childStart = new int[symbolic.Count + 1];
        _children = new int[symbolic.Count - 1];
        for (int supernode = 0; supernode < symbolic.Border; supernode++)
        {
            _childStart[symbolic.Parent[supernode] + 1]++;
        }

        for (int supernode = 0; supernode < symbolic.Count; supernode++)
        {
            _childStart[supernode + 1] += _childStart[supernode];
        }

        var next = _childStart.AsSpan(0, symbolic.Count).ToArray();
        for (int supernode = 0; supernode < symbolic.Border; supernode++)
        {
            _children[next[symbolic.Parent[supernode]]++] = supernode;
        }
    }

    /// <summary>Whether panels and fronts fit the memory, so many times.</summary>
    public static bool Fits(SymbolicFactor symbolic, int copies = 1)
    {
        var placement = new FrontPlacement(symbolic, FrontSchedule.Of(symbolic));
        long panels = symbolic.PanelStart[symbolic.Count];
        double bytes = copies * sizeof(double) * ((double)panels + placement.StackSize.Sum(static size => (double)size));
        return panels < Array.MaxLength - Padding.VectorLength
            && placement.StackSize.All(static size => size < Array.MaxLength - Padding.VectorLength)
            && bytes < GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
    }

    /// <summary>The supernodes whose remainders a front receives, ascending.</summary>
    public ReadOnlySpan<int> ChildrenOf(int supernode) => _children.AsSpan(_childStart[supernode], _childStart[supernode + 1] - _childStart[supernode]);

    /// <summary>The panel of L of a supernode: front order × columns, row by row.</summary>
    public double* Panel(int supernode) => _panels.Pointer + (nint)_symbolic.PanelStart[supernode];

    /// <summary>
    /// The remainder of a front, of the order of the rows below its columns: on the way up the Schur complement that it leaves (lower triangle);
    /// on the way down, where the parent is another worker's, the inverse.
    /// </summary>
    public ref double* Remainder(int supernode) => ref _remainders[supernode];
}
