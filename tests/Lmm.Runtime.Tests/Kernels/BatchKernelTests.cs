using System.Runtime.Intrinsics;
using Lmm.Kernels;
using Lmm.Solver.Blocks;
using Lmm.Solver.Factoring;

namespace Lmm.Tests.Kernels;

/// <summary>The kernels for eight levels at a time against those for one.</summary>
public unsafe class BatchKernelTests
{
    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 5)]
    [InlineData(3, 4)]
    [InlineData(4, 3)]
    [InlineData(6, 8)]
    public void Every_lane_is_what_a_single_level_gives(int k, int rows)
    {
        var random = new Random(k);
        int square = k * k;
        int triangle = LevelBatch.Triangle(k);
        double[][] blocks = Enumerable.Range(0, LevelBatch.Lanes).Select(_ => Positive(random, k)).ToArray();
        double[][] panels = Enumerable.Range(0, LevelBatch.Lanes).Select(_ => Normals(random, rows * k)).ToArray();
        double[] lambda = Lower(random, k);
        double[] factor = Lower(random, rows - 1);
        double[] beta = Normals(random, rows - 1);
        var batch = stackalloc Vector512<double>[LevelBatch.Size(k, rows)];
        for (int lane = 0; lane < LevelBatch.Lanes; lane++)
        {
            int place = 0;
            for (int row = 0; row < k; row++)
            {
                for (int column = 0; column <= row; column++)
                {
                    Set(batch, place++, lane, blocks[lane][(row * k) + column]);
                }
            }

            for (int index = 0; index < rows * k; index++)
            {
                Set(batch, triangle + index, lane, panels[lane][index]);
            }
        }

        var lower = stackalloc Vector512<double>[square];
        var map = stackalloc Vector512<double>[square];
        var solved = stackalloc Vector512<double>[rows * k];
        var border = stackalloc Vector512<double>[LevelBatch.Triangle(rows) + 1];
        var conditional = stackalloc Vector512<double>[square];
        var quadratic = stackalloc Vector512<double>[square];
        var gap = stackalloc Vector512<double>[k];
        var modes = stackalloc Vector512<double>[k];
        var residual = stackalloc Vector512<double>[k];
        var room = stackalloc Vector512<double>[2 * square];
        var precision = stackalloc Vector512<double>[triangle];
        Vector512<double> least = Vector512<double>.One;
        Vector512<double> pivots;
        fixed (double* l = lambda, f = factor, b = beta)
        {
            pivots = LevelBatch.Factor(batch, l, k, lower, map, ref least);
            LevelBatch.Multiply(batch + triangle, map, rows, k, solved);
            LevelBatch.AddProducts(solved, rows, k, border);
            LevelBatchPrecision.Gap(batch + triangle, b, rows - 1, k, gap);
            LevelBatchPrecision.Conditional(map, k, conditional);
            LevelBatchPrecision.Apply(conditional, gap, k, modes);
            LevelBatchPrecision.Residual(batch, gap, modes, k, residual);
            LevelBatchPrecision.Quadratic(batch + triangle, f, rows - 1, k, solved, quadratic);
            LevelBatchPrecision.Precision(batch, conditional, quadratic, k, room, precision);
        }

        for (int lane = 0; lane < LevelBatch.Lanes; lane++)
        {
            var omega = new double[square];
            LevelBlock.Scale(blocks[lane], lambda, omega, k);
            Assert.True(SmallMatrix.Cholesky(omega, k, k));
            double product = 1;
            double smallest = 1;
            for (int row = 0; row < k; row++)
            {
                double pivot = omega[(row * k) + row] * omega[(row * k) + row];
                product *= pivot;
                smallest = Math.Min(smallest, pivot);
            }

            Assert.Equal(smallest, least[lane], 1e-11);

            Assert.Equal(product, pivots[lane], 1e-11 * product);
            var single = new double[square];
            LevelBlock.Transfer(omega, lambda, single, k);
            Check(single, map, lane, "T");
            var products = new double[rows * k];
            LevelBlock.Multiply(panels[lane], single, products, rows, k);
            double[] sums = Enumerable.Range(0, rows)
                .SelectMany(row => Enumerable.Range(0, row + 1).Select(column => LevelBlock.Dot(products.AsSpan(row * k, k), products.AsSpan(column * k, k))))
                .ToArray();
            Check(sums, border, lane, "border");

            double[] expectedGap = panels[lane].AsSpan((rows - 1) * k, k).ToArray();
            LevelBlock.SubtractRows(panels[lane], beta, expectedGap);
            Check(expectedGap, gap, lane, "gap");
            var expectedModes = new double[k];
            LevelBlock.Sandwich(single, expectedGap, new double[k], expectedModes);
            Check(expectedModes, modes, lane, "modes");
            Check([.. expectedGap.Select((value, effect) => value - LevelBlock.SymmetricDot(blocks[lane], expectedModes, effect))], residual, lane, "residual");

            // Y = BᵀFFᵀB
            var level = new LevelPrecision(k);
            for (int row = 0; row < k; row++)
            {
                for (int column = 0; column < k; column++)
                {
                    for (int inner = 0; inner < rows - 1; inner++)
                    {
                        level.Quadratic[(row * k) + column] += Weighted(factor, panels[lane], inner, row, rows - 1, k) * Weighted(factor, panels[lane], inner, column, rows - 1, k);
                    }
                }
            }

            Check(level.Quadratic, quadratic, lane, "Y");
            var expected = new FactorSums(new EffectBlocks(k));
            level.Add(blocks[lane], single, expected);
            Check(expected.Precision, precision, lane, "R");
        }
    }

    [Fact]
    public void The_logarithm_of_a_long_product_neither_overflows_nor_loses_digits()
    {
        var random = new Random(1);
        LogProduct product = LogProduct.One;
        double expected = 0;
        for (int step = 0; step < 1000; step++)
        {
            double[] factors = Enumerable.Range(0, 8).Select(_ => Math.Exp(100 * RandomNormal(random))).ToArray();
            expected += factors.Sum(Math.Log);
            product.Multiply(Vector512.Create(factors));
        }

        Assert.Equal(expected, product.Log(), 1e-12 * Math.Max(1, Math.Abs(expected)) * 10);
    }

    // Ten thousand numbers that are nothing beside the first: together they are 10⁻¹².
    [Fact]
    public void The_last_product_is_summed_without_rounding()
    {
        var panel = stackalloc Vector512<double>[1];
        var sums = stackalloc Vector512<double>[2];
        (sums[0], sums[1]) = (Vector512<double>.Zero, Vector512<double>.Zero);
        for (int term = 0; term <= 10_000; term++)
        {
            panel[0] = Vector512.Create(term == 0 ? 1 : 1e-8);
            LevelBatch.AddProducts(panel, 1, 1, sums);
        }

        Assert.Equal(1e-12, (sums[0][0] - 1) + sums[1][0], 1e-18);
    }

    [Fact]
    public void Row_products_are_sums_over_rows()
    {
        const int Rows = 11;
        const int Stride = 16;
        var random = new Random(2);
        double[] left = Normals(random, Rows * 5);
        double[] right = Normals(random, Rows * Stride);
        double[] sums = Normals(random, 3 * Stride);
        double[] expected = (double[])sums.Clone();
        for (int row = 0; row < Rows; row++)
        {
            for (int entry = 0; entry < 3 * Stride; entry++)
            {
                expected[entry] += left[(row * 5) + (entry / Stride)] * right[(row * Stride) + (entry % Stride)];
            }
        }

        RowProducts.Accumulate(left, 5, 3, right, Stride, Rows, sums);
        for (int entry = 0; entry < sums.Length; entry++)
        {
            Assert.Equal(expected[entry], sums[entry], 1e-12);
        }
    }

    private static double Weighted(double[] factor, double[] panel, int column, int effect, int rank, int k)
    {
        double sum = 0;
        for (int row = column; row < rank; row++)
        {
            sum += factor[(row * rank) + column] * panel[(row * k) + effect];
        }

        return sum;
    }

    private static void Check(double[] expected, Vector512<double>* actual, int lane, string what)
    {
        for (int index = 0; index < expected.Length; index++)
        {
            Assert.True(Math.Abs(expected[index] - actual[index][lane]) <= 1e-11 * Math.Max(1, Math.Abs(expected[index])), $"{what} {index} lane {lane}: {expected[index]} {actual[index][lane]}");
        }
    }

    private static void Set(Vector512<double>* vectors, int index, int lane, double value) => ((double*)(vectors + index))[lane] = value;

    private static double[] Positive(Random random, int k)
    {
        double[] root = Normals(random, k * k);
        var matrix = new double[k * k];
        for (int row = 0; row < k; row++)
        {
            for (int column = 0; column < k; column++)
            {
                matrix[(row * k) + column] = LevelBlock.Dot(root.AsSpan(row * k, k), root.AsSpan(column * k, k)) + (row == column ? 0.1 : 0);
            }
        }

        return matrix;
    }

    private static double[] Lower(Random random, int k)
    {
        double[] values = Normals(random, k * k);
        for (int row = 0; row < k; row++)
        {
            for (int column = row + 1; column < k; column++)
            {
                values[(row * k) + column] = 0;
            }
        }

        return values;
    }

    private static double[] Normals(Random random, int length) => Enumerable.Range(0, length).Select(_ => RandomNormal(random)).ToArray();

    private static double RandomNormal(Random random)
        => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
