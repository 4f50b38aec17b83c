using System.Runtime.CompilerServices;
using Lmm.Crossing;
using Lmm.Kernels;

namespace Lmm.Solver.Sparse;

/// <summary>Writes the derivative of ΛᵀAΛ + I along a direction dΛ into fronts: dΛᵀAΛ + ΛᵀAdΛ, block by block where <see cref="FrontAssembly"/> has them.</summary>
/// <param name="symbolic">The pattern.</param>
/// <param name="assembly">The blocks of A.</param>
internal sealed unsafe class TangentAssembly(SymbolicFactor symbolic, FrontAssembly assembly)
{
    /// <summary>Overwrites the lower triangle of a front, its rows as far apart as it is wide.</summary>
    /// <param name="supernode">The supernode.</param>
    /// <param name="front">The front.</param>
    /// <param name="lambda">Λ by grouping factor.</param>
    /// <param name="direction">dΛ by grouping factor, any k × k matrices.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Assemble(int supernode, double* front, double[][] lambda, double[][] direction)
    {
        int order = symbolic.FrontOrder(supernode);
        for (int row = 0; row < order; row++)
        {
            new Span<double>(front + ((nint)row * order), row + 1).Clear();
        }

        if (supernode == symbolic.Border)
        {
            return;
        }

        for (int place = symbolic.FirstNode[supernode]; place < symbolic.FirstNode[supernode + 1]; place++)
        {
            AssembleOwn(place, symbolic.ColumnOf(place) - symbolic.FirstColumn[supernode], front, order, lambda, direction);
        }

        CrossEntries entries = assembly.Entries;
        for (int entry = entries.Start[supernode]; entry < entries.Start[supernode + 1]; entry++)
        {
            PairCrossProducts pair = assembly.Products.Pairs[entries.Pair[entry]];
            double[] first = lambda[pair.First];
            double[] second = lambda[pair.Second];
            double* target = front + ((nint)entries.Row[entry] * order) + entries.Column[entry];
            if (first.Length == 1 && second.Length == 1)
            {
                *target = ((direction[pair.First][0] * second[0]) + (first[0] * direction[pair.Second][0])) * pair.Values[entries.Index[entry]];
                continue;
            }

            int rows = assembly.Products.Factors[pair.First].EffectCount;
            int columns = assembly.Products.Factors[pair.Second].EffectCount;
            ReadOnlySpan<double> block = pair.Values.AsSpan(entries.Index[entry] * rows * columns, rows * columns);
            nint rowStride = entries.IsTransposed[entry] ? 1 : order;
            nint columnStride = entries.IsTransposed[entry] ? order : 1;
            AddBlock(block, rows, columns, direction[pair.First], second, target, rowStride, columnStride);
            AddBlock(block, rows, columns, first, direction[pair.Second], target, rowStride, columnStride);
        }
    }

    // A level's own block dΛᵀDΛ + ΛᵀDdΛ, and [X y]ᵀWZdΛ in the last rows.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AssembleOwn(int place, int column, double* front, int order, double[][] lambda, double[][] direction)
    {
        (int factor, int level) = assembly.LevelAt(place);
        FactorCrossProducts own = assembly.Products.Factors[factor];
        double[] scale = lambda[factor];
        double[] change = direction[factor];
        int k = own.EffectCount;
        int borderRows = symbolic.BorderRows;
        double* corner = front + ((nint)column * order) + column;
        double* border = front + ((nint)(order - borderRows) * order) + column;
        ReadOnlySpan<double> values = own.Values.AsSpan(level * k * own.Width, k * own.Width);
        if (k == 1)
        {
            *corner = 2 * scale[0] * change[0] * values[0];
            for (int row = 0; row < borderRows; row++)
            {
                border[(nint)row * order] = change[0] * values[row + 1];
            }

            return;
        }

        if (change.AsSpan().IndexOfAnyExcept(0.0) < 0)
        {
            return;
        }

        using var halfRoom = new Room(stackalloc double[Room.MostOnStack], k * k);
        Span<double> half = halfRoom.Values;
        for (int row = 0; row < k; row++)
        {
            for (int effect = 0; effect < k; effect++)
            {
                double sum = 0;
                for (int inner = effect; inner < k; inner++)
                {
                    sum += values[(row * own.Width) + inner] * scale[(inner * k) + effect];
                }

                half[(row * k) + effect] = sum;
            }
        }

        for (int row = 0; row < k; row++)
        {
            for (int effect = 0; effect <= row; effect++)
            {
                double sum = 0;
                for (int inner = 0; inner < k; inner++)
                {
                    sum += (change[(inner * k) + row] * half[(inner * k) + effect]) + (change[(inner * k) + effect] * half[(inner * k) + row]);
                }

                corner[((nint)row * order) + effect] = sum;
            }
        }

        for (int effect = 0; effect < k; effect++)
        {
            for (int row = 0; row < borderRows; row++)
            {
                double sum = 0;
                for (int inner = 0; inner < k; inner++)
                {
                    sum += values[(inner * own.Width) + k + row] * change[(inner * k) + effect];
                }

                border[((nint)row * order) + effect] = sum;
            }
        }
    }

    // target += MᵀAN, whose rows are so many values apart in the front, and whose columns so many.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddBlock(ReadOnlySpan<double> block, int rows, int columns, double[] left, double[] right, double* target, nint rowStride, nint columnStride)
    {
        if (left.AsSpan().IndexOfAnyExcept(0.0) < 0 || right.AsSpan().IndexOfAnyExcept(0.0) < 0)
        {
            return;
        }

        using var room = new Room(stackalloc double[Room.MostOnStack], rows * columns);
        Span<double> half = room.Values;
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                double sum = 0;
                for (int inner = 0; inner < columns; inner++)
                {
                    sum += block[(row * columns) + inner] * right[(inner * columns) + column];
                }

                half[(row * columns) + column] = sum;
            }
        }

        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                double sum = 0;
                for (int inner = 0; inner < rows; inner++)
                {
                    sum += left[(inner * rows) + row] * half[(inner * columns) + column];
                }

                target[(row * rowStride) + (column * columnStride)] += sum;
            }
        }
    }
}
