namespace Lmm.Solver;

/// <summary>Gauss-Jordan elimination with complete pivoting.</summary>
internal static class ReducedEchelon
{
    /// <summary>
    /// Reduces a matrix of known rank in place: row r gets a one in its pivot's column and the other rows a zero there. What is in the rows from
    /// <paramref name="rank"/> on is rounding.
    /// </summary>
    /// <returns>The column of each row's pivot. Of entries that differ by rounding only the one in the first column is taken.</returns>
    public static int[] Reduce(double[,] matrix, int rank)
    {
        const double Rounding = 1e-9;
        int columns = matrix.GetLength(1);
        int[] pivots = new int[rank];
        for (int step = 0; step < rank; step++)
        {
            (int pivotRow, int pivotColumn, double largest) = (step, 0, 0);
            for (int column = 0; column < columns; column++)
            {
                for (int row = step; row < matrix.GetLength(0) && !pivots.AsSpan(0, step).Contains(column); row++)
                {
                    if (Math.Abs(matrix[row, column]) > largest * (1 + Rounding))
                    {
                        (pivotRow, pivotColumn, largest) = (row, column, Math.Abs(matrix[row, column]));
                    }
                }
            }

            pivots[step] = pivotColumn;
            Eliminate(matrix, step, pivotRow, pivotColumn);
        }

        return pivots;
    }

    private static void Eliminate(double[,] matrix, int step, int pivotRow, int pivotColumn)
    {
        double pivot = matrix[pivotRow, pivotColumn];
        int columns = matrix.GetLength(1);
        for (int column = 0; column < columns; column++)
        {
            (matrix[step, column], matrix[pivotRow, column]) = (matrix[pivotRow, column], matrix[step, column]);
            matrix[step, column] /= pivot;
        }

        for (int row = 0; row < matrix.GetLength(0); row++)
        {
            double factor = matrix[row, pivotColumn];
            for (int column = 0; column < columns && row != step; column++)
            {
                matrix[row, column] -= factor * matrix[step, column];
            }
        }
    }
}
