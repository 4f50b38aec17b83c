using Lmm.Kernels;

namespace Lmm.Runtime.Tests.Kernels;

/// <summary>Values are sorted by numbers that have marks, as comparisons sort them.</summary>
public sealed class MarkedSortTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(64, 64)]
    [InlineData(65, 2)]
    [InlineData(200, 80)]
    [InlineData(1000, 999)]
    public void Numbers_are_sorted_with_their_values(int bound, int count)
    {
        var random = new Random(7);
        MarkedSort sort = new(bound);
        for (int repeat = 0; repeat < 20; repeat++)
        {
            int[] all = [.. Enumerable.Range(0, bound)];
            random.Shuffle(all);
            int[] numbers = all[..count];
            double[] values = Array.ConvertAll(numbers, static number => number / 7.0);

            Assert.True(sort.TrySort(numbers, values));

            Assert.Equal(all[..count].Order(), numbers);
            Assert.Equal(Array.ConvertAll(numbers, static number => number / 7.0), values);
        }
    }

    [Fact]
    public void Repeated_numbers_are_left_to_comparisons()
    {
        MarkedSort sort = new(10);
        int[] numbers = [3, 1, 3];
        double[] values = [1, 2, 3];

        Assert.False(sort.TrySort(numbers, values));
        Assert.Equal([3, 1, 3], numbers);
        Assert.Equal([1, 2, 3], values);

        numbers = [3, 1, 0];
        Assert.True(sort.TrySort(numbers, values));
        Assert.Equal([0, 1, 3], numbers);
        Assert.Equal([3, 2, 1], values);
    }

    [Fact]
    public void Few_numbers_below_a_large_bound_are_left_to_comparisons()
    {
        int[] numbers = [900, 1];
        double[] values = [9, 1];
        Assert.False(new MarkedSort(1000).TrySort(numbers, values));
        Assert.Equal([900, 1], numbers);
    }
}
