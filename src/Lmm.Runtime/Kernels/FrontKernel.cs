using System.Runtime.CompilerServices;

namespace Lmm.Kernels;

/// <summary>
/// Elimination of the first columns of a symmetric matrix of small order, and the way back to its inverse; row by row, rows as far apart as the
/// matrix is wide. For large orders <see cref="DenseFront"/> does the same.
/// </summary>
internal static unsafe class FrontKernel
{
    /// <summary>Overwrites the first columns of the lower triangle with those of L, and the rest with the Schur complement; false when a pivot is not positive.</summary>
    /// <param name="front">A, of which the lower triangle is read.</param>
    /// <param name="order">The order of A.</param>
    /// <param name="pivots">The columns to eliminate.</param>
    /// <param name="column">Room for <paramref name="order"/> values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Factor(double* front, int order, int pivots, double* column)
    {
        for (int pivot = 0; pivot < pivots; pivot++)
        {
            double value = front[((nint)pivot * order) + pivot];
            if (!(value > 0) || double.IsPositiveInfinity(value))
            {
                return false;
            }

            double root = Math.Sqrt(value);
            double inverse = 1 / root;
            front[((nint)pivot * order) + pivot] = root;
            int first = pivot + 1;
            double* row = front + ((nint)first * order);
            for (int at = first; at < order; at++)
            {
                double factor = row[pivot] * inverse;
                row[pivot] = factor;
                column[at] = factor;

                // A[at, first … at] −= L[at]·L[first … at]
                VectorProducts.Add(-factor, new ReadOnlySpan<double>(column + first, at - pivot), new Span<double>(row + first, at - pivot));
                row += order;
            }
        }

        return true;
    }

    /// <summary>
    /// Completes an inverse Z. With l the column of L below a pivot d, z = −Z₂₂l/d and the pivot's own entry is (1/d − lᵀz)/d (Takahashi, Fagan
    /// &amp; Chen 1973).
    /// </summary>
    /// <param name="front">Both triangles of Z; those of all rows and columns after the pivots are there already.</param>
    /// <param name="order">The order of Z.</param>
    /// <param name="pivots">The number of columns to complete.</param>
    /// <param name="panel">Those columns of L, order × pivots, row by row.</param>
    /// <param name="column">Room for <paramref name="order"/> values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Invert(double* front, int order, int pivots, double* panel, double* column)
    {
        for (int pivot = pivots - 1; pivot >= 0; pivot--)
        {
            double inverse = 1 / panel[((nint)pivot * pivots) + pivot];
            int first = pivot + 1;
            int count = order - first;
            for (int at = first; at < order; at++)
            {
                column[at] = panel[((nint)at * pivots) + pivot];
            }

            var below = new ReadOnlySpan<double>(column + first, count);
            double* own = front + ((nint)pivot * order);
            for (int at = first; at < order; at++)
            {
                double* row = front + ((nint)at * order);
                double value = -inverse * VectorProducts.Dot(below, new ReadOnlySpan<double>(row + first, count));
                row[pivot] = value;
                own[at] = value;
            }

            own[pivot] = inverse * (inverse - VectorProducts.Dot(below, new ReadOnlySpan<double>(own + first, count)));
        }
    }
}
