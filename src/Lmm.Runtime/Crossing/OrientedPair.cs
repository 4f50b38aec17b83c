namespace Lmm.Crossing;

/// <summary>
/// The cross-products of two factors with the wanted one as the rows: the pattern, turned where it is stored the other way round, and a view of
/// values that are overwritten.
/// </summary>
internal sealed class OrientedPair
{
    private readonly int _pair;
    private readonly int[]? _source;
    private readonly int _rowEffects;
    private readonly int _columnEffects;

    private OrientedPair(int pair, int second, int[] start, int[] partner, int[]? source, int rowEffects, int columnEffects)
    {
        _pair = pair;
        Second = second;
        Start = start;
        Partner = partner;
        _source = source;
        _rowEffects = rowEffects;
        _columnEffects = columnEffects;
    }

    /// <summary>The index of the factor whose levels are the columns.</summary>
    public int Second { get; }

    /// <summary>Level l of the rows has the blocks <c>Start[l]</c> … <c>Start[l + 1]</c> − 1.</summary>
    public int[] Start { get; }

    /// <summary>For each block the level of the other factor, ascending within a level of the rows.</summary>
    public int[] Partner { get; }

    /// <summary>The number of effects of a level of the columns.</summary>
    public int ColumnEffects => _columnEffects;

    /// <summary>The pair with <paramref name="first"/> as its rows.</summary>
    public static OrientedPair Of(CrossProducts products, int first, int second)
    {
        int index = Array.FindIndex(products.Pairs, pair => (pair.First == first && pair.Second == second) || (pair.First == second && pair.Second == first));
        PairCrossProducts pair = index >= 0 ? products.Pairs[index] : throw new ArgumentException("There are no cross-products of these two factors.", nameof(second));
        int rowEffects = products.Factors[first].EffectCount;
        int columnEffects = products.Factors[second].EffectCount;
        return pair.First == first
            ? new OrientedPair(index, second, pair.Start, pair.Partner, null, rowEffects, columnEffects)
            : Turned(pair, index, second, products.Factors[first].LevelCount, rowEffects, columnEffects);
    }

    /// <summary>The element of a block for an effect of the row's level and one of the column's.</summary>
    public double Value(PairCrossProducts[] pairs, int block, int row, int column)
    {
        double[] values = pairs[_pair].Values;
        int size = _rowEffects * _columnEffects;
        return _source is null ? values[(block * size) + (row * _columnEffects) + column] : values[(_source[block] * size) + (column * _rowEffects) + row];
    }

    /// <summary>The same cross-products as a pair of their own, with a copy of the values where they are stored the other way round.</summary>
    public PairCrossProducts ToPair(PairCrossProducts[] pairs)
    {
        if (_source is null)
        {
            return pairs[_pair];
        }

        int size = _rowEffects * _columnEffects;
        var values = new double[Partner.Length * size];
        for (int block = 0; block < Partner.Length; block++)
        {
            for (int entry = 0; entry < size; entry++)
            {
                values[(block * size) + entry] = Value(pairs, block, entry / _columnEffects, entry % _columnEffects);
            }
        }

        return new PairCrossProducts(pairs[_pair].Second, pairs[_pair].First, Start, Partner, values);
    }

    private static OrientedPair Turned(PairCrossProducts pair, int index, int second, int levelCount, int rowEffects, int columnEffects)
    {
        var start = new int[levelCount + 1];
        foreach (int level in pair.Partner)
        {
            start[level + 1]++;
        }

        for (int level = 0; level < levelCount; level++)
        {
            start[level + 1] += start[level];
        }

        var next = start.AsSpan(0, levelCount).ToArray();
        var partner = new int[pair.Partner.Length];
        var source = new int[pair.Partner.Length];
        for (int level = 0; level + 1 < pair.Start.Length; level++)
        {
            for (int block = pair.Start[level]; block < pair.Start[level + 1]; block++)
            {
                int to = next[pair.Partner[block]]++;
                partner[to] = level;
                source[to] = block;
            }
        }

        return new OrientedPair(index, second, start, partner, source, rowEffects, columnEffects);
    }
}
