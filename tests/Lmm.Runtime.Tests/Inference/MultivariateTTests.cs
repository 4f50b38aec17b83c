using Lmm.Distributions;
using Lmm.Tests.Results;

namespace Lmm.Tests.Inference;

/// <summary>The largest of correlated statistics: three ways to compute it are held to each other and to closed forms.</summary>
public class MultivariateTTests
{
    private static readonly (double C, double DegreesOfFreedom)[] Places = [(0.5, 10), (2, 7.3), (2.8, 30), (2.8, double.PositiveInfinity), (6, double.PositiveInfinity), (8, 12.5), (30, 2)];

    // All pairs of independent means of equal precision are what the studentised range is of. Up to four means directions are integrated exactly.
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Pairs_of_few_means_have_the_studentised_range(int means)
    {
        var joint = new MultivariateT(Pairs(means));
        var range = new StudentizedRange(means);
        Assert.All(Places, place => NumericAssert.Close(range.UpperTail(Math.Sqrt(2) * place.C, place.DegreesOfFreedom), joint.UpperTail(place.C, place.DegreesOfFreedom).Probability, 1e-11));
        NumericAssert.Close(range.UpperQuantile(0.05, 20) / Math.Sqrt(2), joint.UpperQuantile(0.05, 20), 1e-11);
    }

    // The error that is told is that of 99 cases of a hundred; twice it is beyond doubt.
    [Theory]
    [InlineData(5, 1e-6)]
    [InlineData(6, 4e-6)]
    [InlineData(7, 4e-5)]
    public void Pairs_of_more_means_have_the_studentised_range_up_to_the_error_that_is_told(int means, double relative)
    {
        var joint = new MultivariateT(Pairs(means));
        var range = new StudentizedRange(means);
        Assert.All(Places, place =>
        {
            double expected = range.UpperTail(Math.Sqrt(2) * place.C, place.DegreesOfFreedom);
            (double probability, double error) = joint.UpperTail(place.C, place.DegreesOfFreedom);
            Assert.Equal(expected, probability, 2 * error);
            NumericAssert.Close(expected, probability, relative);
        });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Correlations_that_are_products_give_the_same_by_one_dimension_and_by_directions(bool twoSided)
    {
        double[][] cases = [[0.5, 0.7], [0.3, 0.6, 0.8], [-0.9, 0.2, 0.5]];
        Assert.All(cases, loadings =>
        {
            var product = ProductNormal.Of(Products(loadings), twoSided)!;
            var directions = new DirectionCells(Vectors(loadings), twoSided);
            Assert.All(Places, place => NumericAssert.Close(product.UpperTail(place.C, place.DegreesOfFreedom), directions.UpperTail(place.C, place.DegreesOfFreedom).Probability, 1e-10));
        });
    }

    [Fact]
    public void Independent_statistics_are_multiplied()
    {
        double one = UpperTail.StudentTwoSided(1.7, double.PositiveInfinity);
        NumericAssert.Close(1 - Math.Pow(1 - one, 4), new MultivariateT(Products([0, 0, 0, 0])).UpperTail(1.7, double.PositiveInfinity).Probability, 1e-13);
        NumericAssert.Close(1 - Math.Pow(1 - (one / 2), 4), new MultivariateT(Products([0, 0, 0, 0]), twoSided: false).UpperTail(1.7, double.PositiveInfinity).Probability, 1e-13);
    }

    // Both above zero: 1/4 + asin ρ / 2π.
    [Theory]
    [InlineData(0.3)]
    [InlineData(-0.85)]
    public void Two_statistics_have_their_signs_by_the_arcsine_law(double correlation)
        => NumericAssert.Close(0.75 - (Math.Asin(correlation) / (2 * Math.PI)), new MultivariateT(new[,] { { 1, correlation }, { correlation, 1 } }, twoSided: false).UpperTail(0, 6).Probability, 1e-12);

    [Fact]
    public void The_same_statistic_twice_is_one()
    {
        double one = UpperTail.StudentTwoSided(2.2, 9);
        NumericAssert.Close(one, new MultivariateT(new[,] { { 4.0, -2, 2 }, { -2, 1, -1 }, { 2, -1, 1 } }).UpperTail(2.2, 9).Probability, 1e-14);
        NumericAssert.Close(one, new MultivariateT(new[,] { { 1.0, -1 }, { -1, 1 } }, twoSided: false).UpperTail(2.2, 9).Probability, 1e-14);
    }

    // Dunnett, J. Amer. Statist. Assoc. 50, 1955, table 1a, and Biometrics 20, 1964: comparisons with a control, as many rows in each group, 5 %.
    [Theory]
    [InlineData(2, 10, false, 2.15)]
    [InlineData(4, 20, false, 2.30)]
    [InlineData(9, 60, false, 2.48)]
    [InlineData(2, 10, true, 2.57)]
    [InlineData(4, 20, true, 2.65)]
    public void Dunnetts_tables_are_found(int comparisons, double degreesOfFreedom, bool twoSided, double published)
        => Assert.Equal(published, new MultivariateT(Products([.. Enumerable.Repeat(Math.Sqrt(0.5), comparisons)]), twoSided).UpperQuantile(0.05, degreesOfFreedom), 0.0051);

    [Fact]
    public void Values_without_a_distribution_have_no_tail()
    {
        var joint = new MultivariateT(Pairs(3));
        Assert.All(((double, double)[])[(double.NaN, 5), (2, double.NaN), (2, 0)], place => Assert.Equal((double.NaN, double.NaN), joint.UpperTail(place.Item1, place.Item2)));
        Assert.Equal(double.NaN, joint.UpperQuantile(0.05, -1));
        Assert.Equal(1, joint.UpperTail(0, 5).Probability, 1e-12);
        Assert.Equal(0, joint.UpperTail(1e3, double.PositiveInfinity).Probability);
    }

    [Fact]
    public void A_family_has_the_same_bits_each_time()
        => Assert.Equal(new MultivariateT(Pairs(6)).UpperTail(2.5, 11), new MultivariateT(Pairs(6)).UpperTail(2.5, 11));

    private static double[,] Products(double[] loadings)
        => Matrix(loadings.Length, (row, column) => row == column ? 1 : loadings[row] * loadings[column]);

    private static double[,] Vectors(double[] loadings)
    {
        double[,] correlations = Products(loadings);
        double[,] factor = new double[loadings.Length, loadings.Length];
        for (int row = 0; row < loadings.Length; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                double rest = correlations[row, column] - Enumerable.Range(0, column).Sum(before => factor[row, before] * factor[column, before]);
                factor[row, column] = row == column ? Math.Sqrt(rest) : rest / factor[column, column];
            }
        }

        return factor;
    }

    private static double[,] Pairs(int means)
    {
        (int First, int Second)[] pairs = [.. Enumerable.Range(0, means).SelectMany(first => Enumerable.Range(first + 1, means - first - 1).Select(second => (first, second)))];
        return Matrix(pairs.Length, (row, column) => Same(pairs[row].First, pairs[column].First) + Same(pairs[row].Second, pairs[column].Second)
            - Same(pairs[row].First, pairs[column].Second) - Same(pairs[row].Second, pairs[column].First));

        static double Same(int left, int right) => left == right ? 1 : 0;
    }

    private static double[,] Matrix(int size, Func<int, int, double> element)
    {
        double[,] values = new double[size, size];
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column < size; column++)
            {
                values[row, column] = element(row, column);
            }
        }

        return values;
    }
}
