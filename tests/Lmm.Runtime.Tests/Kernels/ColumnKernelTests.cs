using Lmm.Kernels;

namespace Lmm.Tests.Kernels;

public sealed class ColumnKernelTests
{
    public static TheoryData<int> Widths => [.. Enumerable.Range(1, 12), 31, 32, 33, 70];

    // Against the product by its definition; sums of at most 70 products of numbers about 1: 1e-13.
    [Theory]
    [MemberData(nameof(Widths))]
    public void Rows_are_multiplied_by_a_triangle_in_place_and_nothing_beside_them_changes(int width)
    {
        var random = new Random(width);
        int stride = width + 3;
        const int Count = 9;
        double[] matrix = new double[width * width];
        for (int row = 0; row < width; row++)
        {
            for (int column = row; column < width; column++)
            {
                matrix[(row * width) + column] = random.NextDouble() - 0.5;
            }
        }

        double[] rows = [.. Enumerable.Range(0, Count * stride).Select(_ => random.NextDouble())];
        double[] before = [.. rows];
        new RowMixing(matrix, width).Apply(Count, rows, stride);
        for (int row = 0; row < Count; row++)
        {
            for (int column = 0; column < stride; column++)
            {
                double expected = column < width
                    ? Enumerable.Range(0, column + 1).Sum(inner => before[(row * stride) + inner] * matrix[(inner * width) + column])
                    : before[(row * stride) + column];
                Assert.Equal(expected, rows[(row * stride) + column], column < width ? 1e-13 : 0);
            }
        }
    }

    // Against sums in decimal arithmetic; the column lies about the value that it is measured from: 1e-13 of the sums' size.
    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(37)]
    [InlineData(1000)]
    public void Moments_about_a_value_are_those_of_the_definition(int length)
    {
        var random = new Random(length);
        double[] column = [.. Enumerable.Range(0, length).Select(_ => 1000 + random.NextDouble())];
        double[] weights = [.. column.Select(_ => 0.5 + random.NextDouble())];
        foreach (double[]? chosen in new[] { null, weights })
        {
            decimal sum = 0;
            decimal squares = 0;
            decimal total = 0;
            for (int row = 0; row < length; row++)
            {
                decimal weight = chosen is null ? 1 : (decimal)chosen[row];
                decimal gap = (decimal)(column[row] - 1000.5);
                sum += weight * gap;
                squares += weight * gap * gap;
                total += weight;
            }

            (double actualSum, double actualSquares, double actualTotal) = MomentSums.About(1000.5, column, chosen);
            Assert.Equal((double)sum, actualSum, 1e-13 * length);
            Assert.Equal((double)squares, actualSquares, 1e-13 * length);
            Assert.Equal((double)total, actualTotal, 1e-13 * length);
        }
    }
}
