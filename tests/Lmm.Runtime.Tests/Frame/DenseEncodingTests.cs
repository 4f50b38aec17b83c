using Lmm.Columns;

namespace Lmm.Tests.Frame;

/// <summary>Codes of whole numbers by a table are those that come of sorting.</summary>
public sealed class DenseEncodingTests
{
    [Theory]
    [InlineData(0L)]
    [InlineData(-50L)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue - 100)]
    [InlineData((1L << 53) - 20)]
    public void Codes_and_levels_are_those_of_sorted_values(long offset)
    {
        Random random = new(3);
        for (int draw = 0; draw < 50; draw++)
        {
            int count = random.Next(1, 300);
            int span = random.Next(1, Math.Min(100, count) + 1);
            long[] values = [.. Enumerable.Range(0, count).Select(_ => offset + random.Next(span))];
            bool[]? missing = draw % 3 == 0 ? null : [.. values.Select(_ => random.Next(4) == 0)];
            long[] levels = [.. values.Where((_, row) => missing is null || !missing[row]).Distinct().Order()];
            (int[] codes, long[] keys) = DenseEncoding.Encode(values, missing, default) ?? throw new InvalidOperationException("The values lie close together.");
            Assert.Equal(levels, keys);
            Assert.Equal(values.Select((value, row) => missing is not null && missing[row] ? -1 : Array.IndexOf(levels, value)), codes);
        }
    }

    [Fact]
    public void Values_that_lie_apart_are_left_to_others()
    {
        Assert.Null(DenseEncoding.Encode([long.MinValue, long.MaxValue, 0], null, default));
        Assert.Null(DenseEncoding.Encode([1, 1_000_000_007], null, default));
        Assert.Null(DenseEncoding.Encode([], null, default));
        Assert.Null(DenseEncoding.Encode([4, 5], [true, true], default));
    }

    [Fact]
    public void A_far_value_that_is_missing_does_not_matter()
        => Assert.Equal([7, 8], DenseEncoding.Encode([7, long.MaxValue, 8], [false, true, false], default)!.Value.Keys);

    [Fact]
    public void It_stops()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => DenseEncoding.Encode([1, 2, 3], null, source.Token));
    }
}
