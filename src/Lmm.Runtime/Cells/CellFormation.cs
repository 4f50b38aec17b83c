using System.Globalization;
using System.Runtime.CompilerServices;
using Lmm.Crossing;
using Lmm.Kernels;

namespace Lmm.Cells;

/// <summary>
/// Forms the cross-products of one grouping factor in one pass over cells, sorted by its levels: those of a level run over its cells in their own order, whatever the number of threads.
/// </summary>
/// <param name="cells">The cells.</param>
/// <param name="templates">The template of each cell.</param>
/// <param name="map">The working columns.</param>
/// <param name="factor">The factor.</param>
/// <param name="order">The cells by its levels.</param>
/// <param name="partners">The factors whose cross-products with this one are wanted.</param>
internal sealed class CellFormation(CellTable cells, int[] templates, CellMap map, FactorColumn factor, LevelOrder order, CellFormation.Partner[] partners)
{
    // The working rows that are written at a time, where cells have fewer.
    private const int BlockRows = 64;

    // The cells that are fetched at a time: in another order than theirs each is far from the last, and many are on their way from memory at once.
    private const int CellsAtOnce = 128;

    private readonly double[] _values = new double[(long)factor.Levels.Length * map.EffectCount * map.Width];
    private readonly double[][] _pairValues = Array.ConvertAll(partners, partner => new double[(long)partner.Pattern.Partner.Length * map.EffectCount * partner.Map.EffectCount]);

    /// <summary>A second factor: which levels of both occur together, and its working columns.</summary>
    internal sealed record Partner(PairPattern Pattern, CellMap Map);

    /// <summary>Runs the pass and returns the blocks; <paramref name="responseProducts"/> receives [X y]ᵀWy summed over all rows.</summary>
    public (FactorCrossProducts Own, PairCrossProducts[] Pairs) Run(double[] responseProducts, Workers workers)
    {
        int[] bounds = order.Pieces();
        var products = new double[bounds.Length - 1][];
        workers.Run(products.Length, () => new Scratch(map, cells.NumberCount, partners), (piece, scratch) =>
        {
            Array.Clear(scratch.ResponseSums);
            Form(bounds[piece], bounds[piece + 1], scratch, workers.CancellationToken);
            products[piece] = scratch.ResponseSums[map.EffectCount..map.Width];
        });
        FormedBlocks.Add(products, responseProducts);
        return FormedBlocks.Of(factor, map.EffectCount, map.Width, _values, partners.Select(static partner => partner.Pattern), _pairValues);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Form(int firstLevel, int endLevel, Scratch scratch, CancellationToken cancellationToken)
    {
        int end = order.Start[endLevel];
        int fetched = order.Start[firstLevel];
        for (int level = firstLevel; level < endLevel; level++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Array.Clear(scratch.Sums);
            for (int partner = 0; partner < partners.Length; partner++)
            {
                partners[partner].Pattern.Locate(level, scratch.Places[partner]);
            }

            for (int place = order.Start[level]; place < order.Start[level + 1]; place++)
            {
                if (place == fetched)
                {
                    fetched = Math.Min(end, place + CellsAtOnce);
                    scratch.Cells.Fetch(cells, templates, order, place, fetched);
                }

                Add(scratch.Cells, place, scratch);
            }

            scratch.Flush();
            for (int effect = 0; effect < map.EffectCount; effect++)
            {
                scratch.Sums.AsSpan(effect * map.Stride, map.Width).CopyTo(_values.AsSpan(((level * map.EffectCount) + effect) * map.Width));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(FetchedCells fetched, int place, Scratch scratch)
    {
        (int cell, int template, long rows) = fetched[place];
        ReadOnlySpan<double> sums = fetched.SumsOf(place);
        double weight = sums[0];
        ReadOnlySpan<double> means = sums.Slice(1, cells.NumberCount);
        int rank = scratch.Factor.Factorise(sums[(1 + cells.NumberCount)..], rows);
        Span<double> own = scratch.Next(rank + 1, weight);
        map.Write(template, means, scratch.Factor, rank, own);
        for (int partner = 0; partner < partners.Length; partner++)
        {
            CellMap other = partners[partner].Map;
            Span<double> others = scratch.PartnerRows[partner];
            other.Write(template, means, scratch.Factor, rank, others);
            int at = scratch.Places[partner][partners[partner].Pattern.Column.Codes[cell]] * map.EffectCount * other.EffectCount;
            Span<double> block = _pairValues[partner].AsSpan(at, map.EffectCount * other.EffectCount);
            for (int index = 0; index <= rank; index++)
            {
                for (int effect = 0; effect < map.EffectCount; effect++)
                {
                    double left = own[(index * map.Stride) + effect] * (index == 0 ? weight : 1);
                    for (int column = 0; column < other.EffectCount; column++)
                    {
                        block[(effect * other.EffectCount) + column] += left * others[(index * other.Stride) + column];
                    }
                }
            }
        }
    }

    /// <summary>How many cells there are, and what they are sorted by.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{cells} by {factor.Name}");

    private sealed class Scratch(CellMap map, int numbers, Partner[] partners)
    {
        private readonly double[] _rows = new double[Math.Max(BlockRows, numbers + 1) * map.Stride];
        private readonly double[] _left = new double[Math.Max(BlockRows, numbers + 1) * map.Stride];
        private readonly double[] _weights = new double[Math.Max(BlockRows, numbers + 1)];
        private int _count;

        public CellFactor Factor { get; } = new(numbers);

        public FetchedCells Cells { get; } = new(CellsAtOnce, numbers);

        // Of a level, effects × stride.
        public double[] Sums { get; } = new double[map.EffectCount * map.Stride];

        public double[] ResponseSums { get; } = new double[map.Stride];

        public double[][] PartnerRows { get; } = Array.ConvertAll(partners, partner => new double[(numbers + 1) * partner.Map.Stride]);

        public int[][] Places { get; } = Array.ConvertAll(partners, static partner => new int[partner.Pattern.Column.Levels.Length]);

        // Room for the rows of a cell, the first with its weight, the others with one.
        public Span<double> Next(int count, double weight)
        {
            if (_count + count > _weights.Length)
            {
                Flush();
            }

            Span<double> weights = _weights.AsSpan(_count, count);
            weights.Fill(1);
            weights[0] = weight;
            _count += count;
            return _rows.AsSpan((_count - count) * map.Stride, count * map.Stride);
        }

        // Adds what was written to the sums.
        public void Flush()
        {
            RowProducts.Scale(_rows, _weights.AsSpan(0, _count), _left, map.Stride);
            RowProducts.Accumulate(_left, map.Stride, map.EffectCount, _rows, map.Stride, _count, Sums);
            RowProducts.Accumulate(_left.AsSpan(map.Width - 1), map.Stride, 1, _rows, map.Stride, _count, ResponseSums);
            _count = 0;
        }
    }
}
