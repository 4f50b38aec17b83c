using System.Runtime.CompilerServices;
using Lmm.Kernels;

namespace Lmm.Solver;

/// <summary>
/// Forms the cross-products of one grouping factor in one pass over the rows, sorted by its levels: a level's sums run over its rows in their
/// own order, whatever the number of threads.
/// </summary>
internal sealed class FactorFormation
{
    private const int BlockRows = 256;

    private readonly WorkingRows rows;
    private readonly FactorColumn factor;
    private readonly double[]? weights;
    private readonly Partner[] partners;
    private readonly LevelOrder order;
    private readonly double[] values;

    /// <summary>Prepares the pass.</summary>
    /// <param name="rows">The rows of [Z X y] for this factor.</param>
    /// <param name="factor">The factor.</param>
    /// <param name="weights">The prior weights; null for equal ones.</param>
    /// <param name="partners">The factors whose cross-products with this one are wanted.</param>
    public FactorFormation(WorkingRows rows, FactorColumn factor, double[]? weights, Partner[] partners)
    {
        this.rows = rows;
        this.factor = factor;
        this.weights = weights;
        this.partners = partners;
        order = LevelOrder.Of(factor.Codes, factor.Levels.Length);
        values = new double[(long)factor.Levels.Length * rows.EffectCount * rows.Width];
    }

    /// <summary>A second factor: its index, its levels by row, and its columns of Z.</summary>
    internal sealed record Partner(int Index, FactorColumn Column, WorkingRows Rows);

    /// <summary>Runs the pass and returns the blocks; <paramref name="responseProducts"/> receives [X y]ᵀWy summed over all rows.</summary>
    public (FactorCrossProducts Own, PairCrossProducts[] Pairs) Run(int index, double[] responseProducts, Workers workers)
    {
        int[] bounds = order.Pieces();
        int pieceCount = bounds.Length - 1;
        var pairs = new PairPieces[partners.Length];
        for (int partner = 0; partner < partners.Length; partner++)
        {
            pairs[partner] = new PairPieces(pieceCount, rows.EffectCount, partners[partner].Rows.EffectCount);
        }

        var products = new double[pieceCount][];
        workers.Run(pieceCount, () => new Scratch(this), (piece, scratch) => products[piece] = Form(piece, bounds[piece], bounds[piece + 1], scratch, pairs));
        foreach (double[] part in products)
        {
            for (int column = 0; column < responseProducts.Length; column++)
            {
                responseProducts[column] += part[column];
            }
        }

        var own = new FactorCrossProducts(factor.Name, factor.Levels, rows.EffectCount, rows.Width, values);
        var joined = new PairCrossProducts[partners.Length];
        for (int partner = 0; partner < partners.Length; partner++)
        {
            joined[partner] = pairs[partner].Join(index, partners[partner].Index, order.LevelCount);
        }

        return (own, joined);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double[] Form(int piece, int firstLevel, int endLevel, Scratch scratch, PairPieces[] pairs)
    {
        int effects = rows.EffectCount;
        int stride = rows.Stride;
        int width = rows.Width;
        int tail = width - effects;
        var products = new double[tail];
        int level = firstLevel;
        Array.Clear(scratch.Sums);
        int end = order.Start[endLevel];
        BeginLevel(piece, firstLevel, scratch, pairs);
        for (int first = order.Start[firstLevel]; first < end; first += BlockRows)
        {
            int count = Math.Min(BlockRows, end - first);
            rows.Write(order.Rows, first, count, scratch.Rows);
            ReadOnlySpan<double> left = Weighted(scratch, first, count);
            AddResponseProducts(scratch, first, count, products);
            for (int partner = 0; partner < partners.Length; partner++)
            {
                partners[partner].Rows.WriteEffects(order.Rows, first, count, scratch.PartnerRows[partner], partners[partner].Rows.EffectCount);
            }

            int at = first;
            while (at < first + count)
            {
                while (order.Start[level + 1] <= at)
                {
                    EndLevel(level, scratch);
                    level++;
                    BeginLevel(piece, level, scratch, pairs);
                }

                int run = Math.Min(first + count, order.Start[level + 1]) - at;
                int local = at - first;
                RowProducts.Accumulate(left[(local * stride)..], stride, effects, scratch.Rows.AsSpan(local * stride), stride, run, scratch.Sums);
                for (int partner = 0; partner < partners.Length; partner++)
                {
                    pairs[partner].Accumulate(piece, order.Rows, at, run, partners[partner].Column.Codes, scratch.Places[partner], left[(local * stride)..], stride, scratch.PartnerRows[partner].AsSpan(local * partners[partner].Rows.EffectCount));
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
                BeginLevel(piece, level, scratch, pairs);
            }
        }

        return products;
    }

    private void BeginLevel(int piece, int level, Scratch scratch, PairPieces[] pairs)
    {
        for (int partner = 0; partner < partners.Length; partner++)
        {
            pairs[partner].BeginLevel(piece, order.Rows, order.Start[level], order.Start[level + 1], partners[partner].Column.Codes, scratch.Places[partner]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void EndLevel(int level, Scratch scratch)
    {
        int effects = rows.EffectCount;
        int width = rows.Width;
        for (int effect = 0; effect < effects; effect++)
        {
            scratch.Sums.AsSpan(effect * rows.Stride, width).CopyTo(values.AsSpan(((level * effects) + effect) * width));
        }

        Array.Clear(scratch.Sums);
    }

    private ReadOnlySpan<double> Weighted(Scratch scratch, int first, int count)
    {
        if (weights is null)
        {
            return scratch.Rows;
        }

        for (int index = 0; index < count; index++)
        {
            scratch.Weights[index] = weights[order.Rows is null ? first + index : order.Rows[first + index]];
        }

        RowProducts.Scale(scratch.Rows, scratch.Weights.AsSpan(0, count), scratch.Left, rows.Stride);
        return scratch.Left;
    }

    // The response is the last column, so one row of products is enough.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddResponseProducts(Scratch scratch, int first, int count, double[] products)
    {
        ReadOnlySpan<double> left = weights is null ? scratch.Rows : scratch.Left;
        for (int index = 0; index < count; index++)
        {
            ReadOnlySpan<double> row = scratch.Rows.AsSpan((index * rows.Stride) + rows.EffectCount, products.Length);
            double response = left[(index * rows.Stride) + rows.Width - 1];
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
            int stride = owner.rows.Stride;
            Rows = new double[BlockRows * stride];
            Left = owner.weights is null ? [] : new double[BlockRows * stride];
            Weights = owner.weights is null ? [] : new double[BlockRows];
            Sums = new double[owner.rows.EffectCount * stride];
            PartnerRows = Array.ConvertAll(owner.partners, static partner => new double[BlockRows * partner.Rows.EffectCount]);
            Places = Array.ConvertAll(owner.partners, static partner => new int[partner.Column.Levels.Length]);
        }

        public double[] Rows { get; }

        public double[] Left { get; }

        public double[] Weights { get; }

        public double[] Sums { get; }

        public double[][] PartnerRows { get; }

        public int[][] Places { get; }
    }
}
