using Lmm.Crossing;
using Lmm.Kernels;

namespace Lmm.Coordinates;

/// <summary>The working columns of X and the working response, with what takes estimates back to the solver's units.</summary>
/// <param name="Basis">The estimable columns of X.</param>
/// <param name="Response">The response.</param>
/// <param name="Gram">XᵀWX of the working columns, rank × rank, row by row.</param>
/// <param name="Names">The names of the data columns.</param>
/// <param name="Moments">The moments of the data columns.</param>
/// <param name="Expression">The data columns in terms of the working ones: data = working · expression, rank × data.</param>
internal sealed record FixedEffectsCoordinates(ColumnBasis Basis, ResponseCoordinates Response, double[] Gram, string[] Names, ColumnMoments[] Moments, double[,] Expression)
{
    /// <summary>The number of estimable columns.</summary>
    public int Rank => Basis.Count;

    /// <summary>log |det| of the map from the estimable data columns, in the units of <paramref name="units"/>, to the working ones.</summary>
    public double LogDeterminant(DesignUnits units)
        => Basis.LogDeterminant() - BinaryUnit.Log(Basis.Kept.Sum(column => units.FixedEffects[column]));

    /// <summary>Writes coefficients in the solver's units from those of the working response on the working columns; NaN where not estimable.</summary>
    public void Coefficients(ReadOnlySpan<double> working, Span<double> result)
    {
        result.Fill(double.NaN);
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
    }

    /// <summary>
    /// Writes the covariance matrix of the coefficients in the solver's units, row by row, from that of the working ones over σ² (rank × rank,
    /// row by row) and σ²; NaN where not estimable.
    /// </summary>
    public void Covariance(ReadOnlySpan<double> working, double variance, Span<double> result)
    {
        int count = Basis.DataCount;
        result.Fill(double.NaN);
        Span<double> half = stackalloc double[Rank];
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

                result[(row * count) + column] = result[(column * count) + row] = sum * variance;
            }
        }
    }

    /// <summary>Chooses the coordinates for a design: decides the rank of X and projects the response.</summary>
    public static FixedEffectsCoordinates Find(EstimationDesign estimation, Workers workers)
    {
        ModelDesign design = estimation.Design;
        double[]? weights = design.Weights;
        double[][] columns = design.FixedEffects.Columns;
        ColumnMoments[] moments = ColumnMoments.Of(columns, weights, workers);

        int constant = ColumnMoments.ConstantOf(moments);
        ColumnMoments response = OffsetResponse(design, weights);
        (double shift, double scale) = ResponseCoordinates.Of(response, constant >= 0);

        (ColumnBasis basis, double[] gram, double[,] expression) = new FixedEffectsRank(columns, moments, constant, weights, block =>
            GramMatrix.Form(block, design.Response.Values, design.Offset, shift, scale, weights, design.Frame.RowCount, workers), workers.CancellationToken).Choose();

        double[] projection = Project(gram, basis.Count);
        double rounding = ResponseCoordinates.RoundingOf(response, scale, projection, basis.Size);
        return new FixedEffectsCoordinates(basis, new ResponseCoordinates(estimation.ResponseUnit, shift, scale, rounding, projection), Corner(gram, basis.Count), design.FixedEffects.ColumnNames, moments, expression);
    }

    /// <summary>The estimable columns of X alone, by the rule and to the bits of <see cref="Find"/>.</summary>
    public static ColumnBasis EstimableColumns(ModelDesign design, Workers workers)
    {
        double[]? weights = design.Weights;
        double[][] columns = design.FixedEffects.Columns;
        ColumnMoments[] moments = ColumnMoments.Of(columns, weights, workers);
        (ColumnBasis basis, _, _) = new FixedEffectsRank(columns, moments, ColumnMoments.ConstantOf(moments), weights, block =>
            GramMatrix.Form(block, null, null, 0, 1, weights, design.Frame.RowCount, workers), workers.CancellationToken).Choose();
        return basis;
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
