using System.Runtime.CompilerServices;
using Lmm.Kernels;

namespace Lmm.Solver.Sparse;

/// <summary>
/// Differentiates what a <see cref="FrontWorker"/> has done along a direction dΛ: the multifrontal elimination up the tree, and the recurrence of the inverse down the
/// tree, beside which the inverse itself is formed again. Panels of L make place for what the derivatives take of them.
/// </summary>
internal sealed unsafe class TangentWorker
{
    private readonly SymbolicFactor _symbolic;
    private readonly FrontStorage _storage;
    private readonly FrontStorage _tangents;
    private readonly FrontStack _inverses;
    private readonly FrontStack _fronts;
    private readonly TangentAssembly _assembly;
    private readonly int[] _supernodes;
    private readonly DenseFrontTangent? _dense;
    private readonly CancellationToken _cancellationToken;
    private readonly AlignedBuffer _column = new();

    /// <summary>Makes room for the derivatives of one worker's fronts.</summary>
    /// <param name="index">The worker.</param>
    /// <param name="symbolic">The pattern.</param>
    /// <param name="placement">Where fronts stand.</param>
    /// <param name="storage">The panels of L.</param>
    /// <param name="inverses">The worker's stack.</param>
    /// <param name="tangents">The panels of the derivatives.</param>
    /// <param name="assembly">The derivatives of ΛᵀAΛ.</param>
    /// <param name="sums">What is summed of the inverse.</param>
    /// <param name="maximumThreads">The threads of large fronts.</param>
    /// <param name="cancellationToken">Stops between fronts.</param>
    public TangentWorker(
        int index,
        SymbolicFactor symbolic,
        FrontPlacement placement,
        FrontStorage storage,
        FrontStack inverses,
        FrontStorage tangents,
        TangentAssembly assembly,
        TangentSums sums,
        int maximumThreads,
        CancellationToken cancellationToken)
    {
        (_symbolic, _storage, _inverses, _tangents, _assembly, _cancellationToken) = (symbolic, storage, inverses, tangents, assembly, cancellationToken);
        Sums = sums;
        _supernodes = placement.Supernodes[index];
        _fronts = new FrontStack(index, symbolic, placement, tangents);
        _dense = Array.Exists(_supernodes, supernode => FrontWorker.IsLarge(symbolic, supernode)) ? new DenseFrontTangent(maximumThreads, cancellationToken) : null;
        _column.Reserve(2L * _supernodes.Max(symbolic.FrontOrder));
    }

    /// <summary>The sums over this worker's levels.</summary>
    public TangentSums Sums { get; }

    /// <summary>Turns the panels of L into what derivatives take of them, once for all directions.</summary>
    public void Prepare()
    {
        foreach (int supernode in _supernodes)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            if (supernode == _symbolic.Border)
            {
                continue;
            }

            (int order, int columns) = (_symbolic.FrontOrder(supernode), _symbolic.ColumnCount(supernode));
            if (FrontWorker.IsLarge(_symbolic, supernode))
            {
                _dense!.Prepare(_storage.Panel(supernode), order, columns);
            }
            else
            {
                FrontTangentKernel.Prepare(_storage.Panel(supernode), order, columns, _column.Pointer);
            }
        }
    }

    /// <summary>Differentiates the elimination of this worker's supernodes; the border's front is left as the panel of the border.</summary>
    public void Eliminate(double[][] lambda, double[][] direction)
    {
        foreach (int supernode in _supernodes)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            (int order, int columns) = (_symbolic.FrontOrder(supernode), _symbolic.ColumnCount(supernode));
            double* front = _fronts.Front(supernode);
            _assembly.Assemble(supernode, front, lambda, direction);
            _fronts.Receive(supernode, front);
            if (supernode != _symbolic.Border && FrontWorker.IsLarge(_symbolic, supernode))
            {
                _dense!.Eliminate(front, order, columns, _storage.Panel(supernode));
            }
            else if (supernode != _symbolic.Border)
            {
                FrontTangentKernel.Eliminate(front, order, columns, _storage.Panel(supernode), _column.Pointer);
            }

            _fronts.Leave(supernode, front);
        }
    }

    /// <summary>Goes down the tree from supernodes whose inverse and its derivative are known, and sums what the derivative of the gradient needs.</summary>
    /// <param name="lambda">Λ by grouping factor.</param>
    /// <param name="direction">dΛ by grouping factor.</param>
    /// <param name="fixedEffects">The inverse's block of X; null for the inverse without X.</param>
    /// <param name="fixedTangent">Its derivative.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Invert(double[][] lambda, double[][] direction, double[]? fixedEffects, double[]? fixedTangent)
    {
        Sums.Clear();
        for (int at = _supernodes.Length - 1; at >= 0; at--)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            int supernode = _supernodes[at];
            double* inverse = _inverses.Inverse(supernode);
            double* tangent = _fronts.Inverse(supernode);
            if (supernode == _symbolic.Border)
            {
                FrontWorker.FillBorder(inverse, _symbolic.BorderRows, fixedEffects);
                FrontWorker.FillBorder(tangent, _symbolic.BorderRows, fixedTangent);
            }
            else
            {
                InvertFront(supernode, inverse, tangent);
                Sums.Add(supernode, inverse, tangent, lambda, direction, fixedEffects is not null);
            }

            _inverses.HandDown(supernode, inverse);
            _fronts.HandDown(supernode, tangent);
        }
    }

    private void InvertFront(int supernode, double* inverse, double* tangent)
    {
        (int order, int columns) = (_symbolic.FrontOrder(supernode), _symbolic.ColumnCount(supernode));
        _inverses.TakeBelow(supernode, inverse);
        _fronts.TakeBelow(supernode, tangent);
        if (FrontWorker.IsLarge(_symbolic, supernode))
        {
            _dense!.Invert(inverse, tangent, order, columns, _storage.Panel(supernode), _tangents.Panel(supernode));
        }
        else
        {
            FrontTangentKernel.Invert(inverse, tangent, order, columns, _storage.Panel(supernode), _tangents.Panel(supernode), _column.Pointer);
        }
    }
}
