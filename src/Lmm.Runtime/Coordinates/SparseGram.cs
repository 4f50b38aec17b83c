using System.Runtime.CompilerServices;
using Lmm.Kernels;

namespace Lmm.Coordinates;

/// <summary>
/// Forms the cross-products of working columns of which many are mostly zero. Of these Σwxz is formed from what rows have, for z a column like it or a working
/// column of the others; about the shifts it then is s(Σwxz − cΣwz). Time follows the values that are not zero.
/// </summary>
internal static class SparseGram
{
    private const int BlockRows = 256;

    /// <summary>Returns [C y]ᵀW[C y], (c + 1) × (c + 1), row by row, in one order of sums whatever the number of threads.</summary>
    public static double[] Form(ColumnBlock block, SparseColumns sparse, WorkingResponse response, double[]? weights, int rowCount, Workers workers)
    {
        int width = block.Count + 1;
        var gram = new double[width * width];
        ColumnBlock dense = block.Part(sparse.Dense);
        int[] densePlaces = [.. sparse.Dense, width - 1];
        double[] denseGram = GramMatrix.FormDense(dense, response, weights, rowCount, workers);
        for (int row = 0; row < densePlaces.Length; row++)
        {
            for (int column = 0; column < densePlaces.Length; column++)
            {
                gram[(densePlaces[row] * width) + densePlaces[column]] = denseGram[(row * densePlaces.Length) + column];
            }
        }

        double[] sums = AddOwn(block, sparse, weights, rowCount, gram, workers.CancellationToken);
        AddMixed(block, sparse, dense, response, weights, rowCount, gram, densePlaces, workers.CancellationToken);
        Centre(block, sparse, sums, weights?.Sum() ?? rowCount, gram);
        return gram;
    }

    // Σwxz of pairs of sparse columns, the lower triangle, and returns Σwx.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double[] AddOwn(ColumnBlock block, SparseColumns sparse, double[]? weights, int rowCount, double[] gram, CancellationToken cancellationToken)
    {
        int width = block.Count + 1;
        var sums = new double[sparse.Places.Length];
        for (int row = 0; row < rowCount; row++)
        {
            if (row % BlockRows == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            double weight = weights is null ? 1 : weights[row];
            for (int left = sparse.Start[row]; left < sparse.Start[row + 1]; left++)
            {
                double weighted = weight * sparse.Value[left];
                sums[sparse.Column[left]] += weighted;
                Span<double> target = gram.AsSpan(sparse.Places[sparse.Column[left]] * width, width);
                for (int right = sparse.Start[row]; right <= left; right++)
                {
                    target[sparse.Places[sparse.Column[right]]] += weighted * sparse.Value[right];
                }
            }
        }

        return sums;
    }

    // s(Σwxz − cΣwz) of sparse columns with the others and the response.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddMixed(ColumnBlock block, SparseColumns sparse, ColumnBlock dense, WorkingResponse response, double[]? weights, int rowCount, double[] gram, int[] densePlaces, CancellationToken cancellationToken)
    {
        int width = block.Count + 1;
        int count = densePlaces.Length;
        var products = new double[sparse.Places.Length * count];
        var totals = new double[count];
        var rows = new double[BlockRows * count];
        for (int first = 0; first < rowCount; first += BlockRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int blockRows = Math.Min(BlockRows, rowCount - first);
            dense.Write(null, first, blockRows, rows, count);
            response.Write(first, blockRows, rows.AsSpan(count - 1), count);
            for (int index = 0; index < blockRows; index++)
            {
                ReadOnlySpan<double> values = rows.AsSpan(index * count, count);
                double weight = weights is null ? 1 : weights[first + index];
                VectorProducts.Add(weight, values, totals);
                for (int at = sparse.Start[first + index]; at < sparse.Start[first + index + 1]; at++)
                {
                    VectorProducts.Add(weight * sparse.Value[at], values, products.AsSpan(sparse.Column[at] * count, count));
                }
            }
        }

        for (int index = 0; index < sparse.Places.Length; index++)
        {
            int place = sparse.Places[index];
            for (int other = 0; other < count; other++)
            {
                double value = block.Scale(place) * (products[(index * count) + other] - (block.Shift(place) * totals[other]));
                gram[(place * width) + densePlaces[other]] = gram[(densePlaces[other] * width) + place] = value;
            }
        }
    }

    // ss'(Σwxz − c'Σwx − cΣwz + cc'Σw) of pairs of sparse columns, in both triangles.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Centre(ColumnBlock block, SparseColumns sparse, double[] sums, double total, double[] gram)
    {
        int width = block.Count + 1;
        for (int left = 0; left < sparse.Places.Length; left++)
        {
            int row = sparse.Places[left];
            double shift = block.Shift(row);
            for (int right = 0; right <= left; right++)
            {
                int column = sparse.Places[right];
                double other = block.Shift(column);
                double value = gram[(row * width) + column] - (other * sums[left]) - (shift * (sums[right] - (other * total)));
                gram[(row * width) + column] = gram[(column * width) + row] = value * block.Scale(row) * block.Scale(column);
            }
        }
    }
}
