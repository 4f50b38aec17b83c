using Lmm.Kernels;

namespace Lmm.Hypotheses;

/// <summary>Linear functions of coefficients and their covariances.</summary>
internal static class LinearFunctions
{
    /// <summary>The share of the largest eigenvalue below which functions are combinations of others.</summary>
    private const double Dependent = 1e-10;

    /// <summary>lᵀVm, what is zero in either left out.</summary>
    public static double Covariance(double[] left, double[] right, double[,] covariance)
    {
        double sum = 0;
        for (int row = 0; row < left.Length; row++)
        {
            for (int column = 0; left[row] != 0 && column < right.Length; column++)
            {
                sum += right[column] == 0 || double.IsNaN(covariance[row, column]) ? 0 : left[row] * right[column] * covariance[row, column];
            }
        }

        return sum;
    }

    /// <summary>
    /// Combinations of functions that are uncorrelated and of unit variance, by the eigenvectors of their covariance matrix, and what these make of the
    /// functions' distances; as many as are independent.
    /// </summary>
    public static (double[][] Functions, double[] Distances) Uncorrelated(double[][] functions, double[] distances, double[,] covariance)
    {
        int count = functions.Length;
        var matrix = new double[count * count];
        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                matrix[(row * count) + column] = matrix[(column * count) + row] = Covariance(functions[row], functions[column], covariance);
            }
        }

        var eigen = new SymmetricEigen(count);
        eigen.Decompose(matrix);
        List<double[]> independent = [];
        List<double> statistics = [];
        for (int index = count - 1; index >= 0 && eigen.Values[index] > Dependent * eigen.Values[^1]; index--)
        {
            double scale = 1 / Math.Sqrt(eigen.Values[index]);
            var combined = new double[functions[0].Length];
            double distance = 0;
            for (int row = 0; row < count; row++)
            {
                double share = scale * eigen.Vectors[(index * count) + row];
                VectorProducts.Add(share, functions[row], combined);
                distance += share * distances[row];
            }

            independent.Add(combined);
            statistics.Add(distance);
        }

        return ([.. independent], [.. statistics]);
    }
}
