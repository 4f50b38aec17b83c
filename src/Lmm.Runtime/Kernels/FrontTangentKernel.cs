using System.Runtime.CompilerServices;

namespace Lmm.Kernels;

/// <summary>
/// The derivative of what <see cref="FrontKernel"/> does, along a derivative C of the matrix that was eliminated: of the Schur complement, and of
/// the inverse. For large orders <see cref="DenseFrontTangent"/> does the same.
/// </summary>
/// <remarks>
/// With v = l/d for the column l of L below a pivot d, c the pivot's entry of C and u = C₂₁ − cv: ∂v = u/d² and ∂S = C₂₂ − uvᵀ − vuᵀ − cvvᵀ. The recurrence
/// z = −Z₂₂v, z₁₁ = 1/d² − vᵀz of the inverse (Takahashi, Fagan &amp; Chen 1973) is differentiated term by term. Source: Murray, Differentiation of the
/// Cholesky decomposition, 2016, in the form without roots.
/// </remarks>
internal static unsafe class FrontTangentKernel
{
    /// <summary>Turns columns of L, order × pivots, row by row, into 1/d² on the diagonal and v below.</summary>
    /// <param name="panel">The columns.</param>
    /// <param name="order">Their rows.</param>
    /// <param name="pivots">Their number.</param>
    /// <param name="column">Room for as many values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Prepare(double* panel, int order, int pivots, double* column)
    {
        for (int row = 0; row < order; row++)
        {
            double* values = panel + ((nint)row * pivots);
            for (int pivot = 0; pivot < Math.Min(row, pivots); pivot++)
            {
                values[pivot] *= column[pivot];
            }

            if (row < pivots)
            {
                column[row] = 1 / values[row];
                values[row] = column[row] * column[row];
            }
        }
    }

    /// <summary>Overwrites the first columns of the lower triangle with c and u, and the rest with the derivative of the Schur complement.</summary>
    /// <param name="tangent">C, of which the lower triangle is read.</param>
    /// <param name="order">The order of C.</param>
    /// <param name="pivots">The columns that were eliminated.</param>
    /// <param name="panel">Those columns, as <see cref="Prepare"/> has left them.</param>
    /// <param name="column">Room for twice <paramref name="order"/> values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Eliminate(double* tangent, int order, int pivots, double* panel, double* column)
    {
        double* v = column;
        double* w = column + order;
        for (int pivot = 0; pivot < pivots; pivot++)
        {
            double own = tangent[((nint)pivot * order) + pivot];
            int first = pivot + 1;
            double* row = tangent + ((nint)first * order);
            for (int at = first; at < order; at++)
            {
                v[at] = panel[((nint)at * pivots) + pivot];
                double u = row[pivot] - (own * v[at]);
                row[pivot] = u;
                w[at] = u + (0.5 * own * v[at]);

                // C[at, first … at] −= w[at]·v[first … at] + v[at]·w[first … at]
                int count = at - pivot;
                VectorProducts.Add(-w[at], new ReadOnlySpan<double>(v + first, count), -v[at], new ReadOnlySpan<double>(w + first, count), new Span<double>(row + first, count));
                row += order;
            }
        }
    }

    /// <summary>Completes an inverse Z and its derivative.</summary>
    /// <param name="front">Both triangles of Z; those of all rows and columns after the pivots are there already.</param>
    /// <param name="tangent">Both triangles of ∂Z, likewise.</param>
    /// <param name="order">The order of Z.</param>
    /// <param name="pivots">The number of columns to complete.</param>
    /// <param name="panel">Those columns, as <see cref="Prepare"/> has left them.</param>
    /// <param name="tangentPanel">The same columns of what <see cref="Eliminate"/> has left.</param>
    /// <param name="column">Room for twice <paramref name="order"/> values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Invert(double* front, double* tangent, int order, int pivots, double* panel, double* tangentPanel, double* column)
    {
        double* v = column;
        double* slope = column + order;
        for (int pivot = pivots - 1; pivot >= 0; pivot--)
        {
            double inverse = panel[((nint)pivot * pivots) + pivot];
            int first = pivot + 1;
            int count = order - first;
            for (int at = first; at < order; at++)
            {
                v[at] = panel[((nint)at * pivots) + pivot];
                slope[at] = tangentPanel[((nint)at * pivots) + pivot] * inverse;
            }

            var below = new ReadOnlySpan<double>(v + first, count);
            var belowSlope = new ReadOnlySpan<double>(slope + first, count);
            double* own = front + ((nint)pivot * order);
            double* ownTangent = tangent + ((nint)pivot * order);
            for (int at = first; at < order; at++)
            {
                double* row = front + ((nint)at * order);
                double* tangentRow = tangent + ((nint)at * order);
                (double value, double derivative) = VectorProducts.Dot(
                    below, belowSlope, new ReadOnlySpan<double>(row + first, count), new ReadOnlySpan<double>(tangentRow + first, count));
                row[pivot] = own[at] = -value;
                tangentRow[pivot] = ownTangent[at] = -derivative;
            }

            (double product, double productTangent) = VectorProducts.Dot(
                below, belowSlope, new ReadOnlySpan<double>(own + first, count), new ReadOnlySpan<double>(ownTangent + first, count));
            own[pivot] = inverse - product;
            ownTangent[pivot] = -(inverse * inverse * tangentPanel[((nint)pivot * pivots) + pivot]) - productTangent;
        }
    }
}
