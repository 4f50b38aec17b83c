using Lmm.Storage;

namespace Lmm.Variables;

/// <summary>Factors in files: their levels, without the rows.</summary>
internal static class StoredLevels
{
    private const int MostFactors = 256;

    /// <summary>Writes a factor's name and levels.</summary>
    public static void Write(this StoredWriter writer, FactorColumn factor)
    {
        writer.Write(factor.Name);
        writer.Write(factor.Levels);
        writer.WriteOptional(factor.Crossed, writer.Write);
    }

    /// <summary>Reads a factor, over no rows.</summary>
    public static FactorColumn ReadFactor(this StoredReader reader, string model)
    {
        string name = reader.ReadText();
        string[] levels = reader.ReadTexts();
        CrossedLevels? crossed = reader.ReadOptional(() => reader.ReadCrossed(levels.Length));

        // Combinations of levels with colons can have one name.
        reader.Require(crossed is not null || levels.Distinct(StringComparer.Ordinal).Count() == levels.Length);
        return new FactorColumn(name, [], levels, model) { Crossed = crossed };
    }

    /// <summary>Writes which levels combinations combine.</summary>
    public static void Write(this StoredWriter writer, CrossedLevels crossed)
    {
        writer.WriteOptional(crossed.Slow, writer.Write);
        writer.Write(crossed.SlowLevels);
        writer.Write(crossed.FastLevels);
        writer.Write(crossed.Cells.AsSpan());
    }

    /// <summary>Reads which levels so many combinations combine.</summary>
    public static CrossedLevels ReadCrossed(this StoredReader reader, int combinations) => Read(reader, combinations, 0);

    // Without a limit a file could exhaust the stack.
    private static CrossedLevels Read(StoredReader reader, int combinations, int depth)
    {
        reader.Require(depth < MostFactors);
        CrossedLevels? slow = reader.ReadOptional(() => Read(reader, -1, depth + 1));
        string[] slowLevels = reader.ReadTexts();
        string[] fastLevels = reader.ReadTexts();
        long[] cells = reader.ReadInt64s();
        reader.Require(slow is null || slow.Cells.Length == slowLevels.Length);
        reader.Require(combinations < 0 || cells.Length == combinations);
        for (int place = 0; place < cells.Length; place++)
        {
            reader.Require(cells[place] > (place == 0 ? -1 : cells[place - 1]) && cells[place] < (long)slowLevels.Length * fastLevels.Length);
        }

        return new CrossedLevels(slow, slowLevels, fastLevels, cells);
    }
}
