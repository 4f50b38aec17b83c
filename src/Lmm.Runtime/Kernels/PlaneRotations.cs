using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Lmm.Kernels;

/// <summary>
/// Orthogonal triangularisation by plane rotations (Givens), row by row: no sum of squares is ever the difference of two others, and what is left of a
/// row is wrong by a unit in the last place of that row, however many rows came before it.
/// </summary>
internal static class PlaneRotations
{
    /// <summary>
    /// Rotates a row into an upper triangular matrix, so that RᵀR + rᵀr stays what it is: the first <paramref name="pivots"/> entries of the row
    /// become zero, and the others are what those rows of the triangle cannot take up.
    /// </summary>
    /// <param name="triangle">R: <paramref name="pivots"/> rows of <paramref name="width"/> values; row j begins in column j, with a pivot that is not negative.</param>
    /// <param name="width">The number of columns.</param>
    /// <param name="pivots">The number of rows of R.</param>
    /// <param name="row">r, <paramref name="width"/> values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Absorb(Span<double> triangle, int width, int pivots, Span<double> row)
    {
        for (int pivot = 0; pivot < pivots; pivot++)
        {
            double entry = row[pivot];
            if (entry == 0)
            {
                continue;
            }

            Span<double> own = triangle.Slice(pivot * width, width);
            double length = Math.Sqrt((own[pivot] * own[pivot]) + (entry * entry));
            if (length == 0)
            {
                continue;
            }

            double cosine = own[pivot] / length;
            double sine = entry / length;
            own[pivot] = length;
            row[pivot] = 0;
            Rotate(cosine, sine, own[(pivot + 1)..], row[(pivot + 1)..]);
        }
    }

    /// <summary>
    /// Goes on where a row vector g meets a triangle [R S]: writes w = g₁R⁻¹ over g₁, the first <paramref name="pivots"/> entries, and subtracts wS from the
    /// others.
    /// </summary>
    /// <param name="triangle">[R S]: <paramref name="pivots"/> rows of which the first <paramref name="count"/> values are used.</param>
    /// <param name="stride">The distance between rows.</param>
    /// <param name="pivots">The order of R.</param>
    /// <param name="count">The number of columns of R and S.</param>
    /// <param name="row">g.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Eliminate(ReadOnlySpan<double> triangle, int stride, int pivots, int count, Span<double> row)
    {
        for (int pivot = 0; pivot < pivots; pivot++)
        {
            ReadOnlySpan<double> own = triangle.Slice(pivot * stride, count);
            double value = row[pivot] / own[pivot];
            row[pivot] = value;
            VectorProducts.Add(-value, own[(pivot + 1)..], row[(pivot + 1)..]);
        }
    }

    // (x, y) := (c·x + s·y, c·y − s·x).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rotate(double cosine, double sine, Span<double> x, Span<double> y)
    {
        ref double first = ref MemoryMarshal.GetReference(x);
        ref double second = ref MemoryMarshal.GetReference(y);
        int index = 0;
        for (; index + Vector512<double>.Count <= x.Length; index += Vector512<double>.Count)
        {
            var left = Vector512.LoadUnsafe(ref first, (nuint)index);
            var right = Vector512.LoadUnsafe(ref second, (nuint)index);
            ((left * cosine) + (right * sine)).StoreUnsafe(ref first, (nuint)index);
            ((right * cosine) - (left * sine)).StoreUnsafe(ref second, (nuint)index);
        }

        for (; index < x.Length; index++)
        {
            (x[index], y[index]) = ((cosine * x[index]) + (sine * y[index]), (cosine * y[index]) - (sine * x[index]));
        }
    }
}
