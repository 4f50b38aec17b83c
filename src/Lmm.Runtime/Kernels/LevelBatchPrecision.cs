using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lmm.Kernels;

/// <summary>The way back over eight levels at a time: modes, residuals and precisions, in the layout of <see cref="LevelBatch"/>.</summary>
internal static unsafe class LevelBatchPrecision
{
    /// <summary>gap = B<sub>y</sub> − B<sub>X</sub>ᵀβ, k vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gap(Vector512<double>* panel, double* beta, int rank, int k, Vector512<double>* gap)
    {
        for (int effect = 0; effect < k; effect++)
        {
            Vector512<double> sum = panel[(rank * k) + effect];
            for (int row = 0; row < rank; row++)
            {
                sum = Vector512.FusedMultiplyAdd(panel[(row * k) + effect], Vector512.Create(-beta[row]), sum);
            }

            gap[effect] = sum;
        }
    }

    /// <summary>K = TTᵀ, k × k.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Conditional(Vector512<double>* map, int k, Vector512<double>* target)
    {
        for (int row = 0; row < k; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                Vector512<double> sum = map[row * k] * map[column * k];
                for (int inner = 1; inner < k; inner++)
                {
                    sum = Vector512.FusedMultiplyAdd(map[(row * k) + inner], map[(column * k) + inner], sum);
                }

                target[(row * k) + column] = sum;
                target[(column * k) + row] = sum;
            }
        }
    }

    /// <summary>target = Mx for a full k × k matrix.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(Vector512<double>* matrix, Vector512<double>* x, int k, Vector512<double>* target)
    {
        for (int row = 0; row < k; row++)
        {
            Vector512<double> sum = matrix[row * k] * x[0];
            for (int inner = 1; inner < k; inner++)
            {
                sum = Vector512.FusedMultiplyAdd(matrix[(row * k) + inner], x[inner], sum);
            }

            target[row] = sum;
        }
    }

    /// <summary>target = x − Db for the triangle D.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Residual(Vector512<double>* block, Vector512<double>* x, Vector512<double>* modes, int k, Vector512<double>* target)
    {
        for (int row = 0; row < k; row++)
        {
            Vector512<double> sum = x[row];
            for (int inner = 0; inner < k; inner++)
            {
                sum = Vector512.FusedMultiplyAdd(-LevelBatch.Symmetric(block, row, inner), modes[inner], sum);
            }

            target[row] = sum;
        }
    }

    /// <summary>Y = (FᵀB)ᵀ(FᵀB) for the panel's X rows B (rank × k) and a lower triangular F (rank × rank, row by row); k × k.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Quadratic(Vector512<double>* panel, double* factor, int rank, int k, Vector512<double>* row, Vector512<double>* target)
    {
        for (int entry = 0; entry < k * k; entry++)
        {
            target[entry] = Vector512<double>.Zero;
        }

        for (int column = 0; column < rank; column++)
        {
            for (int effect = 0; effect < k; effect++)
            {
                Vector512<double> sum = Vector512<double>.Zero;
                for (int inner = column; inner < rank; inner++)
                {
                    sum = Vector512.FusedMultiplyAdd(Vector512.Create(factor[(inner * rank) + column]), panel[(inner * k) + effect], sum);
                }

                row[effect] = sum;
            }

            for (int first = 0; first < k; first++)
            {
                for (int second = 0; second < k; second++)
                {
                    target[(first * k) + second] = Vector512.FusedMultiplyAdd(row[first], row[second], target[(first * k) + second]);
                }
            }
        }
    }

    /// <summary>R = DQ − QᵀYQ with Q = I − KD; lower triangle. <paramref name="room"/> holds 2k² vectors. Y may be null for zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Precision(Vector512<double>* block, Vector512<double>* conditional, Vector512<double>* quadratic, int k, Vector512<double>* room, Vector512<double>* target)
    {
        Vector512<double>* rest = room;
        Vector512<double>* product = room + (k * k);
        for (int row = 0; row < k; row++)
        {
            for (int column = 0; column < k; column++)
            {
                Vector512<double> sum = row == column ? Vector512<double>.One : Vector512<double>.Zero;
                for (int inner = 0; inner < k; inner++)
                {
                    sum = Vector512.FusedMultiplyAdd(-conditional[(row * k) + inner], LevelBatch.Symmetric(block, inner, column), sum);
                }

                rest[(row * k) + column] = sum;
            }
        }

        if (quadratic != null)
        {
            Product(quadratic, rest, k, product);
        }

        for (int row = 0; row < k; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                Vector512<double> sum = Vector512<double>.Zero;
                for (int inner = 0; inner < k; inner++)
                {
                    sum = Vector512.FusedMultiplyAdd(LevelBatch.Symmetric(block, row, inner), rest[(inner * k) + column], sum);
                    if (quadratic != null)
                    {
                        sum = Vector512.FusedMultiplyAdd(-rest[(inner * k) + row], product[(inner * k) + column], sum);
                    }
                }

                *target++ = sum;
            }
        }
    }

    /// <summary>target = left·right, k × k.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Product(Vector512<double>* left, Vector512<double>* right, int k, Vector512<double>* target)
    {
        for (int row = 0; row < k; row++)
        {
            for (int column = 0; column < k; column++)
            {
                Vector512<double> sum = left[row * k] * right[column];
                for (int inner = 1; inner < k; inner++)
                {
                    sum = Vector512.FusedMultiplyAdd(left[(row * k) + inner], right[(inner * k) + column], sum);
                }

                target[(row * k) + column] = sum;
            }
        }
    }

    /// <summary>Adds the products of all pairs of values, the lower triangle, to <paramref name="sums"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddOuter(Vector512<double>* values, int count, Vector512<double>* sums)
    {
        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                *sums = Vector512.FusedMultiplyAdd(values[row], values[column], *sums);
                sums++;
            }
        }
    }

    /// <summary>Adds products of two values each, those at the places <paramref name="left"/> and <paramref name="right"/>, to <paramref name="sums"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddProducts(Vector512<double>* values, ReadOnlySpan<int> left, ReadOnlySpan<int> right, Vector512<double>* sums)
    {
        for (int product = 0; product < left.Length; product++)
        {
            sums[product] = Vector512.FusedMultiplyAdd(values[left[product]], values[right[product]], sums[product]);
        }
    }
}
