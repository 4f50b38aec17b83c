using Lmm.Crossing;
using Lmm.Solver.Blocks;

namespace Lmm.Solver.Orthogonal;

/// <summary>
/// The levels of nested factors as a tree, the finest at depth 0. Crossed factors, if any, are one node above them, with all of their effects; X and y
/// are the root. At a depth a row has the effects of that depth and of all above it, then X and y.
/// </summary>
internal sealed class LevelTree
{
    private readonly int[] _effects;
    private readonly int[] _levels;
    private readonly int[][] _parents;
    private readonly int[][] _firstChild;
    private readonly int[][] _children;
    private readonly TailSegment[][] _segments;

    public LevelTree(CrossProducts products, BlockOrder order)
    {
        int heads = order.Heads.Length;
        Depth = heads + (order.TailColumns > 0 ? 1 : 0);
        Rank = products.FixedEffects.Rank;
        _effects = new int[Depth];
        _levels = new int[Depth + 1];
        _segments = new TailSegment[Depth][];
        for (int depth = 0; depth < heads; depth++)
        {
            FactorCrossProducts factor = products.Factors[order.Heads[depth]];
            _effects[depth] = factor.EffectCount;
            _levels[depth] = factor.LevelCount;
            _segments[depth] = [new TailSegment(order.Heads[depth], 0, 1, factor.EffectCount)];
        }

        if (Depth > heads)
        {
            _effects[heads] = order.TailColumns;
            _levels[heads] = 1;
            _segments[heads] = Array.ConvertAll(order.Tail, factor => new TailSegment(
                factor, order.TailOffsets[factor], products.Factors[factor].LevelCount, products.Factors[factor].EffectCount));
        }

        _levels[Depth] = 1;
        HeadCount = heads;
        _parents = new int[Depth][];
        _firstChild = new int[Depth + 1][];
        _children = new int[Depth + 1][];
        for (int depth = 0; depth < Depth; depth++)
        {
            _parents[depth] = depth + 1 < heads ? Parents(OrientedPair.Of(products, order.Heads[depth], order.Heads[depth + 1]), _levels[depth]) : new int[_levels[depth]];
            var sorted = LevelOrder.Of(_parents[depth], _levels[depth + 1]);
            _firstChild[depth + 1] = sorted.Start;
            _children[depth + 1] = sorted.Rows ?? [.. Enumerable.Range(0, _levels[depth])];
        }
    }

    /// <summary>The depth of the root: the number of depths with random effects.</summary>
    public int Depth { get; }

    /// <summary>The number of nested factors: the depth of the crossed ones, if there are any.</summary>
    public int HeadCount { get; }

    /// <summary>The rank of X.</summary>
    public int Rank { get; }

    /// <summary>The number of effects of a level at a depth.</summary>
    public int Effects(int depth) => _effects[depth];

    /// <summary>The number of levels at a depth.</summary>
    public int Levels(int depth) => _levels[depth];

    /// <summary>The level at the next depth in which a level is nested.</summary>
    public int Parent(int depth, int level) => _parents[depth][level];

    /// <summary>The levels that are nested in a level.</summary>
    public ReadOnlySpan<int> Children(int depth, int level) => _children[depth].AsSpan(_firstChild[depth][level].._firstChild[depth][level + 1]);

    /// <summary>The grouping factors of a depth and where their effects are.</summary>
    public ReadOnlySpan<TailSegment> Segments(int depth) => _segments[depth];

    /// <summary>The number of columns of a row at a depth.</summary>
    public int Width(int depth)
    {
        int width = Rank + 1;
        for (int above = depth; above < Depth; above++)
        {
            width += _effects[above];
        }

        return width;
    }

    /// <summary>x := xΛ for the effects of a depth.</summary>
    public void Multiply(int depth, double[][] lambda, Span<double> x)
    {
        foreach (TailSegment segment in _segments[depth])
        {
            segment.Multiply(x, lambda[segment.Factor], _effects[depth]);
        }
    }

    /// <summary>x := xΛᵀ, Λx as a row, for the effects of a depth.</summary>
    public void MultiplyTransposed(int depth, double[][] lambda, Span<double> x)
    {
        foreach (TailSegment segment in _segments[depth])
        {
            segment.MultiplyTransposed(x, lambda[segment.Factor], _effects[depth]);
        }
    }

    private static int[] Parents(OrientedPair pair, int levelCount)
    {
        var parents = new int[levelCount];
        for (int level = 0; level < levelCount; level++)
        {
            parents[level] = pair.Start[level + 1] > pair.Start[level] ? pair.Partner[pair.Start[level]] : 0;
        }

        return parents;
    }
}
