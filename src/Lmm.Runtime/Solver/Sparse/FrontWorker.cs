using System.Runtime.CompilerServices;
using Lmm.Kernels;

namespace Lmm.Solver;

/// <summary>
/// Works off some of a sparse factor's supernodes, whole subtrees or what is above them: up the tree to factor, and down it to invert.
/// </summary>
/// <remarks>
/// Up: the multifrontal method. Down: the entries of the inverse on the pattern of L (Takahashi, Fagan &amp; Chen 1973; Erisman &amp; Tinney 1975),
/// front by front: those of the rows below a supernode are all in its parent's front.
/// </remarks>
internal sealed unsafe class FrontWorker
{
    /// <summary>Fronts up to this order, or with few columns, are worked off by simple loops.</summary>
    private const int SmallOrder = 48;

    private const int FewColumns = 3;

    private readonly int index;
    private readonly SymbolicFactor symbolic;
    private readonly FrontPlacement placement;
    private readonly FrontStorage storage;
    private readonly FrontAssembly assembly;
    private readonly int[] supernodes;
    private readonly DenseFront? dense;
    private readonly AlignedBuffer stack = new();
    private readonly AlignedBuffer column = new();

    public FrontWorker(int index, SymbolicFactor symbolic, FrontPlacement placement, FrontStorage storage, FrontAssembly assembly, FrontSums sums, int maximumThreads)
    {
        this.index = index;
        this.symbolic = symbolic;
        this.placement = placement;
        this.storage = storage;
        this.assembly = assembly;
        Sums = sums;
        supernodes = placement.Supernodes[index];
        dense = Array.Exists(supernodes, IsLarge) ? new DenseFront(maximumThreads) : null;
        stack.Reserve(placement.StackSize[index]);
        column.Reserve(supernodes.Max(symbolic.FrontOrder));
    }

    /// <summary>Half of log|L|² of this worker's columns of Z; NaN when a pivot was not positive.</summary>
    public double LogSum { get; private set; }

    /// <summary>The sums over this worker's levels.</summary>
    public FrontSums Sums { get; }

    /// <summary>Factors ΛᵀAΛ + I for this worker's supernodes.</summary>
    public void Factor(double[][] lambda, CancellationToken cancellationToken)
    {
        LogSum = 0;
        foreach (int supernode in supernodes)
        {
            int order = symbolic.FrontOrder(supernode);
            int columns = symbolic.ColumnCount(supernode);
            double* front = stack.Pointer + (nint)placement.FrontAt[supernode];
            assembly.Assemble(supernode, front, lambda);
            foreach (int child in storage.ChildrenOf(supernode))
            {
                AddRemainder(child, front, order);
            }

            bool isPositive = IsLarge(supernode)
                ? dense!.Factor(front, order, columns, order, cancellationToken)
                : FrontKernel.Factor(front, order, columns, column.Pointer);
            if (!isPositive)
            {
                LogSum = double.NaN;
                return;
            }

            Keep(supernode, front, order, columns);
        }
    }

    /// <summary>Goes down the tree from supernodes whose inverse is known, and sums what the gradient needs.</summary>
    /// <param name="lambda">Λ by grouping factor.</param>
    /// <param name="fixedEffects">The covariance matrix of β over σ², which is the inverse's block of X; null for the inverse without X.</param>
    /// <param name="covariances">Receives the covariance matrices of all levels' modes by factor when they are wanted, else null.</param>
    public void Invert(double[][] lambda, double[]? fixedEffects, double[][]? covariances)
    {
        Sums.Clear();
        for (int at = supernodes.Length - 1; at >= 0; at--)
        {
            int supernode = supernodes[at];
            double* front = stack.Pointer + (nint)placement.InverseAt[supernode];
            if (supernode == symbolic.Border)
            {
                FillBorder(front, fixedEffects);
            }
            else
            {
                InvertFront(supernode, front);
                Sums.Add(supernode, front, lambda, fixedEffects is not null);
                if (covariances is not null)
                {
                    Sums.Keep(supernode, front, lambda, covariances);
                }
            }

            foreach (int child in storage.ChildrenOf(supernode))
            {
                if (placement.Owner[child] != index)
                {
                    Gather(child, front, storage.Remainder(child), symbolic.RowCount(child));
                }
            }
        }
    }

    private bool IsLarge(int supernode) => symbolic.FrontOrder(supernode) > SmallOrder && symbolic.ColumnCount(supernode) > FewColumns;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddRemainder(int child, double* front, int order)
    {
        int count = symbolic.RowCount(child);
        double* row = storage.Remainder(child);
        fixed (int* places = symbolic.RelativeOf(child))
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

    // Puts the columns of L into their panel and the remainder where the children's were; it never runs over what is still to be moved.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Keep(int supernode, double* front, int order, int columns)
    {
        double* panel = storage.Panel(supernode);
        for (int row = 0; row < order; row++)
        {
            new ReadOnlySpan<double>(front + ((nint)row * order), columns).CopyTo(new Span<double>(panel + ((nint)row * columns), columns));
        }

        if (supernode < symbolic.Border)
        {
            for (int row = 0; row < columns; row++)
            {
                LogSum += Math.Log(panel[((nint)row * columns) + row]);
            }
        }

        int rest = order - columns;
        double* remainder = stack.Pointer + (nint)placement.RemainderAt[supernode];
        storage.Remainder(supernode) = remainder;
        for (int row = 0; row < rest; row++)
        {
            new ReadOnlySpan<double>(front + ((nint)(columns + row) * order) + columns, row + 1).CopyTo(new Span<double>(remainder + ((nint)row * rest), row + 1));
        }
    }

    private void FillBorder(double* front, double[]? fixedEffects)
    {
        int order = symbolic.BorderRows;
        int rank = order - 1;
        new Span<double>(front, order * order).Clear();
        for (int row = 0; row < rank && fixedEffects is not null; row++)
        {
            fixedEffects.AsSpan(row * rank, rank).CopyTo(new Span<double>(front + (row * order), rank));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void InvertFront(int supernode, double* front)
    {
        int order = symbolic.FrontOrder(supernode);
        int columns = symbolic.ColumnCount(supernode);
        int rest = order - columns;
        int parent = symbolic.Parent[supernode];
        double* corner = front + ((nint)columns * order) + columns;
        if (placement.Owner[parent] == index)
        {
            Gather(supernode, stack.Pointer + (nint)placement.InverseAt[parent], corner, order);
        }
        else
        {
            double* known = storage.Remainder(supernode);
            for (int row = 0; row < rest; row++)
            {
                new ReadOnlySpan<double>(known + ((nint)row * rest), rest).CopyTo(new Span<double>(corner + ((nint)row * order), rest));
            }
        }

        double* panel = storage.Panel(supernode);
        if (!IsLarge(supernode))
        {
            FrontKernel.Invert(front, order, columns, panel, column.Pointer);
            return;
        }

        for (int row = 0; row < order; row++)
        {
            new ReadOnlySpan<double>(panel + ((nint)row * columns), columns).CopyTo(new Span<double>(front + ((nint)row * order), columns));
        }

        dense!.Invert(front, order, columns, order);
    }

    // target := the rows and columns of the parent's front that stand below the child's columns.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Gather(int child, double* parentFront, double* target, int stride)
    {
        int parentOrder = symbolic.FrontOrder(symbolic.Parent[child]);
        int count = symbolic.RowCount(child);
        fixed (int* places = symbolic.RelativeOf(child))
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
