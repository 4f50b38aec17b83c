namespace Lmm.Crossing;

/// <summary>Puts together what a pass over the levels of a grouping factor has formed, piece by piece.</summary>
internal static class FormedBlocks
{
    /// <summary>Adds the sums of all pieces, in their order.</summary>
    public static void Add(double[][] pieces, double[] sums)
    {
        foreach (double[] piece in pieces)
        {
            for (int column = 0; column < sums.Length; column++)
            {
                sums[column] += piece[column];
            }
        }
    }

    /// <summary>The blocks of a factor, and those between it and others.</summary>
    /// <param name="factor">The factor.</param>
    /// <param name="effectCount">The number of effects per level, k.</param>
    /// <param name="width">k + rank + 1.</param>
    /// <param name="values">Levels × k × width.</param>
    /// <param name="patterns">Which levels of the others each of its levels meets.</param>
    /// <param name="pairValues">The blocks of each of these pairs.</param>
    public static (FactorCrossProducts Own, PairCrossProducts[] Pairs) Of(FactorColumn factor, int effectCount, int width, double[] values, IEnumerable<PairPattern> patterns, double[][] pairValues) => (
        new FactorCrossProducts(factor.Name, factor.Levels, effectCount, width, values),
        [.. patterns.Zip(pairValues, static (pattern, blocks) => new PairCrossProducts(pattern.First, pattern.Second, pattern.Start, pattern.Partner, blocks))]);
}
