namespace Lmm.Kernels;

/// <summary>Cuts rows into at most 64 ranges that depend on their number alone.</summary>
internal readonly record struct RowRanges(int RowCount)
{
    private const int MostRanges = 64;
    private const int FewestRows = 4096;

    /// <summary>The number of ranges.</summary>
    public int Count => Math.Max(1, Math.Min(MostRanges, RowCount / FewestRows));

    /// <summary>The first row of a range; that of the range after the last is the number of rows.</summary>
    public int Start(int range) => (int)((long)RowCount * range / Count);
}
