using System.Globalization;
using Lmm.Plots.Charts;
using Lmm.Plots.Scales;
using Lmm.Plots.Texts;

namespace Lmm.Plots.Tests.Scales;

public class TicksTests
{
    [Theory]
    [InlineData(0, 1, 5, new[] { 0, 0.2, 0.4, 0.6, 0.8, 1 })]
    [InlineData(-3.2, 9.7, 6, new double[] { -2, 0, 2, 4, 6, 8 })]
    [InlineData(193, 467, 6, new double[] { 200, 250, 300, 350, 400, 450 })]
    public void Are_round_and_about_as_many_as_wanted(double low, double high, int wanted, double[] expected)
        => Assert.Equal(expected, Ticks.Within(low, high, wanted).Values.Select(static tick => Math.Round(tick, 12)));

    [Fact]
    public void Lie_within_the_range_whatever_its_size()
    {
        for (int power = -12; power <= 12; power++)
        {
            for (int shift = -5; shift <= 5; shift++)
            {
                double size = 3.7 * Math.Pow(10, power);
                (double low, double high) = (size * shift, size * (shift + 1.3));
                Ticks ticks = Ticks.Within(low, high, 5);

                Assert.InRange(ticks.Values.Length, 3, 7);
                Assert.All(ticks.Values, tick => Assert.InRange(tick, low - (1e-8 * size), high + (1e-8 * size)));
                string[] texts = NumberLabel.OfTicks(ticks.Values, ticks.Step);
                Assert.Equal(texts.Length, texts.Distinct().Count());
            }
        }
    }

    [Theory]
    [InlineData(-0.001, 1, "0.0")]
    [InlineData(-2.5, 1, "−2.5")]
    [InlineData(1234.5678, 2, "1234.57")]
    public void Numbers_have_a_minus_and_no_zero_a_sign(double value, int decimals, string expected) => Assert.Equal(expected, NumberLabel.Fixed(value, decimals));

    [Theory]
    [InlineData(0.41712, "0.417")]
    [InlineData(12345.6, "12346")]
    [InlineData(-3.14159e-7, "−3.14e−7")]
    [InlineData(double.NaN, "NA")]
    public void Sentences_have_three_digits(double value, string expected) => Assert.Equal(expected, NumberLabel.Short(value));

    [Fact]
    public void Ticks_of_large_numbers_have_a_power_of_ten()
        => Assert.Equal(["0", "1e6", "2e6", "3e6"], NumberLabel.OfTicks([0, 1e6, 2e6, 3e6], 1e6));

    [Theory]
    [InlineData(1e9, 0.005)]
    [InlineData(-1e12, 0.5)]
    [InlineData(1, 2e-8)]
    [InlineData(0.5, 5e-10)]
    [InlineData(123456789, 0.25)]
    [InlineData(-3e-5, 1e-11)]
    public void Ticks_far_from_zero_and_near_each_other_are_told_apart(double first, double step)
    {
        double[] ticks = [.. Enumerable.Range(0, 6).Select(index => first + (index * step))];
        string[] texts = NumberLabel.OfTicks(ticks, step);

        Assert.Equal(6, texts.Distinct().Count());
        Assert.All(texts.Zip(ticks), pair => Assert.Equal(pair.Second, double.Parse(pair.First.Replace('\u2212', '-'), CultureInfo.InvariantCulture), step / 1000));
    }

    [Fact]
    public void Labels_of_a_short_axis_do_not_lie_on_each_other_or_far_beyond_its_ends()
    {
        foreach ((double low, double high) in ((double, double)[])[(-0.021, 0.021), (1e9, 1e9 + 0.04), (-1e6, 1e6), (0.98, 3.02)])
        {
            for (double length = 30; length < 200; length += 7)
            {
                AxisLabels labels = AxisLabels.Across(Axis.Of("", new Domain(low, high)), length);
                (double Left, double Right)[] shown = [.. labels.Places.Zip(labels.Texts).Where(static label => label.Second.Length > 0)
                    .Select(label => (At: (label.First - low) / (high - low) * length, Half: AdvanceWidths.Of(label.Second, AxisLabels.Size) / 2)).Select(static label => (label.At - label.Half, label.At + label.Half))];

                Assert.All(shown.Zip(shown.Skip(1)), static pair => Assert.True(pair.First.Right < pair.Second.Left));
                Assert.All(shown, label => Assert.True(label.Left >= -20 && label.Right <= length + 20));
            }
        }
    }

    [Fact]
    public void A_range_of_one_value_has_room_around_it()
    {
        Domain domain = Domain.Around(5, 5, double.NaN);

        Assert.InRange(domain.Share(5), 0.49, 0.51);
        Assert.Equal(new Domain(0, 1), Domain.Around());
    }
}
