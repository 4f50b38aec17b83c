using System.Globalization;
using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Solver;

/// <summary>Says in words which variation a singular covariance matrix lacks.</summary>
internal static class SingularDirection
{
    private const double Negligible = 1e-6;

    /// <summary>One sentence per missing direction; none for a covariance matrix of full rank.</summary>
    /// <param name="grouping">The name of the grouping factor.</param>
    /// <param name="effects">The names of the effects.</param>
    /// <param name="lambda">The canonical Λ, in which a pivot of zero marks an effect that the ones before it determine.</param>
    public static IEnumerable<string> Describe(string grouping, string[] effects, double[,] lambda)
    {
        int k = effects.Length;
        (lambda, _) = BinaryUnit.DivideRows(lambda);
        for (int pivot = 0; pivot < k; pivot++)
        {
            if (lambda[pivot, pivot] != 0)
            {
                continue;
            }

            int[] earlier = Enumerable.Range(0, pivot).Where(index => lambda[index, index] != 0).ToArray();
            double[] weights = Weights(lambda, pivot, earlier);
            int[] used = Enumerable.Range(0, earlier.Length).Where(index => Math.Abs(weights[index]) > Negligible).ToArray();
            if (used.Length == 0)
            {
                yield return $"{grouping}: the variance of {effects[pivot]} is zero";
            }
            else if (used.Length == 1)
            {
                string sign = weights[used[0]] > 0 ? "1" : "-1";
                yield return $"{grouping}: the correlation of {effects[pivot]} with {effects[earlier[used[0]]]} is {sign}";
            }
            else
            {
                string sum = string.Join(" + ", used.Select(index => $"({weights[index].ToString("0.###", CultureInfo.InvariantCulture)} sd) {effects[earlier[index]]}"));
                yield return $"{grouping}: {effects[pivot]} varies only as a linear combination of other effects does, in standard deviations {sum}";
            }
        }
    }

    // Row `pivot` of Λ as a combination of the independent rows before it, each row scaled to unit length (so in standard deviations).
    private static double[] Weights(double[,] lambda, int pivot, int[] earlier)
    {
        int k = lambda.GetLength(0);
        Vector<double> target = Vector<double>.Build.Dense(k, column => lambda[pivot, column]);
        double length = target.L2Norm();
        if (length == 0 || earlier.Length == 0)
        {
            return new double[earlier.Length];
        }

        Matrix<double> rows = Matrix<double>.Build.Dense(earlier.Length, earlier.Length, (column, row) => lambda[earlier[row], earlier[column]]);
        Vector<double> sizes = Vector<double>.Build.Dense(earlier.Length, row => Norm(lambda, earlier[row]));
        Vector<double> right = Vector<double>.Build.Dense(earlier.Length, column => target[earlier[column]]);
        return rows.Solve(right).PointwiseMultiply(sizes).Divide(length).ToArray();
    }

    private static double Norm(double[,] lambda, int row)
    {
        double sum = 0;
        for (int column = 0; column <= row; column++)
        {
            sum += lambda[row, column] * lambda[row, column];
        }

        return Math.Sqrt(sum);
    }
}
