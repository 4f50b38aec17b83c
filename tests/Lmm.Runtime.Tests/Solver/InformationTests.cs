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
