using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lmm.Kernels;

/// <summary>
/// Eight levels at a time: each value of a small matrix is a vector with one lane per level, so that the algebra of k × k blocks runs without
/// shuffles. A batch holds D (k × k, lower triangle row by row), then the panel B row by row (rows × k): X's rows, then that of y.
/// </summary>
internal static unsafe class LevelBatch
{
    /// <summary>The number of levels in a batch.</summary>
    public const int Lanes = 8;

    /// <summary>The number of vectors in a lower triangle of order k.</summary>
    public static int Triangle(int k) => k * (k + 1) / 2;

    /// <summary>The number of vectors in a batch.</summary>
    public static int Size(int k, int rows) => Triangle(k) + (rows * k);

    /// <summary>
    /// Ω = ΛᵀDΛ + I = LLᵀ and T = ΛL⁻ᵀ. Returns the product of the pivots of Ω; a pivot that is not positive makes it negative or NaN in its lane.
    /// </summary>
    /// <param name="block">D, lower triangle.</param>
    /// <param name="lambda">Λ, k × k, row by row.</param>
    /// <param name="k">The order.</param>
    /// <param name="lower">Room for k × k vectors; receives L below the diagonal and 1/L on it.</param>
    /// <param name="map">Receives T, k × k.</param>
    /// <param name="least">Lowered to the least pivot of each lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector512<double> Factor(Vector512<double>* block, double* lambda, int k, Vector512<double>* lower, Vector512<double>* map, ref Vector512<double> least)
    {
        // map serves as room for DΛ.
        for (int row = 0; row < k; row++)
        {
            for (int column = 0; column < k; column++)
            {
                Vector512<double> sum = Vector512<double>.Zero;
                for (int inner = column; inner < k; inner++)
                {
                    sum = Vector512.FusedMultiplyAdd(Symmetric(block, row, inner), Vector512.Create(lambda[(inner * k) + column]), sum);
                }

                map[(row * k) + column] = sum;
            }
        }

        for (int row = 0; row < k; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                Vector512<double> sum = row == column ? Vector512<double>.One : Vector512<double>.Zero;
                for (int inner = row; inner < k; inner++)
                {
                    sum = Vector512.FusedMultiplyAdd(Vector512.Create(lambda[(inner * k) + row]), map[(inner * k) + column], sum);
                }

                lower[(row * k) + column] = sum;
            }
        }

        Vector512<double> product = Vector512<double>.One;
        for (int column = 0; column < k; column++)
        {
            Vector512<double> pivot = lower[(column * k) + column];
            for (int inner = 0; inner < column; inner++)
            {
                Vector512<double> value = lower[(column * k) + inner];
                pivot = Vector512.FusedMultiplyAdd(-value, value, pivot);
            }

            least = Vector512.Min(least, pivot);
            product *= pivot;
            Vector512<double> reciprocal = Vector512<double>.One / Vector512.Sqrt(pivot);
            lower[(column * k) + column] = reciprocal;
            for (int row = column + 1; row < k; row++)
            {
                Vector512<double> sum = lower[(row * k) + column];
                for (int inner = 0; inner < column; inner++)
                {
                    sum = Vector512.FusedMultiplyAdd(-lower[(row * k) + inner], lower[(column * k) + inner], sum);
                }

                lower[(row * k) + column] = sum * reciprocal;
            }
        }

        for (int row = 0; row < k; row++)
        {
            for (int column = 0; column < k; column++)
            {
                Vector512<double> sum = Vector512.Create(lambda[(row * k) + column]);
                for (int inner = 0; inner < column; inner++)
                {
                    sum = Vector512.FusedMultiplyAdd(-map[(row * k) + inner], lower[(column * k) + inner], sum);
                }

                map[(row * k) + column] = sum * lower[(column * k) + column];
            }
        }

        return product;
    }

    /// <summary>C = BT for a panel of <paramref name="rows"/> × k.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(Vector512<double>* panel, Vector512<double>* map, int rows, int k, Vector512<double>* target)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < k; column++)
            {
                Vector512<double> sum = panel[row * k] * map[column];
                for (int inner = 1; inner < k; inner++)
                {
                    sum = Vector512.FusedMultiplyAdd(panel[(row * k) + inner], map[(inner * k) + column], sum);
                }

                target[(row * k) + column] = sum;
            }
        }
    }

    /// <summary>Adds CCᵀ, the lower triangle, to <paramref name="sums"/>; the last entry with a carry of its rounding errors after it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddProducts(Vector512<double>* panel, int rows, int k, Vector512<double>* sums)
    {
        int place = 0;
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                Vector512<double> sum = panel[row * k] * panel[column * k];
                for (int inner = 1; inner < k; inner++)
                {
                    sum = Vector512.FusedMultiplyAdd(panel[(row * k) + inner], panel[(column * k) + inner], sum);
                }

                if (row == rows - 1 && column == row)
                {
                    AddExactly(sum, sums + place);
                }
                else
                {
                    sums[place] += sum;
                }

                place++;
            }
        }
    }

    // Knuth's two-sum: the rounding error of each addition is collected in the vector after the sum.
    private static void AddExactly(Vector512<double> value, Vector512<double>* sum)
    {
        Vector512<double> before = sum[0];
        Vector512<double> after = before + value;
        Vector512<double> virtualValue = after - before;
        sum[1] += (before - (after - virtualValue)) + (value - virtualValue);
        sum[0] = after;
    }

    /// <summary>Entry (row, column) of the symmetric matrix held as a lower triangle.</summary>
    internal static Vector512<double> Symmetric(Vector512<double>* triangle, int row, int column)
        => row >= column ? triangle[(row * (row + 1) / 2) + column] : triangle[(column * (column + 1) / 2) + row];
}
