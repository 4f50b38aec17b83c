namespace Lmm.Solver;

/// <summary>The one lower triangular factor with a diagonal that is not negative, and a zero column wherever the matrix is rank-deficient.</summary>
internal static class CanonicalFactor
{
    /// <summary>
    /// Returns L with LLᵀ = MMᵀ for a k × k matrix M, row by row. The rows of M are rotated, not multiplied, so that small pivots keep their
    /// digits; a row of which less than <paramref name="tolerance"/> of its length is new gets a pivot of exactly zero.
    /// </summary>
    public static double[] Of(ReadOnlySpan<double> matrix, int k, double tolerance = 1e-12) => Of(matrix, k, out _, tolerance);

    /// <summary>The same, with the rotation: L = M·Rᵀ, where R's rows (k × k) are unit vectors, or zero where L's column is zero.</summary>
    public static double[] Of(ReadOnlySpan<double> matrix, int k, out double[] rotation, double tolerance = 1e-12)
    {
        rotation = new double[k * k];
        double[] rest = matrix.ToArray();
        var result = new double[k * k];
        for (int pivot = 0; pivot < k; pivot++)
        {
            Span<double> row = rest.AsSpan(pivot * k, k);
            double length = Length(row);
            double whole = Math.Sqrt((length * length) + SquaredLength(result.AsSpan(pivot * k, pivot)));
            if (!(length > tolerance * whole))
            {
                row.Clear();
                continue;
            }

            // Along the unit vector q of what is new in this row every later row has its component taken out.
            Span<double> unit = rotation.AsSpan(pivot * k, k);
            row.CopyTo(unit);
            for (int index = 0; index < k; index++)
            {
                unit[index] /= length;
            }

            result[(pivot * k) + pivot] = length;
            for (int later = pivot + 1; later < k; later++)
            {
                Span<double> other = rest.AsSpan(later * k, k);
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

        return result;
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
