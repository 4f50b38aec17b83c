using System.Runtime.CompilerServices;
using Lmm.Kernels;

namespace Lmm.Solver.Sparse;

/// <summary>
/// The stack of one worker: fronts with the remainders that they receive and leave on the way up the tree, fronts of the inverse with what they take of
/// their parents' on the way down.
/// </summary>
internal sealed unsafe class FrontStack
{
    private readonly int _worker;
    private readonly SymbolicFactor _symbolic;
    private readonly FrontPlacement _placement;
    private readonly FrontStorage _storage;
    private readonly AlignedBuffer _stack = new();

    /// <summary>Makes room for the fronts of a worker, whose columns go to the panels of <paramref name="storage"/>.</summary>
    public FrontStack(int worker, SymbolicFactor symbolic, FrontPlacement placement, FrontStorage storage)
    {
        (_worker, _symbolic, _placement, _storage) = (worker, symbolic, placement, storage);
        _stack.Reserve(placement.StackSize[worker]);
    }

    /// <summary>The front of a supernode on the way up.</summary>
    public double* Front(int supernode) => _stack.Pointer + (nint)_placement.FrontAt[supernode];

    /// <summary>The front of a supernode's inverse on the way down.</summary>
    public double* Inverse(int supernode) => _stack.Pointer + (nint)_placement.InverseAt[supernode];

    /// <summary>Adds the remainders of a supernode's children to its front.</summary>
    public void Receive(int supernode, double* front)
    {
        int order = _symbolic.FrontOrder(supernode);
        foreach (int child in _storage.ChildrenOf(supernode))
        {
            AddRemainder(child, front, order);
        }
    }

    /// <summary>Puts the columns of a front into their panel and the remainder where the children's were; it never runs over what is still to be moved.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Leave(int supernode, double* front)
    {
        int order = _symbolic.FrontOrder(supernode);
        int columns = _symbolic.ColumnCount(supernode);
        double* panel = _storage.Panel(supernode);
        for (int row = 0; row < order; row++)
        {
            new ReadOnlySpan<double>(front + ((nint)row * order), columns).CopyTo(new Span<double>(panel + ((nint)row * columns), columns));
        }

        int rest = order - columns;
        double* remainder = _stack.Pointer + (nint)_placement.RemainderAt[supernode];
        _storage.Remainder(supernode) = remainder;
        for (int row = 0; row < rest; row++)
        {
            new ReadOnlySpan<double>(front + ((nint)(columns + row) * order) + columns, row + 1).CopyTo(new Span<double>(remainder + ((nint)row * rest), row + 1));
        }
    }

    /// <summary>Fills the rows and columns of a supernode's inverse below its own from its parent's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void TakeBelow(int supernode, double* front)
    {
        int order = _symbolic.FrontOrder(supernode);
        int columns = _symbolic.ColumnCount(supernode);
        int rest = order - columns;
        int parent = _symbolic.Parent[supernode];
        double* corner = front + ((nint)columns * order) + columns;
        if (_placement.Owner[parent] == _worker)
        {
            Gather(supernode, Inverse(parent), corner, order);
            return;
        }

        double* known = _storage.Remainder(supernode);
        for (int row = 0; row < rest; row++)
        {
            new ReadOnlySpan<double>(known + ((nint)row * rest), rest).CopyTo(new Span<double>(corner + ((nint)row * order), rest));
        }
    }

    /// <summary>Hands what they need of a supernode's inverse to its children that other workers have.</summary>
    public void HandDown(int supernode, double* front)
    {
        foreach (int child in _storage.ChildrenOf(supernode))
        {
            if (_placement.Owner[child] != _worker)
            {
                Gather(child, front, _storage.Remainder(child), _symbolic.RowCount(child));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddRemainder(int child, double* front, int order)
    {
        int count = _symbolic.RowCount(child);
        double* row = _storage.Remainder(child);
        fixed (int* places = _symbolic.RelativeOf(child))
        {
            for (int at = 0; at < count; at++)
            {
                double* target = front + ((nint)places[at] * order);
                for (int other = 0; other <= at; other++)
                {
                    target[places[other]] += row[other];
                }

                row += count;
            }
        }
    }

    // target := the rows and columns of the parent's front that stand below the child's columns.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Gather(int child, double* parentFront, double* target, int stride)
    {
        int parentOrder = _symbolic.FrontOrder(_symbolic.Parent[child]);
        int count = _symbolic.RowCount(child);
        fixed (int* places = _symbolic.RelativeOf(child))
        {
            for (int row = 0; row < count; row++)
            {
                double* source = parentFront + ((nint)places[row] * parentOrder);
                double* to = target + ((nint)row * stride);
                for (int other = 0; other < count; other++)
                {
                    to[other] = source[places[other]];
                }
            }
        }
    }
}
