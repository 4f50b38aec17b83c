namespace Lmm.Coordinates;

/// <summary>
/// Orthonormalizes nearly collinear columns at full precision: modified Gram-Schmidt, each column twice, which leaves the basis orthonormal
/// to rounding (Giraud, Langou &amp; Rozložník 2005). In-memory copies of the columns are made, so it is for cases of doubt only.
/// </summary>
internal static class GramSchmidt
{
    /// <summary>Returns the columns that are not aliased, and the upper triangular matrix R⁻¹ that turns them into columns of unit mean square.</summary>
    /// <param name="block">The columns.</param>
    /// <param name="rowCount">The number of rows.</param>
    /// <param name="weights">The prior weights; null for equal ones.</param>
    /// <param name="tolerance">The share of its length below which what is left of a column is nothing.</param>
    /// <param name="mostColumns">The most columns that can be independent.</param>
    /// <param name="cancellationToken">Stops the work between columns.</param>
    /// <param name="combinations">Receives the aliased columns as combinations of the kept ones before them.</param>
    public static (int[] Kept, double[] Mixing) Orthonormalize(ColumnBlock block, int rowCount, double[]? weights, double tolerance, int mostColumns, Dictionary<int, double[]> combinations, CancellationToken cancellationToken)
    {
        double[][] columns = block.WeightedColumns(rowCount, weights, cancellationToken);
        List<int> kept = [];
        List<double[]> triangle = [];
        for (int column = 0; column < columns.Length; column++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double[] values = columns[column];
            double length = Math.Sqrt(Dot(values, values));
            var coefficients = new double[kept.Count + 1];
            for (int pass = 0; pass < 2; pass++)
            {
                for (int index = 0; index < kept.Count; index++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    double[] basis = columns[kept[index]];
                    double product = Dot(basis, values);
                    coefficients[index] += product;
                    for (int row = 0; row < rowCount; row++)
                    {
                        values[row] -= product * basis[row];
                    }
                }
            }

            double rest = Math.Sqrt(Dot(values, values));
            if (kept.Count == mostColumns || rest < tolerance * length)
            {
                combinations[column] = Unmix(triangle, coefficients.AsSpan(0, kept.Count));
                continue;
            }

            for (int row = 0; row < rowCount; row++)
            {
                values[row] /= rest;
            }

            coefficients[kept.Count] = rest;
            kept.Add(column);
            triangle.Add(coefficients);
        }

        double total = weights is null ? rowCount : weights.Sum();
        return (kept.ToArray(), InverseTriangle(triangle, Math.Sqrt(total)));
    }

    private static double Dot(double[] left, double[] right)
    {
        double sum = 0;
        for (int row = 0; row < left.Length; row++)
        {
            sum += left[row] * right[row];
        }

        return sum;
    }

    // Solves Rα = q: coefficients on the kept columns from those on the orthonormal ones.
    private static double[] Unmix(List<double[]> triangle, ReadOnlySpan<double> coefficients)
    {
        double[] solution = coefficients.ToArray();
        for (int row = solution.Length - 1; row >= 0; row--)
        {
            solution[row] /= triangle[row][row];
            for (int above = 0; above < row; above++)
            {
                solution[above] -= triangle[row][above] * solution[row];
            }
        }

        return solution;
    }

    // Column j of R is triangle[j]; the inverse is formed column by column by back substitution.
    private static double[] InverseTriangle(List<double[]> triangle, double scale)
    {
        int order = triangle.Count;
        var inverse = new double[order * order];
        for (int column = 0; column < order; column++)
        {
            inverse[(column * order) + column] = scale / triangle[column][column];
            for (int row = column - 1; row >= 0; row--)
            {
                double sum = 0;
                for (int inner = row + 1; inner <= column; inner++)
                {
                    sum += triangle[inner][row] * inverse[(inner * order) + column];
                }

                inverse[(row * order) + column] = -sum / triangle[row][row];
            }
        }

        return inverse;
    }
}
