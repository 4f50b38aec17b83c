using Lmm.Distributions;

namespace Lmm.Tests.Intervals;

/// <summary>Quantiles against R's qt and qnorm, and against the tails that they belong to.</summary>
public class QuantileTests
{
    [Theory]
    [InlineData(0.05, 5, 2.5705818356363137)]
    [InlineData(0.05, 1, 12.706204736174694)]
    [InlineData(0.01, 2.5, 7.1637281389488026)]
    [InlineData(0.05, 1e6, 1.9599663568141066)]
    [InlineData(0.5, 0.7, 1.2003307434573713)]
    [InlineData(2e-10, 3, 2225.7692232960758)]
    [InlineData(0.999, 4, 1.3333338271606869e-03)]
    [InlineData(0.05, double.PositiveInfinity, 1.9599639845400536)]
    public void They_are_those_of_R(double tail, double degrees, double expected)
        => Assert.Equal(expected, Quantile.Student(tail, degrees), (tail < 1e-9 ? 1e-7 : 1e-12) * expected);

    [Fact]
    public void The_tail_beyond_a_quantile_is_the_one_that_was_asked_for()
    {
        foreach (double degrees in (double[])[0.3, 1, 2, 4.5, 17, 120, 7e4, 1e8])
        {
            foreach (double tail in (double[])[1e-12, 1e-4, 0.01, 0.05, 0.3, 0.9])
            {
                Assert.Equal(tail, UpperTail.StudentTwoSided(Quantile.Student(tail, degrees), degrees), 1e-12 * tail);
            }
        }
    }

    [Fact]
    public void Without_degrees_of_freedom_there_is_none()
    {
        Assert.Equal(double.NaN, Quantile.Student(0.05, double.NaN));
        Assert.Equal(double.NaN, Quantile.Student(0.05, -1));
    }
}
