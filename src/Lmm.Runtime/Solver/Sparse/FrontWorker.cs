using System.Runtime.CompilerServices;
using Lmm.Kernels;

namespace Lmm.Solver.Sparse;

/// <summary>
/// Works off some of a sparse factor's supernodes, whole subtrees or what is above them: up the tree to factor, and down it to invert.
/// </summary>
/// <remarks>
/// Up: the multifrontal method. Down: the entries of the inverse on the pattern of L (Takahashi, Fagan &amp; Chen 1973; Erisman &amp; Tinney 1975),
/// front by front: those of the rows below a supernode are all in its parent's front.
/// </remarks>
internal sealed unsafe class FrontWorker
{
    /// <summary>Fronts up to this order are worked off by simple loops.</summary>
    private const int SmallOrder = 48;

    /// <summary>Fronts with so few columns are.</summary>
    private const int FewColumns = 3;

    private readonly int _index;
    private readonly CancellationToken _cancellationToken;
    private readonly SymbolicFactor _symbolic;
    private readonly FrontPlacement _placement;
    private readonly FrontStorage _storage;
    private readonly FrontAssembly _assembly;
    private readonly int[] _supernodes;
    private readonly DenseFront? _dense;
    private readonly AlignedBuffer _stack = new();
    private readonly AlignedBuffer _column = new();

    public FrontWorker(int index, SymbolicFactor symbolic, FrontPlacement placement, FrontStorage storage, FrontAssembly assembly, FrontSums sums, int maximumThreads, CancellationToken cancellationToken)
    {
        _index = index;
        _cancellationToken = cancellationToken;
        _symbolic = symbolic;
        _placement = placement;
        _storage = storage;
        _assembly = assembly;
        Sums = sums;
        _supernodes = placement.Supernodes[index];
        _dense = Array.Exists(_supernodes, IsLarge) ? new DenseFront(maximumThreads, cancellationToken) : null;
        _stack.Reserve(placement.StackSize[index]);
        _column.Reserve(_supernodes.Max(symbolic.FrontOrder));
    }

    /// <summary>Half of log|L|² of this worker's columns of Z; NaN when a pivot was not positive.</summary>
    public double LogSum { get; private set; }

    /// <summary>The sums over this worker's levels.</summary>
    public FrontSums Sums { get; }

    /// <summary>Factors ΛᵀAΛ + I for this worker's supernodes.</summary>
    public void Factor(double[][] lambda)
    {
        LogSum = 0;
        foreach (int supernode in _supernodes)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            int order = _symbolic.FrontOrder(supernode);
            int columns = _symbolic.ColumnCount(supernode);
            double* front = _stack.Pointer + (nint)_placement.FrontAt[supernode];
            _assembly.Assemble(supernode, front, lambda);
            foreach (int child in _storage.ChildrenOf(supernode))
            {
                AddRemainder(child, front, order);
            }

            bool isPositive = IsLarge(supernode)
                ? _dense!.Factor(front, order, columns, order)
                : FrontKernel.Factor(front, order, columns, _column.Pointer);
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
        for (int at = _supernodes.Length - 1; at >= 0; at--)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            int supernode = _supernodes[at];
            double* front = _stack.Pointer + (nint)_placement.InverseAt[supernode];
            if (supernode == _symbolic.Border)
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

            foreach (int child in _storage.ChildrenOf(supernode))
            {
                if (_placement.Owner[child] != _index)
                {
                    Gather(child, front, _storage.Remainder(child), _symbolic.RowCount(child));
                }
            }
        }
    }

    private bool IsLarge(int supernode) => _symbolic.FrontOrder(supernode) > SmallOrder && _symbolic.ColumnCount(supernode) > FewColumns;

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

    // Puts the columns of L into their panel and the remainder where the children's were; it never runs over what is still to be moved.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Keep(int supernode, double* front, int order, int columns)
    {
        double* panel = _storage.Panel(supernode);
        for (int row = 0; row < order; row++)
        {
            new ReadOnlySpan<double>(front + ((nint)row * order), columns).CopyTo(new Span<double>(panel + ((nint)row * columns), columns));
        }

        if (supernode < _symbolic.Border)
        {
            for (int row = 0; row < columns; row++)
            {
                LogSum += Math.Log(panel[((nint)row * columns) + row]);
            }
        }

        int rest = order - columns;
        double* remainder = _stack.Pointer + (nint)_placement.RemainderAt[supernode];
        _storage.Remainder(supernode) = remainder;
        for (int row = 0; row < rest; row++)
        {
            new ReadOnlySpan<double>(front + ((nint)(columns + row) * order) + columns, row + 1).CopyTo(new Span<double>(remainder + ((nint)row * rest), row + 1));
        }
    }

    private void FillBorder(double* front, double[]? fixedEffects)
    {
        int order = _symbolic.BorderRows;
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
        int order = _symbolic.FrontOrder(supernode);
        int columns = _symbolic.ColumnCount(supernode);
        int rest = order - columns;
        int parent = _symbolic.Parent[supernode];
        double* corner = front + ((nint)columns * order) + columns;
        if (_placement.Owner[parent] == _index)
        {
            Gather(supernode, _stack.Pointer + (nint)_placement.InverseAt[parent], corner, order);
        }
        else
        {
            double* known = _storage.Remainder(supernode);
            for (int row = 0; row < rest; row++)
            {
                new ReadOnlySpan<double>(known + ((nint)row * rest), rest).CopyTo(new Span<double>(corner + ((nint)row * order), rest));
            }
        }

        double* panel = _storage.Panel(supernode);
        if (!IsLarge(supernode))
        {
            FrontKernel.Invert(front, order, columns, panel, _column.Pointer);
            return;
        }

        for (int row = 0; row < order; row++)
        {
            new ReadOnlySpan<double>(panel + ((nint)row * columns), columns).CopyTo(new Span<double>(front + ((nint)row * order), columns));
        }

        _dense!.Invert(front, order, columns, order);
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
