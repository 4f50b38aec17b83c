using System.Runtime.CompilerServices;

namespace Lmm.Covariance;

/// <summary>The one lower triangular factor with a diagonal that is not negative, and a zero column wherever the matrix is rank-deficient.</summary>
internal static class CanonicalFactor
{
    /// <summary>A row of which less than this share of its length is new gets a pivot of exactly zero.</summary>
    private const double Tolerance = 1e-12;

    /// <summary>
    /// Writes L with LLᵀ = MMᵀ and the rotation by which L = M·Rᵀ: R's rows (k × k) are unit vectors, or zero where L's column is zero. The
    /// rows of M are rotated, not multiplied, so that small pivots keep their digits.
    /// </summary>
    /// <param name="rest">M, which is lost.</param>
    /// <param name="k">The order.</param>
    /// <param name="result">Receives L.</param>
    /// <param name="rotation">Receives R.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Write(Span<double> rest, int k, Span<double> result, Span<double> rotation)
    {
        result[..(k * k)].Clear();
        rotation[..(k * k)].Clear();
        for (int pivot = 0; pivot < k; pivot++)
        {
            Span<double> row = rest.Slice(pivot * k, k);
            double length = Length(row);
            double whole = Math.Sqrt((length * length) + SquaredLength(result.Slice(pivot * k, pivot)));
            if (!(length > Tolerance * whole))
            {
                row.Clear();
                continue;
            }

            // Along the unit vector q of what is new in this row every later row has its component taken out.
            Span<double> unit = rotation.Slice(pivot * k, k);
            row.CopyTo(unit);
            for (int index = 0; index < k; index++)
            {
                unit[index] /= length;
            }

            result[(pivot * k) + pivot] = length;
            for (int later = pivot + 1; later < k; later++)
            {
                Span<double> other = rest.Slice(later * k, k);
                double component = 0;
                for (int pass = 0; pass < 2; pass++)
                {
                    double product = 0;
                    for (int index = 0; index < k; index++)
                    {
                        product += unit[index] * other[index];
                    }

                    component += product;
                    for (int index = 0; index < k; index++)
                    {
                        other[index] -= product * unit[index];
                    }
                }

                result[(later * k) + pivot] = component;
            }
        }
    }

    private static double Length(ReadOnlySpan<double> vector) => Math.Sqrt(SquaredLength(vector));

    private static double SquaredLength(ReadOnlySpan<double> vector)
    {
        double sum = 0;
        foreach (double value in vector)
        {
            sum += value * value;
        }

        return sum;
    }
}
