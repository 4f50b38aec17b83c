using System.Runtime.CompilerServices;
using Lmm.Coordinates;
using Lmm.Kernels;

namespace Lmm.Crossing;

/// <summary>Forms the sums [X y]ᵀW[X y] of the levels of a grouping factor; those of a level run over its rows in their own order, whatever the number of threads.</summary>
internal sealed class LevelTotalsFormation
{
    /// <summary>The rows that are written at a time.</summary>
    private const int BlockRows = 256;

    private readonly WorkingRows _rows;
    private readonly LevelOrder _order;
    private readonly double[]? _weights;
    private readonly LevelTotals _totals;

    private LevelTotalsFormation(FactorColumn factor, ModelDesign design, FixedEffectsCoordinates coordinates)
    {
        _rows = new WorkingRows(design, coordinates, []);
        _order = LevelOrder.Of(factor.Codes, factor.Levels.Length);
        _weights = design.Weights;
        _totals = new LevelTotals(factor.Name, _rows.Width, new double[factor.Levels.Length * LevelTotals.SizeOf(_rows.Width)]);
    }

    /// <summary>The sums of a factor's levels; null where they would take too much.</summary>
    /// <param name="factor">The factor.</param>
    /// <param name="design">The rows that count, in the units of the coordinates.</param>
    /// <param name="coordinates">The coordinates of X and y.</param>
    /// <param name="workers">The threads to use.</param>
    public static LevelTotals? Of(FactorColumn factor, ModelDesign design, FixedEffectsCoordinates coordinates, Workers workers)
        => LevelTotals.IsAffordable(factor.Levels.Length, coordinates.Rank) ? new LevelTotalsFormation(factor, design, coordinates).Run(workers) : null;

    /// <summary>The sums of all grouping factors in which the levels of the others lie, but those that would take too much.</summary>
    /// <param name="products">The cross-products of the rows.</param>
    /// <param name="design">The rows that count, in the units of the coordinates.</param>
    /// <param name="coordinates">The coordinates of X and y.</param>
    /// <param name="workers">The threads to use.</param>
    public static LevelTotals[] All(CrossProducts products, ModelDesign design, FixedEffectsCoordinates coordinates, Workers workers) =>
    [
        .. NestedLevels.Outermost(products)
            .Select(name => Of(Array.Find(design.RandomTerms, term => term.Grouping.Name == name)!.Grouping, design, coordinates, workers))
            .OfType<LevelTotals>(),
    ];

    private LevelTotals Run(Workers workers)
    {
        int[] bounds = _order.Pieces();
        workers.Run(bounds.Length - 1, () => new Scratch(this), (piece, scratch) => Form(bounds[piece], bounds[piece + 1], scratch, workers.CancellationToken));
        return _totals;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Form(int firstLevel, int endLevel, Scratch scratch, CancellationToken cancellationToken)
    {
        for (int level = firstLevel; level < endLevel; level++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Array.Clear(scratch.Sums);
            int end = _order.Start[level + 1];
            for (int first = _order.Start[level]; first < end; first += BlockRows)
            {
                int count = Math.Min(BlockRows, end - first);
                _rows.Write(_order.Rows, first, count, scratch.Rows);
                RowProducts.Accumulate(Weighted(scratch, first, count), _rows.Stride, _rows.Width, scratch.Rows, _rows.Stride, count, scratch.Sums);
            }

            Span<double> target = _totals.Of(level);
            for (int row = 0; row < _rows.Width; row++)
            {
                scratch.Sums.AsSpan(row * _rows.Stride, row + 1).CopyTo(target[LevelTotals.SizeOf(row)..]);
            }
        }
    }

    private double[] Weighted(Scratch scratch, int first, int count)
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

    private sealed class Scratch(LevelTotalsFormation owner)
    {
        private readonly int _count = Math.Min(BlockRows, owner._order.Start[^1]);

        public double[] Rows { get; } = new double[Math.Min(BlockRows, owner._order.Start[^1]) * owner._rows.Stride];

        public double[] Left => field ??= new double[_count * owner._rows.Stride];

        public double[] Weights => field ??= new double[_count];

        public double[] Sums { get; } = new double[owner._rows.Width * owner._rows.Stride];
    }
}
