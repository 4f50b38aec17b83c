using System.Runtime.CompilerServices;

namespace Lmm.Kernels;

/// <summary>Small dense matrices, row by row, in place. For orders where a loop is as good as anything; longer rows are multiplied by vectors.</summary>
internal static class SmallMatrix
{
    /// <summary>Shorter rows are multiplied value by value.</summary>
    private const int LongRow = 64;

    /// <summary>Overwrites the lower triangle of A (order n, rows <paramref name="stride"/> apart) with its Cholesky factor; false when A is not positive definite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Cholesky(Span<double> a, int order, int stride)
    {
        for (int column = 0; column < order; column++)
        {
            Span<double> pivotRow = a.Slice(column * stride, column + 1);
            double pivot = pivotRow[column];
            for (int inner = 0; inner < column; inner++)
            {
                pivot -= pivotRow[inner] * pivotRow[inner];
            }

            if (!(pivot > 0) || double.IsPositiveInfinity(pivot))
            {
                return false;
            }

            double root = Math.Sqrt(pivot);
            pivotRow[column] = root;
            for (int row = column + 1; row < order; row++)
            {
                Span<double> values = a.Slice(row * stride, column + 1);
                double sum = values[column];
                if (column >= LongRow)
                {
                    sum -= VectorProducts.Dot(values[..column], pivotRow[..column]);
                }
                else
                {
                    for (int inner = 0; inner < column; inner++)
                    {
                        sum -= values[inner] * pivotRow[inner];
                    }
                }

                values[column] = sum / root;
            }
        }

        return true;
    }

    /// <summary>x = L⁻¹x for the lower triangular L (order n, rows <paramref name="stride"/> apart).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SolveLower(ReadOnlySpan<double> lower, int order, int stride, Span<double> x)
    {
        for (int row = 0; row < order; row++)
        {
            double sum = x[row];
            for (int column = 0; column < row; column++)
            {
                sum -= lower[(row * stride) + column] * x[column];
            }

            x[row] = sum / lower[(row * stride) + row];
        }
    }

    /// <summary>x = L⁻ᵀx for the lower triangular L (order n, rows <paramref name="stride"/> apart).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SolveLowerTransposed(ReadOnlySpan<double> lower, int order, int stride, Span<double> x)
    {
        for (int row = order - 1; row >= 0; row--)
        {
            double value = x[row] / lower[(row * stride) + row];
            x[row] = value;
            for (int column = 0; column < row; column++)
            {
                x[column] -= lower[(row * stride) + column] * value;
            }
        }
    }

    /// <summary>Overwrites a lower triangular L (order n, rows <paramref name="stride"/> apart) with its inverse.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void InvertLower(Span<double> lower, int order, int stride)
    {
        for (int column = 0; column < order; column++)
        {
            lower[(column * stride) + column] = 1 / lower[(column * stride) + column];
            for (int row = column + 1; row < order; row++)
            {
                double sum = 0;
                for (int inner = column; inner < row; inner++)
                {
                    sum += lower[(row * stride) + inner] * lower[(inner * stride) + column];
                }

                lower[(row * stride) + column] = -sum / lower[(row * stride) + row];
            }
        }
    }

    /// <summary>inverse := (LLᵀ)⁻¹ for a lower triangular L of order n; both without gaps between rows. L is overwritten with its inverse.</summary>
    public static void InverseFromFactor(Span<double> lower, Span<double> inverse, int order)
    {
        InvertLower(lower, order, order);
        for (int row = 0; row < order; row++)
        {
            for (int column = 0; column < order; column++)
            {
                double sum = 0;
                for (int inner = Math.Max(row, column); inner < order; inner++)
                {
                    sum += lower[(inner * order) + row] * lower[(inner * order) + column];
                }

                inverse[(row * order) + column] = sum;
            }
        }
    }
}
