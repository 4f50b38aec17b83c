using Lmm.Plots.Pictures;
using Lmm.Plots.Scenes;
using Lmm.Plots.Smoothing;

namespace Lmm.Plots.Tests.Smoothing;

/// <summary>Smooths and densities beside R's; <c>tests/reference/smooths.R</c> printed the numbers.</summary>
public class SmoothingTests
{
    // R's cars.
    private static readonly double[] Speed = [4, 4, 7, 7, 8, 9, 10, 10, 10, 11, 11, 12, 12, 12, 12, 13, 13, 13, 13, 14, 14, 14, 14, 15, 15, 15, 16, 16, 17, 17, 17, 18, 18, 18, 18, 19, 19, 19, 20, 20, 20, 20, 20, 22, 23, 24, 24, 24, 24, 25];

    private static readonly double[] Distance = [2, 10, 4, 22, 16, 10, 18, 26, 34, 17, 28, 14, 20, 24, 28, 26, 34, 34, 46, 26, 36, 60, 80, 20, 26, 54, 32, 40, 32, 40, 50, 42, 56, 76, 84, 36, 46, 68, 32, 48, 52, 56, 64, 66, 54, 70, 92, 93, 120, 85];

    private static readonly double[] Smooth =
    [
        4.96545927719, 13.12449503967, 15.85863338210, 18.57969051422, 21.28031257853, 24.12927714893, 27.11954855060, 30.02727633115, 32.96250613616, 36.75772834165, 40.43507456199,
        43.46349178182, 46.88547894602, 50.79315172542, 56.49122409288, 67.58582423143, 73.07969526937, 78.64316355440, 84.32869809683,
    ];

    [Fact]
    public void Lowess_is_that_of_R()
    {
        (double[] x, double[] y) = Lowess.Of(Speed, Distance);

        Assert.Equal(Speed.Distinct(), x);
        Assert.Equal(Smooth, y, static (expected, actual) => Math.Abs(expected - actual) < 1e-9);
    }

    [Fact]
    public void Lowess_of_many_points_interpolates_as_that_of_R()
    {
        double[] x = [.. Enumerable.Range(0, 1000).Select(static row => row * (double)row / 1e4)];
        double[] y = [.. Enumerable.Range(0, 1000).Select(static row => Math.Sin(row / 100.0) + (row * 7919 % 1000 / 1000.0))];
        (double[] at, double[] smooth) = Lowess.Of(x, y);

        Assert.Equal(1.2599699483246, smooth[0], 9);
        Assert.Equal(0.7890327130280, smooth[^1], 9);
        Assert.InRange(at.Length, 100, 302);
        int middle = Array.FindIndex(at, place => place >= x[500]);
        Assert.InRange(smooth[middle], -0.0247 - 0.02, -0.0247 + 0.02);
    }

    [Fact]
    public void Lowess_is_the_same_wherever_the_numbers_lie()
    {
        double[] x = [.. Enumerable.Range(0, 1003).Select(static row => row * 7919 % 1003 / 64.0)];
        double[] y = [.. x.Select(static (value, row) => Math.Sin(value) + (row * 104729 % 97 / 97.0))];
        double[] smooth = Lowess.Of(x, y).Y;
        double[] far = Lowess.Of([.. x.Select(static value => value + 65536)], y).Y;
        double[] backwards = Lowess.Of([.. x.Reverse()], [.. y.Reverse()]).Y;

        Assert.Equal(smooth.Length, far.Length);
        Assert.All(smooth.Zip(far), static pair => Assert.Equal(pair.First, pair.Second, 1e-9));
        Assert.Equal(smooth, backwards);
    }

    [Fact]
    public void Lowess_of_a_line_is_the_line()
    {
        double[] x = [.. Enumerable.Range(0, 5001).Select(static row => row % 997 / 997.0)];
        (double[] at, double[] smooth) = Lowess.Of(x, [.. x.Select(static value => 3 - (2 * value))]);

        Assert.All(at.Zip(smooth), static place => Assert.Equal(3 - (2 * place.First), place.Second, 1e-10));
    }

    [Fact]
    public void Few_different_places_have_no_smooth() => Assert.Empty(Lowess.Of([1, 1, 2, 2, 3, 3], [1, 2, 3, 4, 5, 6]).X);

    [Fact]
    public void A_density_is_that_of_R_and_has_the_area_of_one()
    {
        (double[] x, double[] density) = KernelDensity.Of(Distance);
        double step = x[1] - x[0];
        int left = Array.FindIndex(x, static place => place > 40) - 1;
        double share = (40 - x[left]) / step;

        Assert.Equal(1, density.Sum() * step, 2);
        Assert.Equal(0.0144151546066, ((1 - share) * density[left]) + (share * density[left + 1]), 5);
        Assert.Equal(2 - (3 * 9.21435552391), x[0], 8);
    }

    [Fact]
    public void Quantiles_are_those_of_R()
    {
        double[] expected = [-1.179761117612, -0.497200570682, 0, 0.497200570682, 1.179761117612];
        (double intercept, double slope) = NormalQuantile.Line([.. Distance.Order()]);

        Assert.Equal(expected, NormalQuantile.Of(5), static (one, other) => Math.Abs(one - other) < 1e-10);
        Assert.Equal(41, intercept, 9);
        Assert.Equal(22.2390332776, slope, 9);
    }

    [Fact]
    public void Hexagons_have_all_points_and_each_the_nearest()
    {
        Point[] points = [.. Enumerable.Range(0, 5000).Select(static row => new Point(row * 37 % 611 / 2.0, row * 53 % 487 / 2.0))];
        (Point Centre, int Count)[] bins = HexagonBins.Of(points, 5);

        Assert.Equal(5000, bins.Sum(static bin => bin.Count));
        Assert.Equal(bins.Length, bins.Select(static bin => bin.Centre).Distinct().Count());
        foreach (Point point in points.Take(300))
        {
            Assert.True(bins.Min(bin => Math.Pow(bin.Centre.X - point.X, 2) + Math.Pow(bin.Centre.Y - point.Y, 2)) <= 25 + 1e-9);
        }
    }

    [Fact]
    public void Least_squares_within_groups_are_those_of_each_by_itself()
    {
        double[] x = [0, 1, 2, 0, 1, 2, 5, 5];
        double[] y = [1, 3, 5, 2, 1, 3, 7, 8];
        double[]?[] found = GroupLeastSquares.Of([0, 0, 0, 1, 1, 1, 2, 2], 3, [Enumerable.Repeat(1.0, 8).ToArray(), x], y, null);

        Assert.Equal([1, 2], found[0]!, static (one, other) => Math.Abs(one - other) < 1e-12);
        Assert.Equal([1.5, 0.5], found[1]!, static (one, other) => Math.Abs(one - other) < 1e-12);
        Assert.Null(found[2]);
    }

    [Theory]
    [InlineData(1e-200, 1)]
    [InlineData(1e200, 1)]
    [InlineData(1, 1e-180)]
    [InlineData(1e-120, 1e180)]
    public void Least_squares_within_groups_have_any_units(double unitOfX, double unitOfY)
    {
        double[] x = [0, 1, 2, 5];
        double[] y = [1, 3, 5, 10];
        double[] ones = [1, 1, 1, 1];
        double[] expected = GroupLeastSquares.Of([0, 0, 0, 0], 1, [ones, x], y, null)[0]!;
        double[] found = GroupLeastSquares.Of([0, 0, 0, 0], 1, [ones, Array.ConvertAll(x, value => value * unitOfX)], Array.ConvertAll(y, value => value * unitOfY), null)[0]!;

        Assert.Equal(1, found[0] / unitOfY / expected[0], 1e-12);
        Assert.Equal(1, found[1] * unitOfX / unitOfY / expected[1], 1e-12);
    }

    [Fact]
    public void Arrows_of_equal_margins_are_half_of_them_and_tell_all_pairs()
    {
        (double[] lengths, int wrong) = ComparisonArrows.Of([1, 2, 4, 9], static (_, _) => 1.5);

        Assert.All(lengths, static length => Assert.Equal(0.75, length, 12));
        Assert.Equal(0, wrong);
    }

    [Fact]
    public void Arrows_add_up_to_margins_that_are_sums()
    {
        double[] parts = [0.5, 1, 0.2, 0.7, 1.1];
        (double[] lengths, int wrong) = ComparisonArrows.Of([1, 2, 4, 9, 9.5], (i, j) => parts[i] + parts[j]);

        Assert.Equal(parts, lengths, static (one, other) => Math.Abs(one - other) < 1e-12);
        Assert.Equal(0, wrong);
    }
}
