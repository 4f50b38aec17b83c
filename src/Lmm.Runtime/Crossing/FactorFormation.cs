using System.Runtime.CompilerServices;
using Lmm.Kernels;

namespace Lmm.Crossing;

/// <summary>
/// Forms the cross-products of one grouping factor in one pass over the rows, sorted by its levels: a level's sums run over its rows in their
/// own order, whatever the number of threads.
/// </summary>
internal sealed class FactorFormation
{
    /// <summary>The rows that are written at a time: of ten columns they stay in the first-level cache.</summary>
    private const int BlockRows = 256;

    private readonly WorkingRows _rows;
    private readonly FactorColumn _factor;
    private readonly double[]? _weights;
    private readonly Partner[] _partners;
    private readonly LevelOrder _order;
    private readonly double[] _values;
    private readonly double[][] _pairValues;

    /// <summary>Prepares the pass.</summary>
    /// <param name="rows">The rows of [Z X y] for this factor.</param>
    /// <param name="factor">The factor.</param>
    /// <param name="order">The rows that count, by its levels.</param>
    /// <param name="weights">The prior weights; null for equal ones.</param>
    /// <param name="partners">The factors whose cross-products with this one are wanted.</param>
    public FactorFormation(WorkingRows rows, FactorColumn factor, LevelOrder order, double[]? weights, Partner[] partners)
    {
        _rows = rows;
        _factor = factor;
        _weights = weights;
        _partners = partners;
        _order = order;
        _pairValues = Array.ConvertAll(partners, partner => new double[(long)partner.Pattern.Partner.Length * rows.EffectCount * partner.Rows.EffectCount]);
        _values = new double[(long)factor.Levels.Length * rows.EffectCount * rows.Width];
    }

    /// <summary>A second factor: which levels of both occur together, and its columns of Z.</summary>
    internal sealed record Partner(PairPattern Pattern, WorkingRows Rows);

    /// <summary>Runs the pass and returns the blocks; <paramref name="responseProducts"/> receives [X y]ᵀWy summed over all rows.</summary>
    public (FactorCrossProducts Own, PairCrossProducts[] Pairs) Run(double[] responseProducts, Workers workers)
    {
        int[] bounds = _order.Pieces();
        var products = new double[bounds.Length - 1][];
        workers.Run(products.Length, () => new Scratch(this), (piece, scratch) => products[piece] = Form(bounds[piece], bounds[piece + 1], scratch, workers.CancellationToken));
        FormedBlocks.Add(products, responseProducts);
        return FormedBlocks.Of(_factor, _rows.EffectCount, _rows.Width, _values, _partners.Select(static partner => partner.Pattern), _pairValues);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double[] Form(int firstLevel, int endLevel, Scratch scratch, CancellationToken cancellationToken)
    {
        int effects = _rows.EffectCount;
        int stride = _rows.Stride;
        int width = _rows.Width;
        int tail = width - effects;
        var products = new double[tail];
        int level = firstLevel;
        Array.Clear(scratch.Sums);
        int end = _order.Start[endLevel];
        BeginLevel(firstLevel, scratch);
        for (int first = _order.Start[firstLevel]; first < end; first += BlockRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(BlockRows, end - first);
            _rows.Write(_order.Rows, first, count, scratch.Rows);
            ReadOnlySpan<double> left = Weighted(scratch, first, count);
            AddResponseProducts(scratch, first, count, products);
            for (int partner = 0; partner < _partners.Length; partner++)
            {
                _partners[partner].Rows.WriteEffects(_order.Rows, first, count, scratch.PartnerRows[partner], _partners[partner].Rows.EffectCount);
            }

            int at = first;
            while (at < first + count)
            {
                while (_order.Start[level + 1] <= at)
                {
                    EndLevel(level, scratch);
                    level++;
                    BeginLevel(level, scratch);
                }

                int run = Math.Min(first + count, _order.Start[level + 1]) - at;
                int local = at - first;
                RowProducts.Accumulate(left[(local * stride)..], stride, effects, scratch.Rows.AsSpan(local * stride), stride, run, scratch.Sums);
                for (int partner = 0; partner < _partners.Length; partner++)
                {
                    Accumulate(partner, at, run, scratch.Places[partner], left[(local * stride)..], stride, scratch.PartnerRows[partner].AsSpan(local * _partners[partner].Rows.EffectCount));
                }

                at += run;
            }
        }

        while (level < endLevel)
        {
            EndLevel(level, scratch);
            level++;
            if (level < endLevel)
            {
                BeginLevel(level, scratch);
            }
        }

        return products;
    }

    private void BeginLevel(int level, Scratch scratch)
    {
        for (int partner = 0; partner < _partners.Length; partner++)
        {
            _partners[partner].Pattern.Locate(level, scratch.Places[partner]);
        }
    }

    // Adds the products of rows of one level: `left` rows `stride` apart, `right` rows k₂ apart.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Accumulate(int partner, int first, int count, int[] places, ReadOnlySpan<double> left, int stride, ReadOnlySpan<double> right)
    {
        int[] codes = _partners[partner].Pattern.Column.Codes;
        double[] values = _pairValues[partner];
        int rowEffects = _rows.EffectCount;
        int columnEffects = _partners[partner].Rows.EffectCount;
        for (int index = 0; index < count; index++)
        {
            int code = codes[_order.Rows is null ? first + index : _order.Rows[first + index]];
            if (code < 0)
            {
                continue;
            }

            int at = places[code] * rowEffects * columnEffects;
            for (int row = 0; row < rowEffects; row++)
            {
                double factor = left[(index * stride) + row];
                for (int column = 0; column < columnEffects; column++)
                {
                    values[at++] += factor * right[(index * columnEffects) + column];
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void EndLevel(int level, Scratch scratch)
    {
        int effects = _rows.EffectCount;
        int width = _rows.Width;
        for (int effect = 0; effect < effects; effect++)
        {
            scratch.Sums.AsSpan(effect * _rows.Stride, width).CopyTo(_values.AsSpan(((level * effects) + effect) * width));
        }

        Array.Clear(scratch.Sums);
    }

    private ReadOnlySpan<double> Weighted(Scratch scratch, int first, int count)
    {
        if (_weights is null)
        {
            return scratch.Rows;
        }

        for (int index = 0; index < count; index++)
        {
            scratch.Weights[index] = _weights[_order.Rows is null ? first + index : _order.Rows[first + index]];
        }

        RowProducts.Scale(scratch.Rows, scratch.Weights.AsSpan(0, count), scratch.Left, _rows.Stride);
        return scratch.Left;
    }

    // The response is the last column, so one row of products is enough.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddResponseProducts(Scratch scratch, int first, int count, double[] products)
    {
        ReadOnlySpan<double> left = _weights is null ? scratch.Rows : scratch.Left;
        for (int index = 0; index < count; index++)
        {
            ReadOnlySpan<double> row = scratch.Rows.AsSpan((index * _rows.Stride) + _rows.EffectCount, products.Length);
            double response = left[(index * _rows.Stride) + _rows.Width - 1];
            for (int column = 0; column < products.Length; column++)
            {
                products[column] += row[column] * response;
            }
        }
    }

    private sealed class Scratch
    {
        public Scratch(FactorFormation owner)
        {
            int stride = owner._rows.Stride;
            int rows = Math.Min(BlockRows, owner._order.Start[^1]);
            Rows = new double[rows * stride];
            Left = owner._weights is null ? [] : new double[rows * stride];
            Weights = owner._weights is null ? [] : new double[rows];
            Sums = new double[owner._rows.EffectCount * stride];
            PartnerRows = Array.ConvertAll(owner._partners, partner => new double[rows * partner.Rows.EffectCount]);
            Places = Array.ConvertAll(owner._partners, static partner => new int[partner.Pattern.Column.Levels.Length]);
        }

        public double[] Rows { get; }

        public double[] Left { get; }

        public double[] Weights { get; }

        public double[] Sums { get; }

        public double[][] PartnerRows { get; }

        public int[][] Places { get; }
    }
}
