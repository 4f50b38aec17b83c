using Lmm.Coordinates;
using Lmm.Kernels;

namespace Lmm.Crossing;

/// <summary>Chooses the working columns of X and the working response of a design.</summary>
internal static class FixedEffectsChoice
{
    /// <summary>Chooses the coordinates for a design: decides the rank of X and projects the response.</summary>
    public static FixedEffectsCoordinates For(EstimationDesign estimation, Workers workers)
    {
        ModelDesign design = estimation.Design;
        double[]? weights = design.Weights;
        double[][] columns = design.FixedEffects.Columns;
        ColumnMoments[] moments = ColumnMoments.Of(columns, weights, workers);

        int constant = ColumnMoments.ConstantOf(moments);
        ColumnMoments response = OffsetResponse(design.Response.Values, design.Offset, weights);
        (double shift, double scale) = ResponseCoordinates.Of(response, constant >= 0);

        (ColumnBasis basis, double[] gram, double[,] expression) = new FixedEffectsRank(columns, moments, constant, weights, block =>
            GramMatrix.Form(block, design.Response.Values, design.Offset, shift, scale, weights, design.Rows.RowCount, workers), workers.CancellationToken).Choose();

        double[] projection = Project(gram, basis.Count);
        double rounding = ResponseCoordinates.RoundingOf(response, scale, projection, basis.Size);
        return new FixedEffectsCoordinates(basis, new ResponseCoordinates(estimation.ResponseUnit, shift, scale, rounding, projection), Corner(gram, basis.Count), design.FixedEffects.ColumnNames, moments, expression);
    }

    /// <summary>The same columns of X with other weights and another response, of the rows that count and in the solver's units.</summary>
    public static FixedEffectsCoordinates Again(FixedEffectsCoordinates known, ModelDesign design, double[]? weights, double[] response, Workers workers)
    {
        ColumnMoments moments = OffsetResponse(response, design.Offset, weights);
        (double shift, double scale) = ResponseCoordinates.Of(moments, known.Basis.Constant >= 0);
        double[] gram = GramMatrix.Form(new ColumnBlock(design.FixedEffects.Columns, known.Basis), response, design.Offset, shift, scale, weights, design.Rows.RowCount, workers);
        double[] projection = Project(gram, known.Rank);
        double rounding = ResponseCoordinates.RoundingOf(moments, scale, projection, known.Basis.Size);
        return known with { Response = new ResponseCoordinates(known.Response.Unit, shift, scale, rounding, projection), Gram = Corner(gram, known.Rank) };
    }

    /// <summary>The estimable columns of X alone, by the rule and to the bits of <see cref="For"/>.</summary>
    public static ColumnBasis EstimableColumns(ModelDesign design, Workers workers)
    {
        double[]? weights = design.Weights;
        double[][] columns = design.FixedEffects.Columns;
        ColumnMoments[] moments = ColumnMoments.Of(columns, weights, workers);
        (ColumnBasis basis, _, _) = new FixedEffectsRank(columns, moments, ColumnMoments.ConstantOf(moments), weights, block =>
            GramMatrix.Form(block, null, null, 0, 1, weights, design.Rows.RowCount, workers), workers.CancellationToken).Choose();
        return basis;
    }

    private static ColumnMoments OffsetResponse(double[] response, double[]? offset, double[]? weights)
    {
        if (offset is null)
        {
            return ColumnMoments.Of(response, weights);
        }

        var difference = new double[offset.Length];
        for (int row = 0; row < offset.Length; row++)
        {
            difference[row] = response[row] - offset[row];
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
