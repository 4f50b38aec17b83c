using Lmm.Kernels;
using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Tests.Kernels;

/// <summary>Rotations, eigenvectors and singular vectors against their definitions.</summary>
public sealed class DecompositionKernelTests
{
    // A = VᵀΛV with the eigenvalues ascending, indefinite matrices among them.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Eigenvectors_belong_to_their_eigenvalues(int order)
    {
        var random = new Random(order);
        Matrix<double> root = Matrix<double>.Build.Dense(order, order, (_, _) => Normal(random));
        Matrix<double> matrix = root + root.Transpose();
        var eigen = new SymmetricEigen(order);
        eigen.Decompose(matrix.ToRowMajorArray());
        Matrix<double> vectors = Matrix<double>.Build.DenseOfRowMajor(order, order, eigen.Vectors);
        AssertZero((vectors * vectors.Transpose()) - Matrix<double>.Build.DenseIdentity(order), 1e-14);
        AssertZero((vectors * matrix) - (Matrix<double>.Build.DenseOfDiagonalArray(eigen.Values) * vectors), 1e-13);
        Assert.Equal(eigen.Values.Order(), eigen.Values);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    [InlineData(4, 4)]
    [InlineData(6, 3)]
    public void Columns_become_the_scaled_left_singular_vectors(int k, int rank)
    {
        var random = new Random((10 * k) + rank);
        Matrix<double> matrix = Matrix<double>.Build.Dense(k, rank, (_, _) => Normal(random)) * Matrix<double>.Build.Dense(rank, k, (_, _) => Normal(random));
        double[] rotated = matrix.ToRowMajorArray();
        ColumnRotation.Orthogonalize(rotated, k);
        Matrix<double> scaled = Matrix<double>.Build.DenseOfRowMajor(k, k, rotated);
        AssertZero((scaled * scaled.Transpose()) - (matrix * matrix.Transpose()), 1e-13);

        double[] lengths = [.. Enumerable.Range(0, k).Select(column => ColumnRotation.Length(rotated, k, column))];
        ColumnRotation.SortByLength(rotated, lengths, k);
        ColumnRotation.Normalize(rotated, lengths, k);
        AssertZero(Vector<double>.Build.DenseOfArray(lengths).ToColumnMatrix() - matrix.Svd().S.ToColumnMatrix(), 1e-13);
        Assert.All(lengths[rank..], static length => Assert.Equal(0, length));
        Matrix<double> basis = Matrix<double>.Build.DenseOfRowMajor(k, k, rotated);
        AssertZero((basis.Transpose() * basis) - Matrix<double>.Build.DenseIdentity(k), 1e-14);
        AssertZero((basis * Matrix<double>.Build.DenseOfDiagonalArray([.. lengths.Select(static length => length * length)]) * basis.Transpose()) - (matrix * matrix.Transpose()), 1e-13);
    }

    // RᵀR + rᵀr stays what it is, whatever the width beside the vectors'.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 3)]
    [InlineData(9, 9)]
    [InlineData(21, 4)]
    public void A_row_is_absorbed_without_loss(int width, int pivots)
    {
        var random = new Random(width);
        double[] triangle = [.. Enumerable.Range(0, pivots * width).Select(place => place % width < place / width ? 0 : Normal(random))];
        for (int pivot = 0; pivot < pivots; pivot++)
        {
            triangle[(pivot * width) + pivot] = Math.Abs(triangle[(pivot * width) + pivot]);
        }

        double[] row = [.. Enumerable.Range(0, width).Select(_ => Normal(random))];
        Matrix<double> before = Squares(triangle, row, width);
        PlaneRotations.Absorb(triangle, width, pivots, row);
        AssertZero(Squares(triangle, row, width) - before, 1e-13);
        Assert.All(row[..pivots], static value => Assert.Equal(0, value));
        Assert.All(Enumerable.Range(0, pivots), pivot => Assert.True(triangle[(pivot * width) + pivot] > 0));
        Assert.All(Enumerable.Range(0, pivots * width).Where(place => place % width < place / width), place => Assert.Equal(0, triangle[place]));
    }

    // g = [w 0] · [R S] + [0 rest].
    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 12)]
    public void A_row_is_eliminated_by_a_triangle(int pivots, int count)
    {
        var random = new Random(count);
        double[] triangle = [.. Enumerable.Range(0, pivots * count).Select(place => place % count < place / count ? 0 : 1 + random.NextDouble())];
        double[] row = [.. Enumerable.Range(0, count).Select(_ => Normal(random))];
        double[] before = [.. row];
        PlaneRotations.Eliminate(triangle, count, pivots, count, row);
        for (int column = 0; column < count; column++)
        {
            double sum = column < pivots ? 0 : row[column];
            for (int pivot = 0; pivot < pivots; pivot++)
            {
                sum += row[pivot] * triangle[(pivot * count) + column];
            }

            Assert.Equal(before[column], sum, 1e-13);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(37)]
    public void The_largest_magnitude_is_found_in_every_place_and_of_either_sign(int length)
    {
        for (int place = 0; place < length; place++)
        {
            foreach (double far in new[] { -9.0, 15.0 })
            {
                double[] values = [.. Enumerable.Repeat(3.5, length)];
                values[place] = far;
                Assert.Equal(12, LargestMagnitude.Of(values, 3), 1e-15);
                Assert.Equal(Math.Max(Math.Abs(far), length > 1 ? 3.5 : 0), LargestMagnitude.Of(values));
            }
        }
    }

    private static Matrix<double> Squares(double[] triangle, double[] row, int width)
    {
        Matrix<double> rows = Matrix<double>.Build.DenseOfRowMajor(triangle.Length / width, width, triangle).Stack(Matrix<double>.Build.DenseOfRowArrays(row));
        return rows.TransposeThisAndMultiply(rows);
    }

    private static void AssertZero(Matrix<double> difference, double tolerance) => Assert.InRange(difference.Enumerate().Max(Math.Abs), 0, tolerance * 10);

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
