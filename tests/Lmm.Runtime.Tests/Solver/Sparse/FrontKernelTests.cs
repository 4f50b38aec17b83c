using Lmm.Kernels;

namespace Lmm.Tests.Solver.Sparse;

/// <summary>Partial factorisation and partial inversion, by loops and by blocks, against the whole of both by definition.</summary>
public unsafe class FrontKernelTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(9, 4)]
    [InlineData(40, 40)]
    [InlineData(47, 13)]
    [InlineData(150, 1)]
    [InlineData(150, 100)]
    [InlineData(300, 130)]
    [InlineData(640, 500)]
    public void Both_kernels_leave_the_columns_of_L_and_the_schur_complement(int order, int pivots)
    {
        double[] matrix = PositiveDefinite(order);
        double[] expected = (double[])matrix.Clone();
        for (int pivot = 0; pivot < pivots; pivot++)
        {
            double root = Math.Sqrt(expected[(pivot * order) + pivot]);
            for (int row = pivot; row < order; row++)
            {
                expected[(row * order) + pivot] /= root;
            }

            for (int row = pivot + 1; row < order; row++)
            {
                for (int column = pivot + 1; column <= row; column++)
                {
                    expected[(row * order) + column] -= expected[(row * order) + pivot] * expected[(column * order) + pivot];
                }
            }
        }

        double[] loops = (double[])matrix.Clone();
        double[] blocks = (double[])matrix.Clone();
        var room = new double[order];
        fixed (double* small = loops, large = blocks, column = room)
        {
            Assert.True(FrontKernel.Factor(small, order, pivots, column));
            Assert.True(new DenseFront(2).Factor(large, order, pivots, order));
        }

        for (int row = 0; row < order; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                Assert.Equal(expected[(row * order) + column], loops[(row * order) + column], 1e-11);
                Assert.Equal(expected[(row * order) + column], blocks[(row * order) + column], 1e-11);
            }
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(9, 4)]
    [InlineData(47, 13)]
    [InlineData(150, 1)]
    [InlineData(150, 100)]
    [InlineData(300, 130)]
    public void Both_kernels_complete_the_inverse(int order, int pivots)
    {
        double[] lower = PositiveDefinite(order);
        double[] inverse = new double[order * order];
        SmallMatrix.Cholesky(lower, order, order);
        SmallMatrix.InverseFromFactor((double[])lower.Clone(), inverse, order);

        double[] loops = (double[])inverse.Clone();
        double[] blocks = (double[])inverse.Clone();
        var panel = new double[order * pivots];
        for (int row = 0; row < order; row++)
        {
            for (int column = 0; column < pivots; column++)
            {
                panel[(row * pivots) + column] = column <= row ? lower[(row * order) + column] : double.NaN;
                loops[(row * order) + column] = loops[(column * order) + row] = double.NaN;
                blocks[(row * order) + column] = panel[(row * pivots) + column];
                if (row >= pivots)
                {
                    blocks[(column * order) + row] = double.NaN;
                }
            }
        }

        var room = new double[order];
        fixed (double* small = loops, large = blocks, known = panel, column = room)
        {
            FrontKernel.Invert(small, order, pivots, known, column);
            new DenseFront(2).Invert(large, order, pivots, order);
        }

        for (int index = 0; index < inverse.Length; index++)
        {
            Assert.Equal(inverse[index], loops[index], 1e-11);
            Assert.Equal(inverse[index], blocks[index], 1e-11);
        }
    }

    [Fact]
    public void Blocks_give_the_same_bits_for_any_number_of_threads()
    {
        const int Order = 700;
        const int Pivots = 420;
        double[] matrix = PositiveDefinite(Order);
        double[][] results = Array.ConvertAll(new[] { 1, 2 }, threads =>
        {
            double[] front = (double[])matrix.Clone();
            fixed (double* pointer = front)
            {
                var dense = new DenseFront(threads);
                Assert.True(dense.Factor(pointer, Order, Pivots, Order));
                for (int row = Pivots; row < Order; row++)
                {
                    for (int column = Pivots; column < Order; column++)
                    {
                        front[(row * Order) + column] = matrix[(row * Order) + column];
                    }
                }

                dense.Invert(pointer, Order, Pivots, Order);
            }

            return front;
        });
        Assert.Equal(results[0], results[1]);
    }

    [Fact]
    public void A_pivot_that_is_not_positive_is_reported()
    {
        double[] matrix = [1, 2, 2, 1];
        var room = new double[2];
        fixed (double* front = matrix, column = room)
        {
            Assert.True(FrontKernel.Factor(front, 2, 1, column));
        }

        matrix = [1, 2, 2, 1];
        fixed (double* front = matrix, column = room)
        {
            Assert.False(FrontKernel.Factor(front, 2, 2, column));
        }
    }

    private static double[] PositiveDefinite(int order)
    {
        var random = new Random(order);
        var matrix = new double[order * order];
        for (int row = 0; row < order; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                matrix[(row * order) + column] = matrix[(column * order) + row] = row == column ? 2 + random.NextDouble() : (random.NextDouble() - 0.5) / Math.Sqrt(order);
            }
        }

        return matrix;
    }
}
