using Lmm.Coordinates;
using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Hypotheses.Terms;

/// <summary>
/// What each column adds to those before it, as a function of the coefficients: the rows of U in XᵀWX = LDU, found as those of the triangle of a QR
/// decomposition, which does not square what columns have in common.
/// </summary>
internal static class SequentialColumns
{
    /// <summary>The root R of XᵀWX = RᵀR of the working columns, upper triangular.</summary>
    public static Matrix<double> Root(FixedEffectsCoordinates coordinates)
        => Matrix<double>.Build.Dense(coordinates.Rank, coordinates.Rank, coordinates.Gram).Cholesky().Factor.Transpose();

    /// <summary>The functions of some columns.</summary>
    /// <param name="root">The root of the working columns.</param>
    /// <param name="columns">Independent columns in terms of the working ones, as many.</param>
    /// <param name="exponents">The exponents of the units of the columns.</param>
    /// <param name="order">The order in which they follow each other.</param>
    /// <param name="wanted">Whose functions are wanted.</param>
    /// <returns>A function for each column that is wanted, one number per column in the order in which they are given, the columns in units of the data.</returns>
    public static double[][] Of(Matrix<double> root, Matrix<double> columns, IReadOnlyList<int> exponents, IReadOnlyList<int> order, Func<int, bool> wanted)
    {
        Matrix<double> triangle = (root * Matrix<double>.Build.DenseOfColumns(order.Select(columns.Column))).QR().R;
        List<double[]> functions = [];
        for (int row = 0; row < order.Count; row++)
        {
            if (!wanted(order[row]))
            {
                continue;
            }

            var function = new double[order.Count];
            function[order[row]] = 1;
            for (int place = row + 1; place < order.Count; place++)
            {
                function[order[place]] = Math.ScaleB(triangle[row, place] / triangle[row, row], exponents[order[row]] - exponents[order[place]]);
            }

            functions.Add(function);
        }

        return [.. functions];
    }
}
