using System.Runtime.CompilerServices;

namespace Lmm.Kernels;

/// <summary>Gaussian elimination with partial pivoting of small matrices that need not be symmetric, row by row.</summary>
internal static class SmallElimination
{
    /// <summary>Writes the inverse of a matrix of order n, which is overwritten; what a singular one leaves is not finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Invert(Span<double> matrix, Span<double> inverse, int order)
    {
        inverse[..(order * order)].Clear();
        for (int row = 0; row < order; row++)
        {
            inverse[(row * order) + row] = 1;
        }

        for (int pivot = 0; pivot < order; pivot++)
        {
            int largest = pivot;
            for (int row = pivot + 1; row < order; row++)
            {
                largest = Math.Abs(matrix[(row * order) + pivot]) > Math.Abs(matrix[(largest * order) + pivot]) ? row : largest;
            }

            if (largest != pivot)
            {
                Exchange(matrix, pivot, largest, order);
                Exchange(inverse, pivot, largest, order);
            }

            double reciprocal = 1 / matrix[(pivot * order) + pivot];
            for (int column = 0; column < order; column++)
            {
                matrix[(pivot * order) + column] *= reciprocal;
                inverse[(pivot * order) + column] *= reciprocal;
            }

            for (int row = 0; row < order; row++)
            {
                double factor = matrix[(row * order) + pivot];
                if (row != pivot && factor != 0)
                {
                    VectorProducts.Add(-factor, matrix.Slice(pivot * order, order), matrix.Slice(row * order, order));
                    VectorProducts.Add(-factor, inverse.Slice(pivot * order, order), inverse.Slice(row * order, order));
                }
            }
        }
    }

    private static void Exchange(Span<double> matrix, int first, int second, int order)
    {
        for (int column = 0; column < order; column++)
        {
            (matrix[(first * order) + column], matrix[(second * order) + column]) = (matrix[(second * order) + column], matrix[(first * order) + column]);
        }
    }
}
