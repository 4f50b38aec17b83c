using Lmm.Coordinates;
using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Crossing;

/// <summary>
/// Brings the cross-products of sets of rows to common coordinates: a target basis for X and y, and for each set the matrix that turns its
/// working columns [X y] into the target's, working<sub>target</sub> = working · map.
/// </summary>
/// <param name="Basis">The target's columns of X.</param>
/// <param name="Response">The target's response.</param>
/// <param name="Moments">The moments of the data columns over all sets.</param>
/// <param name="Maps">Each set's map, (rank + 1) × (target rank + 1).</param>
internal sealed record CoordinateChange(ColumnBasis Basis, ResponseCoordinates Response, ColumnMoments[] Moments, Matrix<double>[] Maps)
{
    /// <summary>Chooses the target: the first set's own coordinates where both estimate all columns, else plain ones for all columns.</summary>
    public static CoordinateChange Between(CrossProducts first, CrossProducts second)
    {
        FixedEffectsCoordinates one = first.FixedEffects;
        FixedEffectsCoordinates two = second.FixedEffects;
        ColumnMoments[] moments = one.Moments.Zip(two.Moments, (left, right) => ColumnMoments.Combine(left, first.TotalWeight, right, second.TotalWeight)).ToArray();
        ColumnBasis basis = one.Basis;
        double[] projection = one.Response.Projection;
        double shift = one.Response.Shift;
        if (one.Rank < one.Basis.DataCount || two.Rank < two.Basis.DataCount || basis.Constant != ColumnMoments.ConstantOf(moments))
        {
            // What is collinear in each set, or constant, need not be so in both together.
            basis = PlainBasis(moments);
            projection = new double[basis.Count];
            shift = basis.Constant >= 0 ? shift : 0;
        }

        double rounding = Math.Max(one.Response.Rounding, two.Response.Rounding * one.Response.Scale / two.Response.Scale);
        var response = new ResponseCoordinates(one.Response.Unit, shift, one.Response.Scale, rounding, projection);
        return new CoordinateChange(basis, response, moments, [Map(one, basis, response), Map(two, basis, response)]);
    }

    /// <summary>Takes one set to columns that are centred and scaled, and its response to a given shift and scale.</summary>
    public static CoordinateChange ToPlain(CrossProducts products, double shift, double scale, double rounding)
    {
        FixedEffectsCoordinates from = products.FixedEffects;
        ColumnBasis basis = PlainBasis(from.Moments);
        var response = new ResponseCoordinates(from.Response.Unit, shift, scale, rounding, new double[basis.Count]);
        return new CoordinateChange(basis, response, from.Moments, [Map(from, basis, response)]);
    }

    private static ColumnBasis PlainBasis(ColumnMoments[] moments)
    {
        int constant = ColumnMoments.ConstantOf(moments);
        bool[] centred = Array.ConvertAll(moments, static column => !column.IsNearlyConstant);
        int[] kept = [.. Enumerable.Range(0, moments.Length)
            .Where(column => column == constant || (moments[column].RootMeanSquare > 0 && (constant < 0 || centred[column])))];
        return new ColumnBasis(kept, moments, constant, centred, mixing: null);
    }

    // With data = working · K: target X = working · (K·U). The response is y = (w + working · p)/s + shift, and the constant that the shift
    // multiplies is itself a combination of the working columns.
    private static Matrix<double> Map(FixedEffectsCoordinates from, ColumnBasis target, ResponseCoordinates response)
    {
        int rank = from.Rank;
        var map = Matrix<double>.Build.Dense(rank + 1, target.Count + 1);
        for (int row = 0; row < rank; row++)
        {
            for (int column = 0; column < target.Count; column++)
            {
                double sum = 0;
                for (int inner = 0; inner < target.DataCount; inner++)
                {
                    sum += from.Expression[row, inner] * target.FromData[inner, column];
                }

                map[row, column] = sum;
            }
        }

        double ratio = response.Scale / from.Response.Scale;
        double shift = (from.Response.Shift - response.Shift) * response.Scale;
        int constant = from.Response.Shift != 0 ? from.Basis.Constant : target.Constant;
        for (int row = 0; row < rank; row++)
        {
            double value = ratio * from.Response.Projection[row];
            value += shift == 0 ? 0 : shift * from.Expression[row, constant] / from.Moments[constant].Mean;
            for (int column = 0; column < target.Count; column++)
            {
                value -= map[row, column] * response.Projection[column];
            }

            map[row, target.Count] = value;
        }

        map[rank, target.Count] = ratio;
        return map;
    }
}
