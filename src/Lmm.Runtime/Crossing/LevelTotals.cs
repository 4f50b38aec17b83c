namespace Lmm.Crossing;

/// <summary>
/// The sums [X y]ᵀW[X y] of each level of a grouping factor in which the levels of all others lie: what clusters by the factor need besides the products
/// with its effects.
/// </summary>
/// <param name="Grouping">The name of the factor.</param>
/// <param name="Order">The rank of X + 1.</param>
/// <param name="Values">Levels × order (order + 1) / 2: for each level the lower triangle in working coordinates, row by row.</param>
internal sealed record LevelTotals(string Grouping, int Order, double[] Values)
{
    /// <summary>The most numbers that are kept of a grouping factor: 128 MiB.</summary>
    public const int MostNumbers = 1 << 24;

    /// <summary>The most columns of X, for the time that the sums take grows with the square of their number.</summary>
    public const int MostColumns = 200;

    /// <summary>The numbers of a level.</summary>
    public int Size => SizeOf(Order);

    /// <summary>The numbers of a level, for the rank of X + 1.</summary>
    public static int SizeOf(int order) => checked(order * (order + 1) / 2);

    /// <summary>Whether the sums of so many levels and columns are kept.</summary>
    public static bool IsAffordable(int levels, int rank) => rank <= MostColumns && (long)levels * SizeOf(rank + 1) <= MostNumbers;

    /// <summary>The lower triangle of a level.</summary>
    public Span<double> Of(int level) => Values.AsSpan(level * Size, Size);
}
