using System.Runtime.CompilerServices;
using Lmm.Crossing;

namespace Lmm.Solver.Blocks;

/// <summary>
/// What stands below the diagonal block of each level of a head in L, the same as in A: a block for its level in every later head, rows of the
/// tail for the levels of other factors that it meets, and the border of X and y. A level's rows times its k effects are its panel.
/// </summary>
internal sealed class HeadLayout
{
    private readonly OrientedPair[] _later;
    private readonly OrientedPair[] _tail;

    private HeadLayout(int factor, int levelCount, int effectCount, OrientedPair[] later, OrientedPair[] tail, int[] tailStart, int borderRows)
    {
        _later = later;
        _tail = tail;
        Factor = factor;
        LevelCount = levelCount;
        EffectCount = effectCount;
        Parents = Array.ConvertAll(later, pair => ParentLevels(pair, levelCount));
        ParentRows = later.Sum(static pair => pair.ColumnEffects);
        TailStart = tailStart;
        TailRows = new int[tailStart[levelCount]];
        BorderRows = borderRows;
    }

    /// <summary>The index of the grouping factor.</summary>
    public int Factor { get; }

    /// <summary>The number of levels.</summary>
    public int LevelCount { get; }

    /// <summary>The number of effects per level, k.</summary>
    public int EffectCount { get; }

    /// <summary>For each later head the level in which each level is nested.</summary>
    public int[][] Parents { get; }

    /// <summary>The number of panel rows that belong to later heads.</summary>
    public int ParentRows { get; }

    /// <summary>Level l meets the tail's rows <c>TailRows[TailStart[l]]</c> … <c>TailRows[TailStart[l + 1] − 1]</c>.</summary>
    public int[] TailStart { get; }

    /// <summary>Rows of the tail, ascending within a level.</summary>
    public int[] TailRows { get; }

    /// <summary>The number of rows of the border: the rank of X plus one for y, which is the last.</summary>
    public int BorderRows { get; }

    /// <summary>The number of tail rows that a level meets.</summary>
    public int TailCount(int level) => TailStart[level + 1] - TailStart[level];

    /// <summary>The number of rows of a level's panel.</summary>
    public int Rows(int level) => ParentRows + TailCount(level) + BorderRows;

    /// <summary>The first row of a level's panel among those of all levels.</summary>
    public int FirstRow(int level) => (level * (ParentRows + BorderRows)) + TailStart[level];

    /// <summary>Lays out the head at a place in the chain.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static HeadLayout Of(CrossProducts products, BlockOrder order, int place)
    {
        int factor = order.Heads[place];
        FactorCrossProducts own = products.Factors[factor];
        OrientedPair[] later = Array.ConvertAll(order.AreApart ? [] : order.Heads[(place + 1)..], head => OrientedPair.Of(products, factor, head));
        OrientedPair[] tail = Array.ConvertAll(order.Tail, other => OrientedPair.Of(products, factor, other));
        var start = new int[own.LevelCount + 1];
        for (int level = 0; level < own.LevelCount; level++)
        {
            start[level + 1] = start[level];
            foreach (OrientedPair pair in tail)
            {
                start[level + 1] += (pair.Start[level + 1] - pair.Start[level]) * pair.ColumnEffects;
            }
        }

        var layout = new HeadLayout(factor, own.LevelCount, own.EffectCount, later, tail, start, products.FixedEffects.Rank + 1);
        layout.ListTailRows(order);
        return layout;
    }

    /// <summary>The length of the diagonal blocks of all levels, levels × k × k.</summary>
    public long DiagonalLength => (long)LevelCount * EffectCount * EffectCount;

    /// <summary>The length of the panels of all levels, rows × k.</summary>
    public long PanelLength => (long)FirstRow(LevelCount) * EffectCount;

    /// <summary>Copies the head's blocks of A: diagonal blocks (levels × k × k) and panels (rows × k).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Load(CrossProducts products, Span<double> diagonal, Span<double> panel)
    {
        FactorCrossProducts own = products.Factors[Factor];
        if (ParentRows > 0)
        {
            panel.Clear();
        }

        for (int level = 0; level < LevelCount; level++)
        {
            LoadOwn(own, level, diagonal, panel);
            int row = FirstRow(level);
            foreach (OrientedPair pair in _later)
            {
                row = LoadBlocks(products.Pairs, pair, pair.Start[level], Math.Min(pair.Start[level] + 1, pair.Start[level + 1]), panel, row);
                row += pair.Start[level + 1] > pair.Start[level] ? 0 : pair.ColumnEffects;
            }

            foreach (OrientedPair pair in _tail)
            {
                row = LoadBlocks(products.Pairs, pair, pair.Start[level], pair.Start[level + 1], panel, row);
            }
        }
    }

    /// <summary>Copies Zᵀ W y of the factor into the last row of every level's panel.</summary>
    public void LoadResponse(CrossProducts products, Span<double> panel)
    {
        FactorCrossProducts factor = products.Factors[Factor];
        for (int level = 0; level < LevelCount; level++)
        {
            int last = (FirstRow(level + 1) - 1) * EffectCount;
            for (int effect = 0; effect < EffectCount; effect++)
            {
                panel[last + effect] = factor.ResponseProduct(level, effect);
            }
        }
    }

    private static int[] ParentLevels(OrientedPair pair, int levelCount)
    {
        var parents = new int[levelCount];
        for (int level = 0; level < levelCount; level++)
        {
            parents[level] = pair.Start[level + 1] > pair.Start[level] ? pair.Partner[pair.Start[level]] : 0;
        }

        return parents;
    }

    private void ListTailRows(BlockOrder order)
    {
        for (int level = 0; level < LevelCount; level++)
        {
            int at = TailStart[level];
            foreach (OrientedPair pair in _tail)
            {
                for (int block = pair.Start[level]; block < pair.Start[level + 1]; block++)
                {
                    for (int effect = 0; effect < pair.ColumnEffects; effect++)
                    {
                        TailRows[at++] = order.TailOffsets[pair.Second] + (pair.Partner[block] * pair.ColumnEffects) + effect;
                    }
                }
            }
        }
    }

    private void LoadOwn(FactorCrossProducts own, int level, Span<double> diagonal, Span<double> panel)
    {
        int effects = EffectCount;
        int border = FirstRow(level + 1) - BorderRows;
        for (int effect = 0; effect < effects; effect++)
        {
            ReadOnlySpan<double> source = own.Values.AsSpan(((level * effects) + effect) * own.Width, own.Width);
            source[..effects].CopyTo(diagonal[(((level * effects) + effect) * effects)..]);
            for (int index = 0; index < BorderRows; index++)
            {
                panel[((border + index) * effects) + effect] = source[effects + index];
            }
        }
    }

    // The panel's rows are the partner's effects, its columns those of this factor.
    private int LoadBlocks(PairCrossProducts[] pairs, OrientedPair pair, int first, int end, Span<double> panel, int row)
    {
        for (int block = first; block < end; block++)
        {
            for (int effect = 0; effect < EffectCount; effect++)
            {
                for (int other = 0; other < pair.ColumnEffects; other++)
                {
                    panel[((row + other) * EffectCount) + effect] = pair.Value(pairs, block, effect, other);
                }
            }

            row += pair.ColumnEffects;
        }

        return row;
    }
}
