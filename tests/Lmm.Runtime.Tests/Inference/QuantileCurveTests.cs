using Lmm.Distributions;
using Lmm.Tests.Results;

namespace Lmm.Tests.Inference;

/// <summary>Quantiles for many degrees of freedom by a series are those that are found one by one.</summary>
public class QuantileCurveTests
{
    public static TheoryData<double, double> Ranges => new()
    {
        { 5839, 5841 },
        { 8, 60 },
        { 4, 1e6 },
        { 30, double.PositiveInfinity },
        { 0.4, 1e5 },
    };

    [Theory]
    [MemberData(nameof(Ranges))]
    public void A_series_has_all_the_digits(double least, double most)
    {
        double[] degrees = [.. Enumerable.Range(0, 200).Select(index => 1 / ((1 / most) + ((1 / least) - (1 / most)) * index / 199))];
        var range = new StudentizedRange(100);
        int asked = 0;
        Func<double, double>[] quantiles =
        [
            own => range.UpperQuantile(0.05, own),
            static own => Quantile.Student(0.05, own),
            static own => Quantile.Student(1e-6, own),
        ];
        Assert.All(quantiles, quantile =>
        {
            double[] each = [.. degrees.Select(quantile)];
            double[] together = QuantileCurve.Of(own => { asked++; return quantile(own); }, degrees);
            Assert.All(each.Zip(together), static pair => NumericAssert.Close(pair.First, pair.Second, 3e-12));
        });
        Assert.True(asked < 3 * degrees.Length || least < 1, $"{asked} quantiles were found for {degrees.Length} degrees of freedom.");
    }

    [Fact]
    public void Few_are_found_one_by_one_and_equal_ones_once()
    {
        int asked = 0;
        double[] quantiles = QuantileCurve.Of(own => { asked++; return own; }, [3, 4, 3, double.PositiveInfinity, 4]);
        Assert.Equal([3, 4, 3, double.PositiveInfinity, 4], quantiles);
        Assert.Equal(3, asked);
    }

    [Fact]
    public void There_may_be_none() => Assert.Empty(QuantileCurve.Of(static own => own, []));
}
