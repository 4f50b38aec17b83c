using Lmm.Plots.Smoothing;

namespace Lmm.Plots.Tests.Smoothing;

public class MonotoneCurveTests
{
    [Fact]
    public void A_parabola_is_itself()
    {
        double[] x = [0, 0.5, 0.8, 2, 3, 3.1];
        (double[] at, double[] y) = MonotoneCurve.Through(x, Array.ConvertAll(x, static value => value * value), 7);

        Assert.Equal(36, at.Length);
        Assert.All(at.Zip(y), static point => Assert.Equal(point.First * point.First, point.Second, 12));
    }

    [Fact]
    public void The_curve_meets_its_points_and_never_turns()
    {
        Random random = new(1);
        for (int set = 0; set < 200; set++)
        {
            // Steps of all sizes, flat ones among them.
            double[] x = Rising(random, _ => Math.Pow(10, random.Next(-3, 3)));
            double[] y = Rising(random, step => step % 4 == 0 ? 0 : Math.Pow(10, random.Next(-5, 5)));
            (double[] at, double[] curve) = MonotoneCurve.Through(x, y, 9);

            Assert.Equal(x, at.Where((_, index) => index % 9 == 0));
            Assert.Equal(y, curve.Where((_, index) => index % 9 == 0));
            Assert.All(curve.Zip(curve.Skip(1)), static pair => Assert.True(pair.Second >= pair.First - (1e-12 * Math.Abs(pair.First)), $"{pair.First:R} before {pair.Second:R}"));
        }
    }

    [Fact]
    public void Two_points_are_a_line()
    {
        (double[] x, double[] y) = MonotoneCurve.Through([1, 2], [5, 3], 4);

        Assert.Equal([1, 2], x);
        Assert.Equal([5, 3], y);
    }

    private static double[] Rising(Random random, Func<int, double> step)
    {
        double sum = 0;
        return [.. Enumerable.Range(0, 12).Select(index => sum += step(index) * (0.1 + random.NextDouble()))];
    }
}
