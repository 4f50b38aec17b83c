using Lmm.Kernels;

namespace Lmm.Hypotheses;

/// <summary>Linear functions of coefficients and their covariances.</summary>
internal static class LinearFunctions
{
    /// <summary>The share of the largest eigenvalue below which functions are combinations of others.</summary>
    private const double Dependent = 1e-10;

    /// <summary>The share of the largest eigenvalue below which functions may only seem so, because their units differ; lmerTest takes them for dependent.</summary>
    private const double Doubtful = 1.5e-8;

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
    /// functions' distances; as many as are independent. The eigenvectors are those of the functions as they are given, because Satterthwaite's degrees of
    /// freedom depend on them; where variances differ by many orders, of the functions divided by their standard deviations.
    /// </summary>
    public static (double[][] Functions, double[] Distances) Uncorrelated(double[][] functions, double[] distances, double[,] covariance)
        => Uncorrelated(functions, distances, covariance, Doubtful) ?? OfUnitVariance(functions, distances, covariance);

    private static (double[][] Functions, double[] Distances) OfUnitVariance(double[][] functions, double[] distances, double[,] covariance)
    {
        double[] factors = Array.ConvertAll(functions, function => Covariance(function, function, covariance) is > 0 and var variance ? 1 / Math.Sqrt(variance) : 0);
        double[][] scaled = [.. functions.Select((function, row) => Array.ConvertAll(function, value => value * factors[row]))];
        return Uncorrelated(scaled, [.. distances.Select((distance, row) => distance * factors[row])], covariance, doubtful: 0)!.Value;
    }

    private static (double[][] Functions, double[] Distances)? Uncorrelated(double[][] functions, double[] distances, double[,] covariance, double doubtful)
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
        if (count > 1 && eigen.Values[0] < doubtful * eigen.Values[^1])
        {
            return null;
        }

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
