using Lmm.Kernels;

namespace Lmm.Solver;

/// <summary>
/// The rows of a design reduced by rotations, once for all θ: for each level of the finest factor as many rows as it has effects, and for the level
/// above it a triangle of all that those effects cannot take up.
/// </summary>
internal sealed class ReducedRows
{
    private readonly LevelTree tree;
    private readonly int width;
    private readonly int outerWidth;
    private readonly FactorCrossProducts finest;
    private readonly double[] inner;
    private readonly double[] outer;

    public ReducedRows(LevelTree tree, FactorCrossProducts finest)
    {
        this.tree = tree;
        this.finest = finest;
        width = tree.Width(0);
        outerWidth = tree.Width(1);
        inner = new double[tree.Levels(0) * tree.Effects(0) * width];
        outer = new double[tree.Levels(1) * outerWidth * outerWidth];
    }

    /// <summary>The rows of a level of the finest factor: effects × columns.</summary>
    public ReadOnlySpan<double> Inner(int level) => inner.AsSpan(level * tree.Effects(0) * width, tree.Effects(0) * width);

    /// <summary>The triangle of a level at depth 1: columns × columns.</summary>
    public ReadOnlySpan<double> Outer(int level) => outer.AsSpan(level * outerWidth * outerWidth, outerWidth * outerWidth);

    /// <summary>Reads all rows.</summary>
    public void Form(LevelRows.Reader reader, int tailEffects, CancellationToken cancellationToken)
    {
        int effects = tree.Effects(0);
        var triangle = new double[width * width];
        var row = new double[width];
        var compact = new double[reader.Width];
        var order = new int[effects];
        Array.Clear(outer);
        for (int level = 0; level < tree.Levels(0); level++)
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

                PlaneRotations.Absorb(triangle, width, width, row);
            }

            CopyInner(level, order, triangle);
            Span<double> above = outer.AsSpan(tree.Parent(0, level) * outerWidth * outerWidth, outerWidth * outerWidth);
            for (int rest = effects; rest < width; rest++)
            {
                PlaneRotations.Absorb(above, outerWidth, outerWidth, triangle.AsSpan((rest * width) + effects, outerWidth));
            }
        }
    }

    // A value far out, in one effect of one row, must meet the others before that row is mixed with them: the effects are rotated out by size.
    private void LargestFirst(int level, int[] order)
    {
        for (int effect = 0; effect < order.Length; effect++)
        {
            int place = effect;
            for (; place > 0 && finest.OwnProduct(level, order[place - 1]) < finest.OwnProduct(level, effect); place--)
            {
                order[place] = order[place - 1];
            }

            order[place] = effect;
        }
    }

    private void CopyInner(int level, int[] order, ReadOnlySpan<double> triangle)
    {
        int effects = order.Length;
        Span<double> target = inner.AsSpan(level * effects * width, effects * width);
        triangle[..(effects * width)].CopyTo(target);
        for (int row = 0; row < effects; row++)
        {
            for (int place = 0; place < effects; place++)
            {
                target[(row * width) + order[place]] = triangle[(row * width) + place];
            }
        }
    }

    // A row of the data has the effects of its own levels only; in the crossed factors those stand among the effects of all levels.
    private void Spread(ReadOnlySpan<double> compact, Span<double> row, LevelRows.Reader reader, int position, int tailEffects)
    {
        if (tree.Depth == tree.HeadCount)
        {
            compact.CopyTo(row);
            return;
        }

        int border = tree.Rank + 1;
        int heads = compact.Length - border - tailEffects;
        row.Clear();
        compact[..heads].CopyTo(row);
        int at = heads;
        int place = tree.HeadCount;
        foreach (TailSegment segment in tree.Segments(tree.HeadCount))
        {
            int first = heads + segment.First + (reader.Level(place++, position) * segment.EffectCount);
            compact.Slice(at, segment.EffectCount).CopyTo(row[first..]);
            at += segment.EffectCount;
        }

        compact[at..].CopyTo(row[^border..]);
    }
}
