using System.Runtime.CompilerServices;
using Lmm.Kernels;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Lmm.Hypotheses;

/// <summary>Linear functions of coefficients and their covariances.</summary>
internal static class LinearFunctions
{
    /// <summary>The share of the largest eigenvalue below which functions are combinations of others.</summary>
    private const double Dependent = 1e-10;

    /// <summary>The share of the largest eigenvalue below which functions may only seem so, because their units differ; lmerTest takes them for dependent.</summary>
    private const double Doubtful = 1.5e-8;

    /// <summary>The largest number of functions whose covariance matrix is decomposed by rotations, which take many times longer for more.</summary>
    private const int MostRotated = 64;

    /// <summary>lᵀVm, what is zero in either left out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    // Those of a function with each coefficient; zeros where these are not estimable.
    private static double[] Covariances(double[] function, double[,] covariance)
    {
        var result = new double[function.Length];
        for (int row = 0; row < function.Length; row++)
        {
            for (int column = 0; function[row] != 0 && column < result.Length; column++)
            {
                result[column] += double.IsNaN(covariance[row, column]) ? 0 : function[row] * covariance[row, column];
            }
        }

        return result;
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
        return Uncorrelated(scaled, [.. distances.Select((distance, row) => distance * factors[row])], covariance, doubtful: double.NegativeInfinity)!.Value;
    }

    private static (double[][] Functions, double[] Distances)? Uncorrelated(double[][] functions, double[] distances, double[,] covariance, double doubtful)
    {
        int count = functions.Length;
        var matrix = new double[count * count];
        for (int row = 0; row < count; row++)
        {
            double[] half = Covariances(functions[row], covariance);
            for (int column = 0; column <= row; column++)
            {
                matrix[(row * count) + column] = matrix[(column * count) + row] = VectorProducts.Dot(half, functions[column]);
            }
        }

        (double[] values, double[] vectors) = Eigen(matrix, count);
        if (count > 1 && values[0] < doubtful * values[^1])
        {
            return null;
        }

        List<double[]> independent = [];
        List<double> statistics = [];
        for (int index = count - 1; index >= 0 && values[index] > Dependent * values[^1]; index--)
        {
            double scale = 1 / Math.Sqrt(values[index]);
            var combined = new double[functions[0].Length];
            double distance = 0;
            for (int row = 0; row < count; row++)
            {
                double share = scale * vectors[(index * count) + row];
                VectorProducts.Add(share, functions[row], combined);
                distance += share * distances[row];
            }

            independent.Add(combined);
            statistics.Add(distance);
        }

        return ([.. independent], [.. statistics]);
    }

    // Eigenvalues, ascending, and eigenvectors, one a row.
    private static (double[] Values, double[] Vectors) Eigen(double[] matrix, int count)
    {
        if (count <= MostRotated)
        {
            var small = new SymmetricEigen(count);
            small.Decompose(matrix);
            return (small.Values, small.Vectors);
        }

        Evd<double> large = Matrix<double>.Build.Dense(count, count, matrix).Evd(Symmetricity.Symmetric);
        return ([.. large.EigenValues.Select(static value => value.Real)], large.EigenVectors.ToColumnMajorArray());
    }
}
