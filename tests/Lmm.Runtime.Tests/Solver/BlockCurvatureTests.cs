using Lmm.Solver.Criteria;
using Lmm.Solver.Optimization;

namespace Lmm.Tests.Solver;

public class BlockCurvatureTests
{
    [Fact]
    public void Steps_solve_the_whole_matrix_whatever_its_blocks()
    {
        var random = new Random(60001);
        for (int trial = 0; trial < 200; trial++)
        {
            ApproximateHessian hessian = RandomHessian(random, random.Next(1, 30), shared: 0.3);
            var curvature = new BlockCurvature(hessian.Blocks.ToArray());
            Assert.True(curvature.TrySet(hessian, 1e-300));
            double[] x = [.. Enumerable.Range(0, hessian.Count).Select(_ => random.NextDouble() - 0.5)];
            var solution = new double[x.Length];
            curvature.Solve(x, solution);

            double[] product = Multiply(hessian, solution);
            for (int index = 0; index < x.Length; index++)
            {
                Assert.Equal(x[index], product[index], 1e-6);
            }
        }
    }

    [Fact]
    public void The_predicted_decrease_is_that_of_the_quadratic_model()
    {
        ApproximateHessian hessian = RandomHessian(new Random(60002), 12, shared: 0.3);
        var curvature = new BlockCurvature(hessian.Blocks.ToArray());
        curvature.TrySet(hessian, 1e-300);
        double[] gradient = [.. Enumerable.Range(1, 12).Select(static index => 1.0 / index)];
        var step = new double[12];
        double decrease = curvature.Step(gradient, step);

        double slope = gradient.Zip(step, static (left, right) => left * right).Sum();
        double bend = Multiply(hessian, step).Zip(step, static (left, right) => left * right).Sum();
        Assert.Equal(-(slope + (bend / 2)), decrease, 1e-6 * decrease);
    }

    [Theory]
    [InlineData(-1, 0.3)]
    [InlineData(1, 3)]
    [InlineData(0, 0)]
    public void Steps_lead_downhill_where_the_matrix_is_not_positive_definite(double sign, double shared)
    {
        var random = new Random(60003);
        for (int trial = 0; trial < 50; trial++)
        {
            ApproximateHessian hessian = RandomHessian(random, 15, shared);
            for (int block = 0; block < hessian.Blocks.Length; block++)
            {
                foreach (ref double entry in hessian.Block(block))
                {
                    entry *= sign;
                }
            }

            var curvature = new BlockCurvature(hessian.Blocks.ToArray());
            Assert.True(curvature.TrySet(hessian, 1e-8));
            double[] gradient = [.. Enumerable.Range(0, 15).Select(_ => random.NextDouble() - 0.5)];
            var step = new double[15];
            double decrease = curvature.Step(gradient, step);

            Assert.True(double.IsFinite(decrease) && decrease > 0);
            Assert.True(gradient.Zip(step, static (left, right) => left * right).Sum() < 0);
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void No_steps_are_had_from_a_matrix_that_is_not_finite(double value)
    {
        ApproximateHessian hessian = RandomHessian(new Random(60004), 5, shared: 0.3);
        hessian.Within(3, 3) = value;
        Assert.False(new BlockCurvature(hessian.Blocks.ToArray()).TrySet(hessian, 1e-8));
    }

    // Positive definite blocks of random parameters, whose scales differ by 1e6, and a shared part that takes the given share of the divisor.
    private static ApproximateHessian RandomHessian(Random random, int count, double shared)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        random.Shuffle(order);
        var blocks = new List<int[]>();
        for (int at = 0; at < count;)
        {
            int size = Math.Min(random.Next(1, 5), count - at);
            blocks.Add(order[at..(at + size)]);
            at += size;
        }

        double[] scale = [.. Enumerable.Range(0, count).Select(_ => Math.Pow(10, (3 * random.NextDouble()) - 1.5))];
        var hessian = new ApproximateHessian([.. blocks]) { Divisor = 40 };
        foreach (int[] block in blocks)
        {
            double[] root = [.. Enumerable.Range(0, block.Length * block.Length).Select(_ => random.NextDouble() - 0.5)];
            for (int row = 0; row < block.Length; row++)
            {
                for (int column = 0; column < block.Length; column++)
                {
                    double sum = row == column ? 1 : 0;
                    for (int inner = 0; inner < block.Length; inner++)
                    {
                        sum += root[(row * block.Length) + inner] * root[(column * block.Length) + inner];
                    }

                    hessian.Within(block[row], block[column]) = sum * scale[block[row]] * scale[block[column]];
                }
            }
        }

        for (int index = 0; index < count; index++)
        {
            hessian.Shared[index] = Math.Sqrt(shared * hessian.Divisor / count) * scale[index];
        }

        return hessian;
    }

    private static double[] Multiply(ApproximateHessian hessian, double[] x)
    {
        int count = hessian.Count;
        var matrix = new double[count * count];
        hessian.CopyTo(matrix);
        return [.. Enumerable.Range(0, count).Select(row => Enumerable.Range(0, count).Sum(column => matrix[(row * count) + column] * x[column]))];
    }
}
