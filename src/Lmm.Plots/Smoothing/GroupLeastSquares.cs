namespace Lmm.Plots.Smoothing;

/// <summary>Weighted least squares within each group.</summary>
internal static class GroupLeastSquares
{
    // Columns of a group that lie closer to each other than this, relative to their length, tell nothing of their own.
    private const double Dependent = 1e-10;

    /// <summary>The coefficients of each group; null for one whose rows cannot tell them.</summary>
    /// <param name="codes">The group of each row; negative for none.</param>
    /// <param name="groups">The number of groups.</param>
    /// <param name="columns">The columns, with one value per row.</param>
    /// <param name="response">The response.</param>
    /// <param name="weights">The weights; null for equal ones.</param>
    public static double[]?[] Of(IReadOnlyList<int> codes, int groups, IReadOnlyList<double>[] columns, double[] response, IReadOnlyList<double>? weights)
    {
        int size = columns.Length + 1;
        double[][,] sums = [.. Enumerable.Range(0, groups).Select(_ => new double[size, size])];
        double[] values = new double[size];
        double[] units = [.. columns.Select(UnitOf), UnitOf(response)];
        for (int row = 0; row < response.Length; row++)
        {
            if (codes[row] < 0)
            {
                continue;
            }

            for (int column = 0; column < columns.Length; column++)
            {
                values[column] = columns[column][row] / units[column];
            }

            values[^1] = response[row] / units[^1];
            double[,] sum = sums[codes[row]];
            double weight = weights?[row] ?? 1;
            for (int i = 0; i < size; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    sum[i, j] += weight * values[i] * values[j];
                }
            }
        }

        return Array.ConvertAll(sums, sum => Solve(sum, columns.Length) is { } solution ? InUnits(solution, units) : null);
    }

    private static double[] InUnits(double[] solution, double[] units) => [.. solution.Select((value, column) => value / units[column] * units[^1])];

    // A power of two near the largest number: squares of what is left neither vanish nor overflow, and no digit is lost.
    private static double UnitOf(IReadOnlyList<double> column)
        => column.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max() is var largest and > 0 ? Math.ScaleB(1, Math.ILogB(largest)) : 1;

    // Cholesky's factorisation of the crossed columns, the response as the last of them.
    private static double[]? Solve(double[,] sums, int count)
    {
        double[,] factor = new double[count + 1, count];
        for (int j = 0; j < count; j++)
        {
            double rest = sums[j, j];
            for (int k = 0; k < j; k++)
            {
                rest -= factor[j, k] * factor[j, k];
            }

            if (!(rest > Dependent * sums[j, j]))
            {
                return null;
            }

            factor[j, j] = Math.Sqrt(rest);
            for (int i = j + 1; i <= count; i++)
            {
                double product = sums[i, j];
                for (int k = 0; k < j; k++)
                {
                    product -= factor[i, k] * factor[j, k];
                }

                factor[i, j] = product / factor[j, j];
            }
        }

        double[] solution = new double[count];
        for (int i = count - 1; i >= 0; i--)
        {
            double value = factor[count, i];
            for (int j = i + 1; j < count; j++)
            {
                value -= factor[j, i] * solution[j];
            }

            solution[i] = value / factor[i, i];
        }

        return solution;
    }
}
