using System.Runtime.CompilerServices;
using Lmm.Coordinates;
using Lmm.Kernels;
using Lmm.Variables;

namespace Lmm.Crossing;

/// <summary>
/// What of a design does not depend on the response, row by row, so that the cross-products with another response can be formed. Every sum runs
/// over the same terms in the same order as where all cross-products are formed together: same response, same bits.
/// </summary>
/// <remarks>Nothing changes after construction: several threads may form the products of different responses.</remarks>
internal sealed class ResponseCrossing
{
    private readonly double[]? _weights;
    private readonly double[]? _offset;
    private readonly int[]? _rows;
    private readonly int _rowCount;
    private readonly int _rank;
    private readonly bool _isCentred;
    private readonly double[] _fixedRows;
    private readonly double[] _weightedRows;
    private readonly double[] _factor;
    private readonly FactorRows[] _factors;
    private readonly int[]? _order;
    private readonly int[] _bounds;

    /// <summary>Reads the rows of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="wholeOffset">The offset of all rows, in its own unit; null for none.</param>
    public ResponseCrossing(CrossingPlan plan, double[]? wholeOffset)
    {
        EstimationDesign estimation = plan.Estimation;
        ModelDesign design = estimation.Design;
        _weights = design.Weights;
        _rows = estimation.Rows;
        _offset = wholeOffset is null || _rows is null ? wholeOffset : RowSelection.Of<double>(wholeOffset, _rows);
        _rowCount = design.Rows.RowCount;
        FixedEffectsCoordinates coordinates = plan.Coordinates;
        _rank = coordinates.Rank;
        _isCentred = coordinates.Basis.Constant >= 0;
        _fixedRows = new double[checked(_rowCount * _rank)];
        new ColumnBlock(design.FixedEffects.Columns, coordinates.Basis).Write(null, 0, _rowCount, _fixedRows, _rank);
        _weightedRows = Weighted(_fixedRows, _rank, order: null);
        _factor = (double[])coordinates.Gram.Clone();
        SmallMatrix.Cholesky(_factor, _rank, _rank);

        LevelOrder all = plan.AllRows;
        _bounds = Array.ConvertAll(all.Pieces(), level => all.Start[level]);
        _order = all.Rows;
        _factors = new FactorRows[plan.Factors.Length];
        for (int index = 0; index < _factors.Length; index++)
        {
            ColumnBlock[] blocks = plan.BlocksOf(plan.Factors[index]);
            int k = blocks.Sum(static block => block.Count);
            int count = plan.Factors[index].Rows?.Length ?? _rowCount;
            var effects = new double[checked(count * k)];
            int at = 0;
            foreach (ColumnBlock block in blocks)
            {
                block.Write(plan.Orders[index].Rows, 0, count, effects.AsSpan(Math.Min(at, effects.Length)), k);
                at += block.Count;
            }

            _factors[index] = new FactorRows(plan.Orders[index], Weighted(effects, k, plan.Orders[index].Rows), k);
        }
    }

    /// <summary>The number of rows that count.</summary>
    public int RowCount => _rowCount;

    /// <summary>The offset of the rows that count; null for none.</summary>
    public double[]? Offset => _offset;

    /// <summary>The values of a response in the rows that count: itself, or what is written to <paramref name="room"/>.</summary>
    public ReadOnlySpan<double> Observed(ReadOnlySpan<double> response, double[] room)
    {
        if (_rows is null)
        {
            return response;
        }

        for (int row = 0; row < _rows.Length; row++)
        {
            room[row] = response[_rows[row]];
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
        int unit = EstimationDesign.ResponseUnitOf(response, _offset);
        if (unit != 0)
        {
            for (int row = 0; row < _rowCount; row++)
            {
                working[row] = Math.ScaleB(response[row], -unit) - (_offset is null ? 0 : Math.ScaleB(_offset[row], -unit));
            }

            observed = working;
        }
        else if (_offset is not null)
        {
            for (int row = 0; row < _rowCount; row++)
            {
                working[row] = response[row] - _offset[row];
            }

            observed = working;
        }

        ColumnMoments moments = ColumnMoments.Of(observed, _weights);
        (double shift, double scale) = ResponseCoordinates.Of(moments, _isCentred);
        for (int row = 0; row < _rowCount; row++)
        {
            working[row] = (observed[row] - shift) * scale;
        }

        Project(working, coordinates.Projection);
        coordinates.Take(unit, shift, scale, ResponseCoordinates.RoundingOf(moments, scale, coordinates.Projection, products.FixedEffects.Basis.Size));
        for (int row = 0; row < _rowCount; row++)
        {
            double value = working[row];
            for (int column = 0; column < _rank; column++)
            {
                value -= coordinates.Projection[column] * _fixedRows[(row * _rank) + column];
            }

            working[row] = value;
        }

        for (int index = 0; index < _factors.Length; index++)
        {
            _factors[index].Form(working, products.Factors[index]);
        }

        FormResponseProducts(working, products.ResponseProducts);
    }

    // The normal equations XᵀWX b = XᵀWy, summed by ranges of rows.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Project(ReadOnlySpan<double> working, Span<double> projection)
    {
        var ranges = new RowRanges(_rowCount);
        projection.Clear();
        for (int range = 0; range < ranges.Count; range++)
        {
            for (int column = 0; column < _rank; column++)
            {
                double sum = 0;
                for (int row = ranges.Start(range); row < ranges.Start(range + 1); row++)
                {
                    sum = Math.FusedMultiplyAdd(_weightedRows[(row * _rank) + column], working[row], sum);
                }

                projection[column] += sum;
            }
        }

        SmallMatrix.SolveLower(_factor, _rank, _rank, projection);
        SmallMatrix.SolveLowerTransposed(_factor, _rank, _rank, projection);
    }

    // [X y]ᵀ W y over the rows in the order of the first factor's levels, by its pieces.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FormResponseProducts(ReadOnlySpan<double> working, Span<double> products)
    {
        int[]? order = _order;
        products.Clear();
        for (int piece = 0; piece + 1 < _bounds.Length; piece++)
        {
            for (int column = 0; column <= _rank; column++)
            {
                double sum = 0;
                for (int at = _bounds[piece]; at < _bounds[piece + 1]; at++)
                {
                    int row = order is null ? at : order[at];
                    double weighted = _weights is null ? working[row] : working[row] * _weights[row];
                    sum += (column < _rank ? _fixedRows[(row * _rank) + column] : working[row]) * weighted;
                }

                products[column] += sum;
            }
        }
    }

    private double[] Weighted(double[] rows, int width, int[]? order)
    {
        if (_weights is null)
        {
            return rows;
        }

        var weighted = new double[rows.Length];
        for (int row = 0; row * width < rows.Length; row++)
        {
            double weight = _weights[order is null ? row : order[row]];
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
