using Lmm.Kernels;

namespace Lmm.Solver;

/// <summary>The working columns of X and the working response, with what takes estimates back to the data's own scale.</summary>
/// <param name="Basis">The estimable columns of X.</param>
/// <param name="Response">The response.</param>
/// <param name="Gram">XᵀWX of the working columns, rank × rank, row by row.</param>
/// <param name="Names">The names of the data columns.</param>
/// <param name="Moments">The moments of the data columns.</param>
/// <param name="Expression">The data columns in terms of the working ones: data = working · expression, rank × data.</param>
internal sealed record FixedEffectsCoordinates(ColumnBasis Basis, ResponseCoordinates Response, double[] Gram, string[] Names, ColumnMoments[] Moments, double[,] Expression)
{
    private const double UnitRoundoff = 2.2204460492503131e-16;

    /// <summary>The number of estimable columns.</summary>
    public int Rank => Basis.Count;

    /// <summary>Coefficients on the data's scale from those of the working response on the working columns; NaN where not estimable.</summary>
    public double[] Coefficients(ReadOnlySpan<double> working)
    {
        var result = new double[Basis.DataCount];
        Array.Fill(result, double.NaN);
        for (int kept = 0; kept < Rank; kept++)
        {
            int row = Basis.Kept[kept];
            double sum = 0;
            for (int column = 0; column < Rank; column++)
            {
                sum += Basis.FromData[row, column] * (working[column] + Response.Projection[column]);
            }

            result[row] = sum / Response.Scale;
        }

        if (Response.Shift != 0)
        {
            result[Basis.Constant] += Response.Shift / Basis.ConstantValue;
        }

        return result;
    }

    /// <summary>The covariance matrix of the coefficients on the data's scale from that of the working ones over σ² (rank × rank, row by row) and σ²; NaN where not estimable.</summary>
    public double[,] Covariance(ReadOnlySpan<double> working, double variance)
    {
        int count = Basis.DataCount;
        var result = new double[count, count];
        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column < count; column++)
            {
                result[row, column] = double.NaN;
            }
        }

        var half = new double[Rank];
        for (int kept = 0; kept < Rank; kept++)
        {
            int row = Basis.Kept[kept];
            for (int column = 0; column < Rank; column++)
            {
                double sum = 0;
                for (int inner = 0; inner < Rank; inner++)
                {
                    sum += Basis.FromData[row, inner] * working[(inner * Rank) + column];
                }

                half[column] = sum;
            }

            for (int other = 0; other <= kept; other++)
            {
                int column = Basis.Kept[other];
                double sum = 0;
                for (int inner = 0; inner < Rank; inner++)
                {
                    sum += half[inner] * Basis.FromData[column, inner];
                }

                result[row, column] = result[column, row] = sum * variance;
            }
        }

        return result;
    }

    /// <summary>Chooses the coordinates for a design: decides the rank of X and projects the response.</summary>
    public static FixedEffectsCoordinates Find(ModelDesign design, Workers workers)
    {
        double[]? weights = design.Weights;
        double[][] columns = design.FixedEffects.Columns;
        ColumnMoments[] moments = ColumnMoments.Of(columns, weights, workers);

        // Centring about a column that stands behind others could change which of collinear columns is the last.
        int constant = moments.Length > 0 && moments[0].IsConstant ? 0 : -1;
        ColumnMoments response = OffsetResponse(design, weights);
        double shift = constant >= 0 ? response.Mean : 0;
        double spread = constant >= 0 ? response.StandardDeviation : response.RootMeanSquare;
        double scale = spread > 0 ? 1 / spread : 1;

        (ColumnBasis basis, double[] gram, double[,] expression) = new FixedEffectsRank(columns, moments, constant, weights, block =>
            GramMatrix.Form(block, design.Response.Values, design.Offset, shift, scale, weights, design.Frame.RowCount, workers), workers.CancellationToken).Choose();

        // Working columns have unit mean square, so the terms of the projection are as large as its coefficients.
        double[] projection = Project(gram, basis.Count);
        double rounding = 4 * UnitRoundoff * ((response.RootMeanSquare * scale) + projection.Sum(Math.Abs));
        return new FixedEffectsCoordinates(basis, new ResponseCoordinates(shift, scale, rounding, projection), Corner(gram, basis.Count), design.FixedEffects.ColumnNames, moments, expression);
    }

    private static ColumnMoments OffsetResponse(ModelDesign design, double[]? weights)
    {
        if (design.Offset is not double[] offset)
        {
            return ColumnMoments.Of(design.Response.Values, weights);
        }

        var difference = new double[offset.Length];
        for (int row = 0; row < offset.Length; row++)
        {
            difference[row] = design.Response.Values[row] - offset[row];
        }

        return ColumnMoments.Of(difference, weights);
    }

    // The normal equations XᵀWX b = XᵀWy; the matrix is well-conditioned by the choice of the basis.
    private static double[] Project(double[] gram, int rank)
    {
        double[] factor = (double[])gram.Clone();
        int stride = rank + 1;
        var projection = new double[rank];
        for (int row = 0; row < rank; row++)
        {
            projection[row] = gram[(row * stride) + rank];
        }

        SmallMatrix.Cholesky(factor, rank, stride);
        SmallMatrix.SolveLower(factor, rank, stride, projection);
        SmallMatrix.SolveLowerTransposed(factor, rank, stride, projection);
        return projection;
    }

    private static double[] Corner(double[] gram, int rank)
    {
        var corner = new double[rank * rank];
        for (int row = 0; row < rank; row++)
        {
            gram.AsSpan(row * (rank + 1), rank).CopyTo(corner.AsSpan(row * rank));
        }

        return corner;
    }
}
