using System.Runtime.CompilerServices;
using Lmm.Kernels;

namespace Lmm.Solver;

/// <summary>
/// What of a design does not depend on the response, row by row, so that the cross-products with another response can be formed. Every sum runs
/// over the same terms in the same order as where all cross-products are formed together: same response, same bits.
/// </summary>
/// <remarks>Nothing changes after construction: several threads may form the products of different responses.</remarks>
internal sealed class ResponseCrossing
{
    private readonly double[]? weights;
    private readonly double[]? offset;
    private readonly int[]? rows;
    private readonly int rowCount;
    private readonly int rank;
    private readonly bool isCentred;
    private readonly double[] fixedRows;
    private readonly double[] weightedRows;
    private readonly double[] factor;
    private readonly FactorRows[] factors;
    private readonly int[] bounds;

    /// <summary>Reads a design and its cross-products (those with the response are not used).</summary>
    /// <param name="estimation">The rows that count.</param>
    /// <param name="wholeOffset">The offset of all rows, in its own unit; null for none.</param>
    /// <param name="products">The cross-products.</param>
    public ResponseCrossing(EstimationDesign estimation, double[]? wholeOffset, CrossProducts products)
    {
        ModelDesign design = estimation.Design;
        weights = design.Weights;
        rows = estimation.Rows;
        offset = wholeOffset is null || rows is null ? wholeOffset : RowSelection.Of<double>(wholeOffset, rows);
        rowCount = design.Frame.RowCount;
        FixedEffectsCoordinates coordinates = products.FixedEffects;
        rank = coordinates.Rank;
        isCentred = coordinates.Basis.Constant >= 0;
        fixedRows = new double[checked(rowCount * rank)];
        new ColumnBlock(design.FixedEffects.Columns, coordinates.Basis).Write(null, 0, rowCount, fixedRows, rank);
        weightedRows = Weighted(fixedRows, rank, order: null);
        factor = (double[])coordinates.Gram.Clone();
        SmallMatrix.Cholesky(factor, rank, rank);

        GroupedFactor[] grouped = GroupedFactor.Of(design);
        LevelOrder[] orders = Array.ConvertAll(grouped, static group => LevelOrder.Of(group.Column.Codes, group.Column.Levels.Length));
        bounds = Array.ConvertAll(orders[0].Pieces(), level => orders[0].Start[level]);
        factors = new FactorRows[grouped.Length];
        for (int index = 0; index < grouped.Length; index++)
        {
            int k = products.Factors[index].EffectCount;
            var effects = new double[checked(rowCount * k)];
            int at = 0;
            foreach (int term in grouped[index].Terms)
            {
                var block = new ColumnBlock(design.RandomTerms[term].Matrix.Columns, products.Terms[term].Basis);
                block.Write(orders[index].Rows, 0, rowCount, effects.AsSpan(at), k);
                at += block.Count;
            }

            factors[index] = new FactorRows(orders[index], Weighted(effects, k, orders[index].Rows), k);
        }
    }

    /// <summary>The number of rows that count.</summary>
    public int RowCount => rowCount;

    /// <summary>The offset of the rows that count; null for none.</summary>
    public double[]? Offset => offset;

    /// <summary>The values of a response in the rows that count: itself, or what is written to <paramref name="room"/>.</summary>
    public ReadOnlySpan<double> Observed(ReadOnlySpan<double> response, double[] room)
    {
        if (rows is null)
        {
            return response;
        }

        for (int row = 0; row < rows.Length; row++)
        {
            room[row] = response[rows[row]];
        }

        return room;
    }

    /// <summary>
    /// Overwrites the parts of <paramref name="products"/> that depend on the response: its coordinates, Zᵀ W y and [X y]ᵀ W y.
    /// <paramref name="response"/> has the rows that count; <paramref name="working"/> is room for one value per row, and may be the response.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Form(ReadOnlySpan<double> response, Span<double> working, CrossProducts products)
    {
        ResponseCoordinates coordinates = products.FixedEffects.Response;
        ReadOnlySpan<double> observed = response;
        int unit = EstimationDesign.ResponseUnitOf(response, offset);
        if (unit != 0)
        {
            for (int row = 0; row < rowCount; row++)
            {
                working[row] = Math.ScaleB(response[row], -unit) - (offset is null ? 0 : Math.ScaleB(offset[row], -unit));
            }

            observed = working;
        }
        else if (offset is not null)
        {
            for (int row = 0; row < rowCount; row++)
            {
                working[row] = response[row] - offset[row];
            }

            observed = working;
        }

        ColumnMoments moments = ColumnMoments.Of(observed, weights);
        (double shift, double scale) = ResponseCoordinates.Of(moments, isCentred);
        for (int row = 0; row < rowCount; row++)
        {
            working[row] = (observed[row] - shift) * scale;
        }

        Project(working, coordinates.Projection);
        coordinates.Take(unit, shift, scale, ResponseCoordinates.RoundingOf(moments, scale, coordinates.Projection, products.FixedEffects.Basis.Size));
        for (int row = 0; row < rowCount; row++)
        {
            double value = working[row];
            for (int column = 0; column < rank; column++)
            {
                value -= coordinates.Projection[column] * fixedRows[(row * rank) + column];
            }

            working[row] = value;
        }

        for (int index = 0; index < factors.Length; index++)
        {
            factors[index].Form(working, products.Factors[index]);
        }

        FormResponseProducts(working, products.ResponseProducts);
    }

    // The normal equations XᵀWX b = XᵀWy, summed by ranges of rows.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Project(ReadOnlySpan<double> working, Span<double> projection)
    {
        var ranges = new RowRanges(rowCount);
        projection.Clear();
        for (int range = 0; range < ranges.Count; range++)
        {
            for (int column = 0; column < rank; column++)
            {
                double sum = 0;
                for (int row = ranges.Start(range); row < ranges.Start(range + 1); row++)
                {
                    sum = Math.FusedMultiplyAdd(weightedRows[(row * rank) + column], working[row], sum);
                }

                projection[column] += sum;
            }
        }

        SmallMatrix.SolveLower(factor, rank, rank, projection);
        SmallMatrix.SolveLowerTransposed(factor, rank, rank, projection);
    }

    // [X y]ᵀ W y over the rows in the order of the first factor's levels, by its pieces.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FormResponseProducts(ReadOnlySpan<double> working, Span<double> products)
    {
        int[]? order = factors[0].Order.Rows;
        products.Clear();
        for (int piece = 0; piece + 1 < bounds.Length; piece++)
        {
            for (int column = 0; column <= rank; column++)
            {
                double sum = 0;
                for (int at = bounds[piece]; at < bounds[piece + 1]; at++)
                {
                    int row = order is null ? at : order[at];
                    double weighted = weights is null ? working[row] : working[row] * weights[row];
                    sum += (column < rank ? fixedRows[(row * rank) + column] : working[row]) * weighted;
                }

                products[column] += sum;
            }
        }
    }

    private double[] Weighted(double[] rows, int width, int[]? order)
    {
        if (weights is null)
        {
            return rows;
        }

        var weighted = new double[rows.Length];
        for (int row = 0; row < rowCount; row++)
        {
            double weight = weights[order is null ? row : order[row]];
            for (int column = row * width; column < (row + 1) * width; column++)
            {
                weighted[column] = rows[column] * weight;
            }
        }

        return weighted;
    }

    /// <summary>The weighted effects of one factor, rows × k, in the order of its levels.</summary>
    private sealed class FactorRows(LevelOrder order, double[] effects, int k)
    {
        public LevelOrder Order => order;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Form(ReadOnlySpan<double> working, FactorCrossProducts products)
        {
            for (int level = 0; level < order.LevelCount; level++)
            {
                for (int effect = 0; effect < k; effect++)
                {
                    double sum = 0;
                    for (int at = order.Start[level]; at < order.Start[level + 1]; at++)
                    {
                        sum = Math.FusedMultiplyAdd(effects[(at * k) + effect], working[order.Rows is null ? at : order.Rows[at]], sum);
                    }

                    products.ResponseProduct(level, effect) = sum;
                }
            }
        }
    }
}
