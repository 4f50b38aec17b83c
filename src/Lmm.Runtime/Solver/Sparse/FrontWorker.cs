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

    private readonly CancellationToken _cancellationToken;
    private readonly SymbolicFactor _symbolic;
    private readonly FrontStorage _storage;
    private readonly FrontAssembly _assembly;
    private readonly int[] _supernodes;
    private readonly DenseFront? _dense;
    private readonly AlignedBuffer _column = new();

    public FrontWorker(int index, SymbolicFactor symbolic, FrontPlacement placement, FrontStorage storage, FrontAssembly assembly, FrontSums sums, int maximumThreads, CancellationToken cancellationToken)
    {
        _cancellationToken = cancellationToken;
        _symbolic = symbolic;
        _storage = storage;
        _assembly = assembly;
        Sums = sums;
        _supernodes = placement.Supernodes[index];
        _dense = Array.Exists(_supernodes, supernode => IsLarge(symbolic, supernode)) ? new DenseFront(maximumThreads, cancellationToken) : null;
        Stack = new FrontStack(index, symbolic, placement, storage);
        _column.Reserve(_supernodes.Max(symbolic.FrontOrder));
    }

    /// <summary>Half of log|L|² of this worker's columns of Z; NaN when a pivot was not positive.</summary>
    public double LogSum { get; private set; }

    /// <summary>The sums over this worker's levels.</summary>
    public FrontSums Sums { get; }

    /// <summary>Where its fronts stand.</summary>
    public FrontStack Stack { get; }

    /// <summary>Whether a front is worked off by blocks.</summary>
    public static bool IsLarge(SymbolicFactor symbolic, int supernode) => symbolic.FrontOrder(supernode) > SmallOrder && symbolic.ColumnCount(supernode) > FewColumns;

    /// <summary>Fills the front of the border with the inverse's block of X; zeros without X, and for y.</summary>
    public static void FillBorder(double* front, int order, double[]? fixedEffects)
    {
        int rank = order - 1;
        new Span<double>(front, order * order).Clear();
        for (int row = 0; row < rank && fixedEffects is not null; row++)
        {
            fixedEffects.AsSpan(row * rank, rank).CopyTo(new Span<double>(front + (row * order), rank));
        }
    }

    /// <summary>Factors ΛᵀAΛ + I for this worker's supernodes.</summary>
    public void Factor(double[][] lambda)
    {
        LogSum = 0;
        foreach (int supernode in _supernodes)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            int order = _symbolic.FrontOrder(supernode);
            int columns = _symbolic.ColumnCount(supernode);
            double* front = Stack.Front(supernode);
            _assembly.Assemble(supernode, front, lambda);
            Stack.Receive(supernode, front);
            bool isPositive = IsLarge(_symbolic, supernode)
                ? _dense!.Factor(front, order, columns, order)
                : FrontKernel.Factor(front, order, columns, _column.Pointer);
            if (!isPositive)
            {
                LogSum = double.NaN;
                return;
            }

            Stack.Leave(supernode, front);
            AddLogarithms(supernode, columns);
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
            double* front = Stack.Inverse(supernode);
            if (supernode == _symbolic.Border)
            {
                FillBorder(front, _symbolic.BorderRows, fixedEffects);
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

            Stack.HandDown(supernode, front);
        }
    }

    private void AddLogarithms(int supernode, int columns)
    {
        double* panel = _storage.Panel(supernode);
        for (int row = 0; row < columns && supernode < _symbolic.Border; row++)
        {
            LogSum += Math.Log(panel[((nint)row * columns) + row]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void InvertFront(int supernode, double* front)
    {
        int order = _symbolic.FrontOrder(supernode);
        int columns = _symbolic.ColumnCount(supernode);
        Stack.TakeBelow(supernode, front);
        double* panel = _storage.Panel(supernode);
        if (!IsLarge(_symbolic, supernode))
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
}
