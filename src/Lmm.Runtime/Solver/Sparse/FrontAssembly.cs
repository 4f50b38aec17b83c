using System.Runtime.CompilerServices;
using Lmm.Crossing;
using Lmm.Kernels;

namespace Lmm.Solver.Sparse;

/// <summary>Writes ΛᵀAΛ + I into fronts: each block of A into the front of the supernode in whose columns it stands.</summary>
internal sealed unsafe class FrontAssembly
{
    private readonly SymbolicFactor _symbolic;
    private readonly CrossEntries _entries;
    private readonly int[] _factorOfNode;
    private readonly int[] _firstNodes;
    private readonly int _rank;

    public FrontAssembly(CrossProducts products, SymbolicFactor symbolic, int[] firstNodes)
    {
        Products = products;
        _symbolic = symbolic;
        _firstNodes = firstNodes;
        _rank = products.FixedEffects.Rank;
        _entries = new CrossEntries(products, symbolic, firstNodes);
        _factorOfNode = new int[symbolic.Order.Length];
        for (int factor = 0; factor < products.Factors.Length; factor++)
        {
            _factorOfNode.AsSpan(firstNodes[factor]..firstNodes[factor + 1]).Fill(factor);
        }
    }

    /// <summary>The cross-products, which may be replaced by others of the same pattern.</summary>
    public CrossProducts Products { get; set; }

    /// <summary>The blocks of A between levels, by supernode.</summary>
    public CrossEntries Entries => _entries;

    /// <summary>The grouping factor of the node at a place, and its level.</summary>
    public (int Factor, int Level) LevelAt(int place)
    {
        int node = _symbolic.Order[place];
        int factor = _factorOfNode[node];
        return (factor, node - _firstNodes[factor]);
    }

    /// <summary>Overwrites the lower triangle of a front, its rows as far apart as it is wide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Assemble(int supernode, double* front, double[][] lambda)
    {
        int order = _symbolic.FrontOrder(supernode);
        for (int row = 0; row < order; row++)
        {
            new Span<double>(front + ((nint)row * order), row + 1).Clear();
        }

        if (supernode == _symbolic.Border)
        {
            AssembleBorder(front, order);
            return;
        }

        for (int place = _symbolic.FirstNode[supernode]; place < _symbolic.FirstNode[supernode + 1]; place++)
        {
            AssembleOwn(place, _symbolic.ColumnOf(place) - _symbolic.FirstColumn[supernode], front, order, lambda);
        }

        for (int entry = _entries.Start[supernode]; entry < _entries.Start[supernode + 1]; entry++)
        {
            PairCrossProducts pair = Products.Pairs[_entries.Pair[entry]];
            double[] first = lambda[pair.First];
            double[] second = lambda[pair.Second];
            double* target = front + ((nint)_entries.Row[entry] * order) + _entries.Column[entry];
            if (first.Length == 1 && second.Length == 1)
            {
                *target = first[0] * second[0] * pair.Values[_entries.Index[entry]];
                continue;
            }

            int rows = Products.Factors[pair.First].EffectCount;
            int columns = Products.Factors[pair.Second].EffectCount;
            ReadOnlySpan<double> block = pair.Values.AsSpan(_entries.Index[entry] * rows * columns, rows * columns);
            AssembleBlock(block, rows, columns, first, second, target, _entries.IsTransposed[entry] ? 1 : order, _entries.IsTransposed[entry] ? order : 1);
        }
    }

    // [X y]ᵀW[X y].
    private void AssembleBorder(double* front, int order)
    {
        for (int row = 0; row < _rank; row++)
        {
            Products.FixedEffects.Gram.AsSpan(row * _rank, row + 1).CopyTo(new Span<double>(front + ((nint)row * order), row + 1));
        }

        Products.ResponseProducts.CopyTo(new Span<double>(front + ((nint)_rank * order), order));
    }

    // A level's own block ΛᵀDΛ + I, and [X y]ᵀWZΛ in the last rows.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AssembleOwn(int place, int column, double* front, int order, double[][] lambda)
    {
        (int factor, int level) = LevelAt(place);
        FactorCrossProducts own = Products.Factors[factor];
        double[] scale = lambda[factor];
        int k = own.EffectCount;
        double* corner = front + ((nint)column * order) + column;
        double* border = front + ((nint)(order - _symbolic.BorderRows) * order) + column;
        ReadOnlySpan<double> values = own.Values.AsSpan(level * k * own.Width, k * own.Width);
        if (k == 1)
        {
            *corner = (scale[0] * scale[0] * values[0]) + 1;
            for (int row = 0; row <= _rank; row++)
            {
                border[(nint)row * order] = scale[0] * values[row + 1];
            }

            return;
        }

        using var blockRoom = new Room(stackalloc double[Room.MostOnStack], k * k);
        using var scaledRoom = new Room(stackalloc double[Room.MostOnStack], k * k);
        Span<double> block = blockRoom.Values;
        Span<double> scaled = scaledRoom.Values;
        for (int effect = 0; effect < k; effect++)
        {
            values.Slice(effect * own.Width, k).CopyTo(block[(effect * k)..]);
        }

        LevelBlock.Scale(block, scale, scaled, k);
        for (int effect = 0; effect < k; effect++)
        {
            scaled.Slice(effect * k, effect + 1).CopyTo(new Span<double>(corner + ((nint)effect * order), effect + 1));
            for (int row = 0; row <= _rank; row++)
            {
                double sum = 0;
                for (int inner = effect; inner < k; inner++)
                {
                    sum += values[(inner * own.Width) + k + row] * scale[(inner * k) + effect];
                }

                border[((nint)row * order) + effect] = sum;
            }
        }
    }

    // Λ₁ᵀAΛ₂, whose rows are so many values apart in the front, and whose columns so many.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AssembleBlock(ReadOnlySpan<double> block, int rows, int columns, double[] first, double[] second, double* target, nint rowStride, nint columnStride)
    {
        using var room = new Room(stackalloc double[Room.MostOnStack], rows * columns);
        Span<double> half = room.Values;
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                double sum = 0;
                for (int inner = column; inner < columns; inner++)
                {
                    sum += block[(row * columns) + inner] * second[(inner * columns) + column];
                }

                half[(row * columns) + column] = sum;
            }
        }

        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                double sum = 0;
                for (int inner = row; inner < rows; inner++)
                {
                    sum += first[(inner * rows) + row] * half[(inner * columns) + column];
                }

                target[(row * rowStride) + (column * columnStride)] = sum;
            }
        }
    }
}
