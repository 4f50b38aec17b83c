using Lmm.Distributions;

namespace Lmm.Tests.Intervals;

public class RandomStreamTests
{
    // The test vector of xoshiro256++ in Rust's rand_xoshiro, made with the authors' reference code.
    [Fact]
    public void Bits_are_those_of_the_reference_code()
    {
        var stream = new RandomStream();
        stream.StartAt(1, 2, 3, 4);

        Assert.Equal(
            [41943041UL, 58720359UL, 3588806011781223UL, 3591011842654386UL, 9228616714210784205UL, 9973669472204895162UL, 14011001112246962877UL, 12406186145184390807UL, 15849039046786891736UL, 10450023813501588000UL],
            Enumerable.Range(0, 10).Select(_ => stream.NextBits()));
    }

    [Fact]
    public void A_stream_is_the_same_whatever_was_drawn_before_it_and_differs_from_its_neighbours()
    {
        double[] First(long seed, long number, int before)
        {
            var stream = new RandomStream();
            stream.Start(99, 5);
            for (int draw = 0; draw < before; draw++)
            {
                stream.NextNormal();
            }

            stream.Start(seed, number);
            return [.. Enumerable.Range(0, 3).Select(_ => stream.NextNormal())];
        }

        Assert.Equal(First(1, 2, 0), First(1, 2, 7));
        Assert.Equal(4, new[] { First(1, 2, 0)[0], First(2, 1, 0)[0], First(1, 3, 0)[0], First(2, 2, 0)[0] }.Distinct().Count());
    }

    // Of a million numbers the mean has a standard error of 0.001, the variance of 0.0014, the kurtosis of 0.005; tails are binomial.
    [Fact]
    public void Normal_numbers_have_the_moments_and_tails_of_the_normal_distribution()
    {
        const int Count = 1_000_000;
        var stream = new RandomStream();
        var values = new double[Count];
        for (int block = 0; block < 1000; block++)
        {
            stream.Start(11, block);
            stream.FillNormal(values.AsSpan(block * 1000, 1000));
        }

        Assert.Equal(0, values.Average(), 0.004);
        Assert.Equal(1, values.Average(static value => value * value), 0.006);
        Assert.Equal(0, values.Average(static value => value * value * value), 0.016);
        Assert.Equal(3, values.Average(static value => value * value * value * value), 0.04);
        Assert.Equal(0.05, values.Count(static value => Math.Abs(value) > 1.959963984540054) / (double)Count, 0.001);
        Assert.Equal(0, values.Zip(values.Skip(1), static (one, next) => one * next).Average(), 0.004);
    }
}
