using Lmm.Kernels;
using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Tests.Solver.Sparse;

/// <summary>Derivatives of partial factorisation and partial inversion along a symmetric matrix C, by loops and by blocks: ∂S = [−V I]C[−V I]ᵀ and ∂A⁻¹ = −A⁻¹CA⁻¹.</summary>
public unsafe class FrontTangentKernelTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(9, 4)]
    [InlineData(40, 40)]
    [InlineData(47, 13)]
    [InlineData(150, 1)]
    [InlineData(150, 100)]
    [InlineData(700, 600)]
    public void Both_kernels_differentiate_the_schur_complement_and_the_inverse(int order, int pivots)
    {
        Matrix<double> root = Random(order, 1);
        Matrix<double> a = (root * root.Transpose() / order) + Matrix<double>.Build.DenseIdentity(order);
        Matrix<double> c = Random(order, 2);
        c = (c + c.Transpose()) / Math.Sqrt(order);
        Matrix<double> inverse = a.Cholesky().Solve(Matrix<double>.Build.DenseIdentity(order));
        Matrix<double> tangent = -(inverse * c * inverse);
        foreach (bool byBlocks in new[] { false, true })
        {
            double[] front = Rows(a);
            double[] change = Rows(c);
            double[] panel = new double[order * pivots];
            double[] changePanel = new double[order * pivots];
            double[] known = Rows(inverse);
            double[] knownTangent = Rows(tangent);
            var room = new double[2 * order];
            var dense = new DenseFrontTangent(2);
            fixed (double* own = front, moved = change, columns = panel, movedColumns = changePanel, p = known, dp = knownTangent, column = room)
            {
                Assert.True(FrontKernel.Factor(own, order, pivots, column));
                Copy(front, panel, order, pivots);
                if (byBlocks)
                {
                    dense.Prepare(columns, order, pivots);
                    dense.Eliminate(moved, order, pivots, columns);
                }
                else
                {
                    FrontTangentKernel.Prepare(columns, order, pivots, column);
                    FrontTangentKernel.Eliminate(moved, order, pivots, columns, column);
                }

                AssertSchur(a, c, change, order, pivots);
                Copy(change, changePanel, order, pivots);
                Forget(known, order, pivots);
                Forget(knownTangent, order, pivots);
                if (byBlocks)
                {
                    dense.Invert(p, dp, order, pivots, columns, movedColumns);
                }
                else
                {
                    FrontTangentKernel.Invert(p, dp, order, pivots, columns, movedColumns, column);
                }
            }

            for (int entry = 0; entry < known.Length; entry++)
            {
                Assert.Equal(inverse[entry / order, entry % order], known[entry], 1e-11);
                Assert.Equal(tangent[entry / order, entry % order], knownTangent[entry], 1e-11);
            }
        }
    }

    private static void AssertSchur(Matrix<double> a, Matrix<double> c, double[] change, int order, int pivots)
    {
        int rest = order - pivots;
        if (rest == 0)
        {
            return;
        }

        Matrix<double> map = Matrix<double>.Build.Dense(rest, order, (row, column) => column == pivots + row ? 1 : 0);
        map.SetSubMatrix(0, 0, -a.SubMatrix(0, pivots, 0, pivots).Cholesky().Solve(a.SubMatrix(0, pivots, pivots, rest)).Transpose());
        Matrix<double> expected = map * c * map.Transpose();
        for (int row = 0; row < rest; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                Assert.Equal(expected[row, column], change[((pivots + row) * order) + pivots + column], 1e-11);
            }
        }
    }

    private static Matrix<double> Random(int order, int seed)
    {
        var random = new Random(seed);
        return Matrix<double>.Build.Dense(order, order, (_, _) => RandomDesigns.Normal(random));
    }

    private static double[] Rows(Matrix<double> matrix) => matrix.ToRowMajorArray();

    private static void Copy(double[] front, double[] panel, int order, int pivots)
    {
        for (int row = 0; row < order; row++)
        {
            front.AsSpan(row * order, pivots).CopyTo(panel.AsSpan(row * pivots));
        }
    }

    // What is to be completed.
    private static void Forget(double[] matrix, int order, int pivots)
    {
        for (int row = 0; row < order; row++)
        {
            matrix.AsSpan(row * order, row < pivots ? order : pivots).Fill(double.NaN);
        }
    }
}
