namespace Lmm.Solver;

/// <summary>
/// The levels of nested factors as a tree, the finest at depth 0. Crossed factors, if any, are one node above them, with all of their effects; X and y
/// are the root. At a depth a row has the effects of that depth and of all above it, then X and y.
/// </summary>
internal sealed class LevelTree
{
    private readonly int[] effects;
    private readonly int[] levels;
    private readonly int[][] parents;
    private readonly int[][] firstChild;
    private readonly int[][] children;
    private readonly TailSegment[][] segments;

    public LevelTree(CrossProducts products, BlockOrder order)
    {
        int heads = order.Heads.Length;
        Depth = heads + (order.TailColumns > 0 ? 1 : 0);
        Rank = products.FixedEffects.Rank;
        effects = new int[Depth];
        levels = new int[Depth + 1];
        segments = new TailSegment[Depth][];
        for (int depth = 0; depth < heads; depth++)
        {
            FactorCrossProducts factor = products.Factors[order.Heads[depth]];
            effects[depth] = factor.EffectCount;
            levels[depth] = factor.LevelCount;
            segments[depth] = [new TailSegment(order.Heads[depth], 0, 1, factor.EffectCount)];
        }

        if (Depth > heads)
        {
            effects[heads] = order.TailColumns;
            levels[heads] = 1;
            segments[heads] = Array.ConvertAll(order.Tail, factor => new TailSegment(
                factor, order.TailOffsets[factor], products.Factors[factor].LevelCount, products.Factors[factor].EffectCount));
        }

        levels[Depth] = 1;
        HeadCount = heads;
        parents = new int[Depth][];
        firstChild = new int[Depth + 1][];
        children = new int[Depth + 1][];
        for (int depth = 0; depth < Depth; depth++)
        {
            parents[depth] = depth + 1 < heads ? Parents(OrientedPair.Of(products, order.Heads[depth], order.Heads[depth + 1]), levels[depth]) : new int[levels[depth]];
            var sorted = LevelOrder.Of(parents[depth], levels[depth + 1]);
            firstChild[depth + 1] = sorted.Start;
            children[depth + 1] = sorted.Rows ?? [.. Enumerable.Range(0, levels[depth])];
        }
    }

    /// <summary>The depth of the root: the number of depths with random effects.</summary>
    public int Depth { get; }

    /// <summary>The number of nested factors: the depth of the crossed ones, if there are any.</summary>
    public int HeadCount { get; }

    /// <summary>The rank of X.</summary>
    public int Rank { get; }

    /// <summary>The number of effects of a level at a depth.</summary>
    public int Effects(int depth) => effects[depth];

    /// <summary>The number of levels at a depth.</summary>
    public int Levels(int depth) => levels[depth];

    /// <summary>The level at the next depth in which a level is nested.</summary>
    public int Parent(int depth, int level) => parents[depth][level];

    /// <summary>The levels that are nested in a level.</summary>
    public ReadOnlySpan<int> Children(int depth, int level) => children[depth].AsSpan(firstChild[depth][level]..firstChild[depth][level + 1]);

    /// <summary>The grouping factors of a depth and where their effects are.</summary>
    public ReadOnlySpan<TailSegment> Segments(int depth) => segments[depth];

    /// <summary>The number of columns of a row at a depth.</summary>
    public int Width(int depth)
    {
        int width = Rank + 1;
        for (int above = depth; above < Depth; above++)
        {
            width += effects[above];
        }

        return width;
    }

    /// <summary>x := xΛ for the effects of a depth.</summary>
    public void Multiply(int depth, double[][] lambda, Span<double> x)
    {
        foreach (TailSegment segment in segments[depth])
        {
            segment.Multiply(x, lambda[segment.Factor], effects[depth]);
        }
    }

    /// <summary>x := xΛᵀ, Λx as a row, for the effects of a depth.</summary>
    public void MultiplyTransposed(int depth, double[][] lambda, Span<double> x)
    {
        foreach (TailSegment segment in segments[depth])
        {
            segment.MultiplyTransposed(x, lambda[segment.Factor], effects[depth]);
        }
    }

    private static int[] Parents(PairCrossProducts pair, int levelCount)
    {
        var parents = new int[levelCount];
        for (int level = 0; level < levelCount; level++)
        {
            parents[level] = pair.Start[level + 1] > pair.Start[level] ? pair.Partner[pair.Start[level]] : 0;
        }

        return parents;
    }
}
