namespace Lmm.Crossing;

/// <summary>
/// The cross-products of one grouping factor's effects with themselves, with X and with the response. The effects of a level meet those of
/// another level of the same factor in no row, so that there is one small block per level.
/// </summary>
/// <param name="Name">The name of the factor.</param>
/// <param name="Levels">The names of the levels.</param>
/// <param name="EffectCount">k, the number of effects per level, over all terms on this factor.</param>
/// <param name="Width">k + rank of X + 1, the length of a row of <paramref name="Values"/>.</param>
/// <param name="Values">Levels × k × <paramref name="Width"/>: for each level its rows of Zᵀ W [Z X y].</param>
internal sealed record FactorCrossProducts(string Name, string[] Levels, int EffectCount, int Width, double[] Values)
{
    /// <summary>The number of levels.</summary>
    public int LevelCount => Levels.Length;

    /// <summary>The number of columns of Z.</summary>
    public long ColumnCount => (long)LevelCount * EffectCount;

    /// <summary>The element of Zᵀ W Z for an effect with itself at a level.</summary>
    public double OwnProduct(int level, int effect) => Values[(((level * EffectCount) + effect) * Width) + effect];

    /// <summary>The element of Zᵀ W y for an effect at a level.</summary>
    public ref double ResponseProduct(int level, int effect) => ref Values[(((level * EffectCount) + effect) * Width) + Width - 1];
}
