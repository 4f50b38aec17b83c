using Lmm.Covariance;
using Lmm.Kernels;
using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Coordinates;

/// <summary>Chooses the working columns of a random term, as far as its covariance structure allows.</summary>
internal static class RandomTermCoordinates
{
    /// <summary>Below this share of a column's length, squared, the columns are left as they are rather than mixed.</summary>
    private const double Independent = 1e-12;

    /// <summary>
    /// The basis for a term: scaled to unit mean square; where the structure is closed under any change of basis, centred about the term's
    /// column of constants and orthonormalized, so that neither the scale nor the origin of a slope's variable matters to the optimizer. Columns
    /// of which a few values lie far out are centred and scaled by the others, and not orthonormalized, which those few would decide.
    /// </summary>
    public static ColumnBasis Find(double[][] columns, EffectBasis freedom, double[]? weights, int rowCount, Workers workers)
    {
        if (freedom == EffectBasis.Fixed)
        {
            return ColumnBasis.Identity(columns.Length);
        }

        ColumnMoments[] moments = ColumnMoments.Of(columns, weights, workers);
        int constant = freedom == EffectBasis.Any ? Array.FindIndex(moments, static column => column.IsConstant) : -1;
        bool[] centred = Array.ConvertAll(moments, static column => !column.IsNearlyConstant);
        int[] all = Enumerable.Range(0, columns.Length).ToArray();
        var basis = new ColumnBasis(all, moments, constant, centred, mixing: null);
        if (freedom != EffectBasis.Any || columns.Length == 1 || Array.Exists(moments, static column => column.HasFarValues))
        {
            return basis;
        }

        double[] gram = GramMatrix.Form(new ColumnBlock(columns, basis), null, null, 0, 1, weights, rowCount, workers);
        double total = weights is null ? rowCount : weights.Sum();
        return Mixing(gram, columns.Length, total) is double[] mixing
            ? new ColumnBasis(all, moments, constant, centred, mixing)
            : basis;
    }

    /// <summary>
    /// The basis for a term of which the cross-products of its effects alone are known, k × k: scaled, and where the structure allows it centred and
    /// orthonormalized. Values far out are unknown.
    /// </summary>
    /// <param name="gram">ZᵀWZ summed over the levels.</param>
    /// <param name="constant">The effect whose column is ones; −1 for none.</param>
    /// <param name="freedom">The changes of basis that the structure allows.</param>
    /// <param name="total">Σw.</param>
    public static ColumnBasis FromGram(double[,] gram, int constant, EffectBasis freedom, double total)
    {
        int count = gram.GetLength(0);
        if (freedom == EffectBasis.Fixed)
        {
            return ColumnBasis.Identity(count);
        }

        ColumnMoments[] moments = ColumnMoments.FromGram(gram, constant, total);
        int centre = freedom == EffectBasis.Any ? constant : -1;
        bool[] centred = Array.ConvertAll(moments, static column => !column.IsNearlyConstant);
        int[] all = [.. Enumerable.Range(0, count)];
        var basis = new ColumnBasis(all, moments, centre, centred, mixing: null);
        if (freedom != EffectBasis.Any || count == 1)
        {
            return basis;
        }

        Matrix<double> map = Matrix<double>.Build.DenseOfArray(basis.FromData);
        Matrix<double> working = map.TransposeThisAndMultiply(Matrix<double>.Build.DenseOfArray(gram) * map);
        var bordered = new double[(count + 1) * (count + 1)];
        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column < count; column++)
            {
                bordered[(row * (count + 1)) + column] = working[row, column];
            }
        }

        return Mixing(bordered, count, total) is double[] mixing ? new ColumnBasis(all, moments, centre, centred, mixing) : basis;
    }

    // With CᵀWC = total · RᵀR the columns C·R⁻¹ are orthonormal in the mean; null when R is the identity or near singular.
    private static double[]? Mixing(double[] gram, int count, double total)
    {
        int stride = count + 1;
        var lower = new double[count * count];
        bool mixed = false;
        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                lower[(row * count) + column] = gram[(row * stride) + column] / total;
                mixed |= row != column && gram[(row * stride) + column] != 0;
            }
        }

        if (!mixed || !SmallMatrix.Cholesky(lower, count, count))
        {
            return null;
        }

        for (int row = 0; row < count; row++)
        {
            if (lower[(row * count) + row] * lower[(row * count) + row] < Independent)
            {
                return null;
            }
        }

        SmallMatrix.InvertLower(lower, count, count);
        var upper = new double[count * count];
        for (int row = 0; row < count; row++)
        {
            for (int column = row; column < count; column++)
            {
                upper[(row * count) + column] = lower[(column * count) + row];
            }
        }

        return upper;
    }
}
