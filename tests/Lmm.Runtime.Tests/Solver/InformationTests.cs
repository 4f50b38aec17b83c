using Lmm.Solver.Factoring;

namespace Lmm.Tests.Solver;

public class InformationTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(1, 1, 1, 1)]
    [InlineData(2, 1, 3)]
    [InlineData(1, 4, 1)]
    public void The_information_is_the_sum_of_traces_over_the_levels(params int[] blocks)
    {
        var random = new Random(blocks.Length);
        int k = blocks.Sum();
        var sums = new FactorSums(new EffectBlocks(blocks));
        double[][] levels = [.. Enumerable.Range(0, 5).Select(_ => Symmetric(random, [k]))];
        foreach (double[] level in levels)
        {
            sums.AddPrecision(level);
        }

        double[] first = Symmetric(random, blocks);
        double[] second = Symmetric(random, blocks);
        var direction = new MatrixEntries();
        direction.Read(first, k);
        var product = new double[k * k];
        sums.Information(direction, product);
        double expected = levels.Sum(level => Trace(Multiply(level, first, k), Multiply(level, second, k), k));
        Assert.Equal(expected, Trace(product, second, k), 1e-10 * Math.Abs(expected) + 1e-10);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1, 1, 1)]
    [InlineData(2, 1, 3)]
    public void The_information_of_a_variance_is_the_sum_of_its_squared_precisions(params int[] blocks)
    {
        var random = new Random(blocks.Length);
        int k = blocks.Sum();
        var sums = new FactorSums(new EffectBlocks(blocks));
        double[][] levels = [.. Enumerable.Range(0, 4).Select(_ => Symmetric(random, [k]))];
        foreach (double[] level in levels)
        {
            sums.AddPrecision(level);
        }

        for (int block = 0, first = 0; block < blocks.Length; first += blocks[block++])
        {
            double[] direction = new double[k];
            for (int effect = first; effect < first + blocks[block]; effect++)
            {
                direction[effect] = RandomDesigns.Normal(random);
            }

            double expected = levels.Sum(level => Math.Pow(Trace(level, Outer(direction), k), 2));
            Assert.Equal(expected, sums.Information(direction), 1e-12 * expected);
        }
    }

    // From the precisions where they are exact, or where Λ has no inverse; from the slope in Λ where it has one.
    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 0)]
    [InlineData(false, 1)]
    public void The_slope_in_the_covariance_is_what_scores_leave_of_precisions(bool isExact, double size)
    {
        const int K = 3;
        const double Weight = 0.7;
        var random = new Random(5);
        var sums = new FactorSums(new EffectBlocks(K));
        var expected = new double[K * K];
        for (int level = 0; level < 4; level++)
        {
            double[] precision = Symmetric(random, [K]);
            double[] residual = [.. Enumerable.Range(0, K).Select(_ => RandomDesigns.Normal(random))];
            sums.AddPrecision(precision);
            sums.AddScore(residual);
            double[] square = Outer(residual);
            for (int entry = 0; entry < expected.Length; entry++)
            {
                expected[entry] += precision[entry] - (Weight * square[entry]);
            }
        }

        double[] lambda = [size, 0, 0, 0.3 * size, 2 * size, 0, -0.4 * size, 0.5 * size, size];
        if (isExact)
        {
            sums.FormDeterminantSlope(lambda);
        }
        else
        {
            double[] triangle = sums.Precision;
            double[] whole = [.. Enumerable.Range(0, K * K).Select(entry => triangle[FactorSums.Place(entry / K, entry % K)])];
            Multiply(whole, lambda, K).CopyTo(sums.DeterminantSlope, 0);
        }

        var slope = new double[K * K];
        sums.CovarianceSlope(lambda, Weight, slope);
        for (int entry = 0; entry < slope.Length; entry++)
        {
            Assert.Equal(expected[entry], slope[entry], 1e-12);
        }
    }

    [Fact]
    public void Uncorrelated_effects_need_the_squares_of_the_precisions_only()
        => Assert.Equal(500 * 501 / 2, new EffectBlocks([.. Enumerable.Repeat(1, 500)]).Left.Length);

    private static double[] Symmetric(Random random, int[] blocks)
    {
        int k = blocks.Sum();
        var matrix = new double[k * k];
        int first = 0;
        foreach (int size in blocks)
        {
            for (int row = first; row < first + size; row++)
            {
                for (int column = first; column <= row; column++)
                {
                    matrix[(row * k) + column] = matrix[(column * k) + row] = RandomDesigns.Normal(random);
                }
            }

            first += size;
        }

        return matrix;
    }

    private static double[] Outer(double[] vector) => [.. vector.SelectMany(left => vector.Select(right => left * right))];

    private static double[] Multiply(double[] left, double[] right, int k)
    {
        var product = new double[k * k];
        for (int row = 0; row < k; row++)
        {
            for (int column = 0; column < k; column++)
            {
                for (int inner = 0; inner < k; inner++)
                {
                    product[(row * k) + column] += left[(row * k) + inner] * right[(inner * k) + column];
                }
            }
        }

        return product;
    }

    // tr(AB)
    private static double Trace(double[] left, double[] right, int k)
    {
        double trace = 0;
        for (int row = 0; row < k; row++)
        {
            for (int column = 0; column < k; column++)
            {
                trace += left[(row * k) + column] * right[(column * k) + row];
            }
        }

        return trace;
    }
}
