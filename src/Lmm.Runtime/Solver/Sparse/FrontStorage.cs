using Lmm.Kernels;

namespace Lmm.Solver;

/// <summary>What all workers of a sparse factorisation share: the panels of L, and where the remainder of each front stands.</summary>
internal sealed unsafe class FrontStorage
{
    private readonly SymbolicFactor symbolic;
    private readonly AlignedBuffer panels = new();
    private readonly double*[] remainders;
    private readonly int[] childStart;
    private readonly int[] children;

    public FrontStorage(SymbolicFactor symbolic)
    {
        this.symbolic = symbolic;
        panels.Reserve(symbolic.PanelStart[symbolic.Count]);
        remainders = new double*[symbolic.Count];
        childStart = new int[symbolic.Count + 1];
        children = new int[symbolic.Count - 1];
        for (int supernode = 0; supernode < symbolic.Border; supernode++)
        {
            childStart[symbolic.Parent[supernode] + 1]++;
        }

        for (int supernode = 0; supernode < symbolic.Count; supernode++)
        {
            childStart[supernode + 1] += childStart[supernode];
        }

        var next = childStart.AsSpan(0, symbolic.Count).ToArray();
        for (int supernode = 0; supernode < symbolic.Border; supernode++)
        {
            children[next[symbolic.Parent[supernode]]++] = supernode;
        }
    }

    /// <summary>Whether panels and fronts fit the memory.</summary>
    public static bool Fits(SymbolicFactor symbolic)
    {
        var placement = new FrontPlacement(symbolic, FrontSchedule.Of(symbolic));
        long panels = symbolic.PanelStart[symbolic.Count];
        double bytes = sizeof(double) * ((double)panels + placement.StackSize.Sum(static size => (double)size));
        return panels < Array.MaxLength - Padding.VectorLength
            && placement.StackSize.All(static size => size < Array.MaxLength - Padding.VectorLength)
            && bytes < GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
    }

    /// <summary>The supernodes whose remainders a front receives, ascending.</summary>
    public ReadOnlySpan<int> ChildrenOf(int supernode) => children.AsSpan(childStart[supernode], childStart[supernode + 1] - childStart[supernode]);

    /// <summary>The panel of L of a supernode: front order × columns, row by row.</summary>
    public double* Panel(int supernode) => panels.Pointer + (nint)symbolic.PanelStart[supernode];

    /// <summary>
    /// The remainder of a front, of the order of the rows below its columns: on the way up the Schur complement that it leaves (lower triangle);
    /// on the way down, where the parent is another worker's, the inverse.
    /// </summary>
    public ref double* Remainder(int supernode) => ref remainders[supernode];
}
