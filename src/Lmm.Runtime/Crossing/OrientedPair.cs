namespace Lmm.Crossing;

/// <summary>Finds the cross-products of two factors with the wanted one as the rows.</summary>
internal static class OrientedPair
{
    /// <summary>The pair with <paramref name="first"/> as its rows; transposed when it is stored the other way round.</summary>
    public static PairCrossProducts Of(CrossProducts products, int first, int second)
    {
        foreach (PairCrossProducts pair in products.Pairs)
        {
            if (pair.First == first && pair.Second == second)
            {
                return pair;
            }

            if (pair.First == second && pair.Second == first)
            {
                return Transpose(pair, products.Factors[first], products.Factors[second].EffectCount);
            }
        }

        throw new ArgumentException("There are no cross-products of these two factors.", nameof(second));
    }

    private static PairCrossProducts Transpose(PairCrossProducts pair, FactorCrossProducts rows, int columnEffects)
    {
        int rowEffects = rows.EffectCount;
        var start = new int[rows.LevelCount + 1];
        foreach (int level in pair.Partner)
        {
            start[level + 1]++;
        }

        for (int level = 0; level < rows.LevelCount; level++)
        {
            start[level + 1] += start[level];
        }

        var next = start.AsSpan(0, rows.LevelCount).ToArray();
        var partner = new int[pair.Partner.Length];
        var values = new double[pair.Values.Length];
        int size = rowEffects * columnEffects;
        for (int level = 0; level + 1 < pair.Start.Length; level++)
        {
            for (int index = pair.Start[level]; index < pair.Start[level + 1]; index++)
            {
                int to = next[pair.Partner[index]]++;
                partner[to] = level;
                for (int row = 0; row < rowEffects; row++)
                {
                    for (int column = 0; column < columnEffects; column++)
                    {
                        values[(to * size) + (row * columnEffects) + column] = pair.Values[(index * size) + (column * rowEffects) + row];
                    }
                }
            }
        }

        return new PairCrossProducts(pair.Second, pair.First, start, partner, values);
    }
}
