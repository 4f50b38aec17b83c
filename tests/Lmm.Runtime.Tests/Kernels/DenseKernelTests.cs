using Lmm.Kernels;

namespace Lmm.Tests.Kernels;

/// <summary>The dense kernels against loops that follow the definition.</summary>
public unsafe class DenseKernelTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(8, 24, 256)]
    [InlineData(7, 23, 5)]
    [InlineData(9, 25, 257)]
    [InlineData(33, 100, 300)]
    [InlineData(130, 131, 515)]
    [InlineData(200, 3, 70)]
    [InlineData(3, 200, 70)]
    public void A_product_is_the_sum_of_products_for_any_shape_and_for_transposes(int m, int n, int k)
    {
        foreach (int threads in new[] { 1, 2 })
        {
            foreach (bool transposed in new[] { false, true })
            {
                double[] a = Random(m * k, 1);
                double[] b = Random(k * n, 2);
                double[] c = Random(m * n, 3);
                double[] expected = (double[])c.Clone();
                for (int row = 0; row < m; row++)
                {
                    for (int column = 0; column < n; column++)
                    {
                        for (int inner = 0; inner < k; inner++)
                        {
                            expected[(row * n) + column] -= (transposed ? a[(inner * m) + row] : a[(row * k) + inner]) * (transposed ? b[(column * k) + inner] : b[(inner * n) + column]);
                        }
                    }
                }

                fixed (double* pa = a, pb = b, pc = c)
                {
                    StridedMatrix left = transposed ? new StridedMatrix(pa, m, 1).Transpose : new StridedMatrix(pa, k, 1);
                    StridedMatrix right = transposed ? new StridedMatrix(pb, k, 1).Transpose : new StridedMatrix(pb, n, 1);
                    new MatrixProduct(threads).Add(m, n, k, left, right, new StridedMatrix(pc, n, 1), -1);
                }

                AssertClose(expected, c, 1e-13 * k);
            }
        }
    }

    [Theory]
    [InlineData(100, 40)]
    [InlineData(61, 300)]
    public void A_lower_product_has_the_right_lower_triangle(int n, int k)
    {
        double[] a = Random(n * k, 1);
        double[] c = Random(n * n, 3);
        double[] expected = (double[])c.Clone();
        fixed (double* pa = a, pc = c)
        {
            var left = new StridedMatrix(pa, k, 1);
            new MatrixProduct(1).Add(n, n, k, left, left.Transpose, new StridedMatrix(pc, n, 1), 1, lowerOnly: true);
        }

        for (int row = 0; row < n; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                double sum = expected[(row * n) + column];
                for (int inner = 0; inner < k; inner++)
                {
                    sum += a[(row * k) + inner] * a[(column * k) + inner];
                }

                Assert.Equal(sum, c[(row * n) + column], 1e-12);
            }
        }
    }

    [Fact]
    public void The_paths_of_the_micro_kernel_agree_to_rounding()
    {
        const int Depth = 37;
        double[] a = Random(MicroKernel.Rows * Depth, 4);
        double[] b = Random(MicroKernel.Columns * Depth, 5);
        var widest = new double[MicroKernel.Rows * MicroKernel.Columns];
        var narrow = new double[widest.Length];
        var scalar = new double[widest.Length];
        fixed (double* pa = a, pb = b, first = widest, second = narrow, third = scalar)
        {
            MicroKernel.Run(Depth, pa, pb, first, MicroKernel.Columns, -1);
            for (int row = 0; row < MicroKernel.Rows; row += 4)
            {
                MicroKernel.Run256(Depth, pa + row, pb, second + (row * MicroKernel.Columns), MicroKernel.Columns, -1);
                MicroKernel.Run256(Depth, pa + row, pb + 12, second + (row * MicroKernel.Columns) + 12, MicroKernel.Columns, -1);
            }

            MicroKernel.RunScalar(Depth, pa, pb, third, MicroKernel.Columns, -1);
        }

        AssertClose(scalar, widest, 1e-14);
        AssertClose(scalar, narrow, 1e-14);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(129)]
    [InlineData(300)]
    [InlineData(515)]
    [InlineData(700)]
    public void A_factorisation_multiplies_back_and_its_inverse_is_one(int order)
    {
        double[] expected = Positive(order);
        foreach (int threads in new[] { 1, 2 })
        {
            SymmetricMatrix matrix = Copy(expected, order);
            var cholesky = new DenseCholesky(threads);
            Assert.True(cholesky.Factor(matrix.Pointer, order, matrix.Stride));
            for (int row = 0; row < order; row += 1 + (order / 50))
            {
                for (int column = 0; column <= row; column++)
                {
                    double sum = 0;
                    for (int inner = 0; inner <= column; inner++)
                    {
                        sum += matrix.Values[(row * matrix.Stride) + inner] * matrix.Values[(column * matrix.Stride) + inner];
                    }

                    Assert.Equal(expected[(row * order) + column], sum, 1e-12 * order);
                }
            }

            cholesky.Invert(matrix.Pointer, order, matrix.Stride);
            for (int row = 0; row < order; row += 1 + (order / 50))
            {
                for (int column = 0; column < order; column += 1 + (order / 50))
                {
                    double sum = 0;
                    for (int inner = 0; inner < order; inner++)
                    {
                        sum += matrix.Values[(row * matrix.Stride) + inner] * expected[(Math.Max(inner, column) * order) + Math.Min(inner, column)];
                    }

                    Assert.Equal(row == column ? 1.0 : 0.0, sum, 1e-11);
                }
            }
        }
    }

    [Fact]
    public void One_thread_and_two_give_the_same_bits()
    {
        const int Order = 600;
        double[] values = Positive(Order);
        SymmetricMatrix first = Copy(values, Order);
        SymmetricMatrix second = Copy(values, Order);
        var one = new DenseCholesky(1);
        var two = new DenseCholesky(2);
        one.Factor(first.Pointer, Order, first.Stride);
        two.Factor(second.Pointer, Order, second.Stride);
        one.Invert(first.Pointer, Order, first.Stride);
        two.Invert(second.Pointer, Order, second.Stride);
        Assert.True(first.Values.SequenceEqual(second.Values));
    }

    [Theory]
    [InlineData(20, 17)]
    [InlineData(200, 150)]
    public void A_matrix_that_is_not_positive_definite_is_refused(int order, int at)
    {
        double[] values = Positive(order);
        values[(at * order) + at] = -1;
        SymmetricMatrix matrix = Copy(values, order);
        Assert.False(new DenseCholesky(1).Factor(matrix.Pointer, order, matrix.Stride));
    }

    [Fact]
    public void A_cancelled_factorisation_stops()
    {
        SymmetricMatrix matrix = Copy(Positive(200), 200);
        Assert.Throws<OperationCanceledException>(() => new DenseCholesky(1, new CancellationToken(canceled: true)).Factor(matrix.Pointer, 200, matrix.Stride));
    }

    [Fact]
    public void A_panel_is_solved_row_by_row()
    {
        const int Order = 13;
        double[] lower = Random(Order * Order, 6);
        for (int row = 0; row < Order; row++)
        {
            lower[(row * Order) + row] = 2 + row;
        }

        double[] rows = Random(TriangularPanel.Rows * Order, 7);
        var panel = new double[rows.Length];
        var back = new double[rows.Length];
        fixed (double* source = rows, packed = panel, target = back, l = lower)
        {
            Packing.Panel(new StridedMatrix(source, Order, 1), TriangularPanel.Rows, Order, TriangularPanel.Rows, packed);
            TriangularPanel.Solve(l, Order, Order, packed);
            Packing.Unpack(packed, TriangularPanel.Rows, TriangularPanel.Rows, Order, target, Order);
        }

        for (int row = 0; row < TriangularPanel.Rows; row++)
        {
            double[] expected = rows.AsSpan(row * Order, Order).ToArray();
            SmallMatrix.SolveLower(lower, Order, Order, expected);
            AssertClose(expected, back.AsSpan(row * Order, Order).ToArray(), 1e-12);
        }
    }

    private static SymmetricMatrix Copy(double[] values, int order)
    {
        var matrix = new SymmetricMatrix(order);
        for (int row = 0; row < order; row++)
        {
            values.AsSpan(row * order, row + 1).CopyTo(matrix.Row(row, row + 1));
        }

        return matrix;
    }

    private static double[] Positive(int order)
    {
        double[] values = Random(order * order, 8);
        for (int row = 0; row < order; row++)
        {
            values[(row * order) + row] = order;
        }

        return values;
    }

    private static double[] Random(int length, int seed)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, length).Select(_ => random.NextDouble() - 0.5).ToArray();
    }

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        for (int index = 0; index < expected.Length; index++)
        {
            Assert.Equal(expected[index], actual[index], tolerance);
        }
    }

    [Fact]
    public void An_inverse_has_room_for_the_larger_of_its_halves_whatever_the_order()
    {
        for (int order = 1; order < 1500; order++)
        {
            (int half, int rest) = (MicroKernel.Half(order), order - MicroKernel.Half(order));
            long own = rest > 0 && order > 2 * MicroKernel.Columns ? (long)half * rest : 0;

            Assert.True(DenseInverse.RoomFor(order) >= own + (own == 0 ? 0 : Math.Max(DenseInverse.RoomFor(half), DenseInverse.RoomFor(rest))), $"order {order}");
        }

        // Of an odd order the second half may be the larger, and its halves need room where the first needs none.
        Assert.Equal((48 * 49) + (24 * 25), DenseInverse.RoomFor(97));
    }
}
