using Lmm.Crossing;
using Lmm.Kernels;
using Lmm.Solver.Blocks;

namespace Lmm.Solver.Orthogonal;

/// <summary>
/// The rows of a design reduced by rotations, once for all θ: for each level of the finest factor as many rows as it has effects, and for the level
/// above it a triangle of all that those effects cannot take up.
/// </summary>
internal sealed class ReducedRows
{
    private readonly LevelTree _tree;
    private readonly int _width;
    private readonly int _outerWidth;
    private readonly FactorCrossProducts _finest;
    private readonly double[] _inner;
    private readonly double[] _outer;

    public ReducedRows(LevelTree tree, FactorCrossProducts finest)
    {
        _tree = tree;
        _finest = finest;
        _width = tree.Width(0);
        _outerWidth = tree.Width(1);
        _inner = new double[tree.Levels(0) * tree.Effects(0) * _width];
        _outer = new double[tree.Levels(1) * _outerWidth * _outerWidth];
    }

    /// <summary>The rows of a level of the finest factor: effects × columns.</summary>
    public ReadOnlySpan<double> Inner(int level) => _inner.AsSpan(level * _tree.Effects(0) * _width, _tree.Effects(0) * _width);

    /// <summary>The triangle of a level at depth 1: columns × columns.</summary>
    public ReadOnlySpan<double> Outer(int level) => _outer.AsSpan(level * _outerWidth * _outerWidth, _outerWidth * _outerWidth);

    /// <summary>Reads all rows.</summary>
    public void Form(LevelRows.Reader reader, int tailEffects, CancellationToken cancellationToken)
    {
        int effects = _tree.Effects(0);
        var triangle = new double[_width * _width];
        var row = new double[_width];
        var compact = new double[reader.Width];
        var order = new int[effects];
        Array.Clear(_outer);
        for (int level = 0; level < _tree.Levels(0); level++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Array.Clear(triangle);
            LargestFirst(level, order);
            for (int position = reader.Order.Start[level]; position < reader.Order.Start[level + 1]; position++)
            {
                reader.Write(position, compact);
                Spread(compact, row, reader, position, tailEffects);
                for (int place = 0; place < effects; place++)
                {
                    row[place] = compact[order[place]];
                }

                PlaneRotations.Absorb(triangle, _width, _width, row);
            }

            CopyInner(level, order, triangle);
            Span<double> above = _outer.AsSpan(_tree.Parent(0, level) * _outerWidth * _outerWidth, _outerWidth * _outerWidth);
            for (int rest = effects; rest < _width; rest++)
            {
                PlaneRotations.Absorb(above, _outerWidth, _outerWidth, triangle.AsSpan((rest * _width) + effects, _outerWidth));
            }
        }
    }

    // A value far out, in one effect of one row, must meet the others before that row is mixed with them: the effects are rotated out by size.
    private void LargestFirst(int level, int[] order)
    {
        for (int effect = 0; effect < order.Length; effect++)
        {
            int place = effect;
            for (; place > 0 && _finest.OwnProduct(level, order[place - 1]) < _finest.OwnProduct(level, effect); place--)
            {
                order[place] = order[place - 1];
            }

            order[place] = effect;
        }
    }

    private void CopyInner(int level, int[] order, ReadOnlySpan<double> triangle)
    {
        int effects = order.Length;
        Span<double> target = _inner.AsSpan(level * effects * _width, effects * _width);
        triangle[..(effects * _width)].CopyTo(target);
        for (int row = 0; row < effects; row++)
        {
            for (int place = 0; place < effects; place++)
            {
                target[(row * _width) + order[place]] = triangle[(row * _width) + place];
            }
        }
    }

    // A row of the data has the effects of its own levels only; in the crossed factors those stand among the effects of all levels.
    private void Spread(ReadOnlySpan<double> compact, Span<double> row, LevelRows.Reader reader, int position, int tailEffects)
    {
        if (_tree.Depth == _tree.HeadCount)
        {
            compact.CopyTo(row);
            return;
        }

        int border = _tree.Rank + 1;
        int heads = compact.Length - border - tailEffects;
        row.Clear();
        compact[..heads].CopyTo(row);
        int at = heads;
        int place = _tree.HeadCount;
        foreach (TailSegment segment in _tree.Segments(_tree.HeadCount))
        {
            int first = heads + segment.First + (reader.Level(place++, position) * segment.EffectCount);
            compact.Slice(at, segment.EffectCount).CopyTo(row[first..]);
            at += segment.EffectCount;
        }

        compact[at..].CopyTo(row[^border..]);
    }
}
