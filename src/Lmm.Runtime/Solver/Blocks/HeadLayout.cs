using System.Runtime.CompilerServices;
using Lmm.Crossing;

namespace Lmm.Solver.Blocks;

/// <summary>
/// What stands below the diagonal block of each level of a head in L, the same as in A: a block for its level in every later head, rows of the
/// tail for the levels of other factors that it meets, and the border of X and y. A level's rows times its k effects are its panel.
/// </summary>
internal sealed class HeadLayout
{
    private HeadLayout(int factor, int levelCount, int effectCount, int[][] parents, int parentRows, int[] tailStart, int[] tailRows, int borderRows)
    {
        Factor = factor;
        LevelCount = levelCount;
        EffectCount = effectCount;
        Parents = parents;
        ParentRows = parentRows;
        TailStart = tailStart;
        TailRows = tailRows;
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

    /// <summary>Lays out the head at a place in the chain and copies its blocks of A: diagonal blocks (levels × k × k) and panels (rows × k).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static HeadLayout Of(CrossProducts products, BlockOrder order, int place, out double[] diagonal, out double[] panel)
    {
        int factor = order.Heads[place];
        FactorCrossProducts own = products.Factors[factor];
        int effects = own.EffectCount;
        int border = products.FixedEffects.Rank + 1;
        PairCrossProducts[] later = Array.ConvertAll(order.AreApart ? [] : order.Heads[(place + 1)..], head => OrientedPair.Of(products, factor, head));
        PairCrossProducts[] tail = Array.ConvertAll(order.Tail, other => OrientedPair.Of(products, factor, other));
        int parentRows = later.Sum(pair => products.Factors[pair.Second].EffectCount);
        int[][] parents = Array.ConvertAll(later, pair => ParentLevels(pair, own.LevelCount));

        var start = new int[own.LevelCount + 1];
        for (int level = 0; level < own.LevelCount; level++)
        {
            start[level + 1] = start[level];
            foreach (PairCrossProducts pair in tail)
            {
                start[level + 1] += (pair.Start[level + 1] - pair.Start[level]) * products.Factors[pair.Second].EffectCount;
            }
        }

        var layout = new HeadLayout(factor, own.LevelCount, effects, parents, parentRows, start, new int[start[own.LevelCount]], border);
        diagonal = new double[(long)own.LevelCount * effects * effects];
        panel = new double[(long)layout.FirstRow(own.LevelCount) * effects];
        for (int level = 0; level < own.LevelCount; level++)
        {
            layout.Copy(products, order, level, later, tail, diagonal, panel);
        }

        return layout;
    }

    /// <summary>Copies Zᵀ W y of the factor into the last row of every level's panel.</summary>
    public void CopyResponse(FactorCrossProducts factor, Span<double> panel)
    {
        for (int level = 0; level < LevelCount; level++)
        {
            int last = (FirstRow(level + 1) - 1) * EffectCount;
            for (int effect = 0; effect < EffectCount; effect++)
            {
                panel[last + effect] = factor.ResponseProduct(level, effect);
            }
        }
    }

    private static int[] ParentLevels(PairCrossProducts pair, int levelCount)
    {
        var parents = new int[levelCount];
        for (int level = 0; level < levelCount; level++)
        {
            parents[level] = pair.Start[level + 1] > pair.Start[level] ? pair.Partner[pair.Start[level]] : 0;
        }

        return parents;
    }

    private void Copy(CrossProducts products, BlockOrder order, int level, PairCrossProducts[] later, PairCrossProducts[] tail, double[] diagonal, double[] panel)
    {
        int effects = EffectCount;
        FactorCrossProducts own = products.Factors[Factor];
        int row = FirstRow(level);
        for (int effect = 0; effect < effects; effect++)
        {
            ReadOnlySpan<double> source = own.Values.AsSpan(((level * effects) + effect) * own.Width, own.Width);
            source[..effects].CopyTo(diagonal.AsSpan(((level * effects) + effect) * effects));
            int border = FirstRow(level + 1) - BorderRows;
            for (int index = 0; index < BorderRows; index++)
            {
                panel[((border + index) * effects) + effect] = source[effects + index];
            }
        }

        foreach (PairCrossProducts pair in later)
        {
            if (pair.Start[level + 1] > pair.Start[level])
            {
                CopyTransposed(pair, pair.Start[level], products.Factors[pair.Second].EffectCount, panel, row);
            }

            row += products.Factors[pair.Second].EffectCount;
        }

        int at = TailStart[level];
        foreach (PairCrossProducts pair in tail)
        {
            int width = products.Factors[pair.Second].EffectCount;
            for (int index = pair.Start[level]; index < pair.Start[level + 1]; index++)
            {
                CopyTransposed(pair, index, width, panel, row);
                for (int effect = 0; effect < width; effect++)
                {
                    TailRows[at++] = order.TailOffsets[pair.Second] + (pair.Partner[index] * width) + effect;
                }

                row += width;
            }
        }
    }

    // The panel's rows are the partner's effects, its columns those of this factor.
    private void CopyTransposed(PairCrossProducts pair, int index, int width, double[] panel, int row)
    {
        for (int effect = 0; effect < EffectCount; effect++)
        {
            for (int other = 0; other < width; other++)
            {
                panel[((row + other) * EffectCount) + effect] = pair.Values[(((index * EffectCount) + effect) * width) + other];
            }
        }
    }
}
