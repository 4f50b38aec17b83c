namespace Lmm.Crossing;

/// <summary>Which grouping factors have the levels of all others within theirs, by the pairs of levels that occur.</summary>
internal static class NestedLevels
{
    /// <summary>The names of the grouping factors in which the levels of all others lie; none where factors cross.</summary>
    public static IEnumerable<string> Outermost(CrossProducts products)
        => products.Factors.Select(static factor => factor.Name).Distinct().Where(name => Of(products, name, out _) is not null);

    /// <summary>For each factor and each of its levels the level of one grouping factor that it lies in; −1 for one that no row has. Null where some level lies in several.</summary>
    /// <param name="products">The cross-products.</param>
    /// <param name="grouping">The name of the one.</param>
    /// <param name="crossing">The first factor of which a level lies in several.</param>
    public static int[][]? Of(CrossProducts products, string grouping, out string? crossing)
    {
        int[][] lies = Array.ConvertAll(products.Factors, factor => Start(factor, factor.Name == grouping));
        foreach (PairCrossProducts pair in products.Pairs)
        {
            bool isFirst = products.Factors[pair.First].Name == grouping;
            if (isFirst != (products.Factors[pair.Second].Name == grouping) && !Note(pair, isFirst, lies[isFirst ? pair.Second : pair.First]))
            {
                crossing = products.Factors[isFirst ? pair.Second : pair.First].Name;
                return null;
            }
        }

        crossing = null;
        return lies;
    }

    private static int[] Start(FactorCrossProducts factor, bool isOuter)
    {
        if (isOuter)
        {
            return [.. Enumerable.Range(0, factor.LevelCount)];
        }

        var unknown = new int[factor.LevelCount];
        Array.Fill(unknown, -1);
        return unknown;
    }

    // Parts of one term that lie on the factor by themselves each tell of their own rows.
    private static bool Note(PairCrossProducts pair, bool isFirst, int[] lies)
    {
        for (int level = 0; level + 1 < pair.Start.Length; level++)
        {
            for (int place = pair.Start[level]; place < pair.Start[level + 1]; place++)
            {
                (int outer, int inner) = isFirst ? (level, pair.Partner[place]) : (pair.Partner[place], level);
                if (lies[inner] >= 0 && lies[inner] != outer)
                {
                    return false;
                }

                lies[inner] = outer;
            }
        }

        return true;
    }
}
