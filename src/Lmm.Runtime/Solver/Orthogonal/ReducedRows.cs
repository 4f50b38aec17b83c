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
    private readonly double[] inner;
    private readonly double[] outer;

    public ReducedRows(LevelTree tree)
    {
        this.tree = tree;
        width = tree.Width(0);
        outerWidth = tree.Width(1);
        inner = new double[tree.Levels(0) * tree.Effects(0) * width];
        outer = new double[tree.Levels(1) * outerWidth * outerWidth];
    }

    /// <summary>The rows of a level of the finest factor: effects × columns, upper triangular.</summary>
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
        Array.Clear(outer);
        for (int level = 0; level < tree.Levels(0); level++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Array.Clear(triangle);
            for (int position = reader.Order.Start[level]; position < reader.Order.Start[level + 1]; position++)
            {
                reader.Write(position, compact);
                Spread(compact, row, reader, position, tailEffects);
                PlaneRotations.Absorb(triangle, width, width, row);
            }

            triangle.AsSpan(0, effects * width).CopyTo(inner.AsSpan(level * effects * width));
            Span<double> above = outer.AsSpan(tree.Parent(0, level) * outerWidth * outerWidth, outerWidth * outerWidth);
            for (int rest = effects; rest < width; rest++)
            {
                PlaneRotations.Absorb(above, outerWidth, outerWidth, triangle.AsSpan((rest * width) + effects, outerWidth));
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
