using System.Buffers;
using Lmm.Kernels;

namespace Lmm.Coordinates;

/// <summary>Forms the cross-products of a set of working columns and, as the last column, of a response.</summary>
internal static class GramMatrix
{
    private const int BlockRows = 256;

    /// <summary>Returns [C y]ᵀW[C y], (c + 1) × (c + 1), row by row; y is (response − offset − shift)·scale, zero when there is no response.</summary>
    public static double[] Form(ColumnBlock columns, double[]? response, double[]? offset, double shift, double scale, double[]? weights, int rowCount, Workers workers)
        => SparseColumns.Find(columns, weights, rowCount, workers) is { } sparse
            ? SparseGram.Form(columns, sparse, new WorkingResponse(response, offset, shift, scale), weights, rowCount, workers)
            : FormDense(columns, new WorkingResponse(response, offset, shift, scale), weights, rowCount, workers);

    /// <summary>The same without a look at zeros.</summary>
    public static double[] FormDense(ColumnBlock columns, WorkingResponse response, double[]? weights, int rowCount, Workers workers)
    {
        int width = columns.Count + 1;
        int stride = Padding.ToVector(width);
        var ranges = new RowRanges(rowCount);
        var partial = new double[ranges.Count][];
        workers.Run(ranges.Count, range =>
        {
            int end = ranges.Start(range + 1);
            int blockRows = Math.Min(BlockRows, end - ranges.Start(range));
            var sums = new double[width * stride];
            double[] rows = ArrayPool<double>.Shared.Rent(blockRows * stride);
            double[] left = weights is null ? rows : ArrayPool<double>.Shared.Rent(blockRows * stride);
            rows.AsSpan(0, blockRows * stride).Clear();
            for (int first = ranges.Start(range); first < end; first += BlockRows)
            {
                workers.CancellationToken.ThrowIfCancellationRequested();
                int count = Math.Min(BlockRows, end - first);
                columns.Write(null, first, count, rows, stride);
                response.Write(first, count, rows.AsSpan(width - 1), stride);

                if (weights is not null)
                {
                    RowProducts.Scale(rows, weights.AsSpan(first, count), left, stride);
                }

                RowProducts.Accumulate(left, stride, width, rows, stride, count, sums);
            }

            partial[range] = sums;
            ArrayPool<double>.Shared.Return(rows);
            if (weights is not null)
            {
                ArrayPool<double>.Shared.Return(left);
            }
        });

        var gram = new double[width * width];
        foreach (double[] sums in partial)
        {
            for (int row = 0; row < width; row++)
            {
                for (int column = 0; column < width; column++)
                {
                    gram[(row * width) + column] += sums[(row * stride) + column];
                }
            }
        }

        return gram;
    }
}
