using System.Runtime.CompilerServices;

namespace Lmm.Kernels;

/// <summary>The small products that a level's blocks need; matrices row by row, k × k unless another shape is told.</summary>
internal static class LevelBlock
{
    /// <summary>target := ΛᵀDΛ + I, the lower triangle, for the symmetric D.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale(ReadOnlySpan<double> block, ReadOnlySpan<double> lambda, Span<double> target, int k)
    {
        if (k == 1)
        {
            target[0] = 1 + (lambda[0] * (block[0] * lambda[0]));
            return;
        }

        using var room = new Room(stackalloc double[Room.MostOnStack], k * k);
        Span<double> half = room.Values;
        for (int row = 0; row < k; row++)
        {
            for (int column = 0; column < k; column++)
            {
                double sum = 0;
                for (int inner = column; inner < k; inner++)
                {
                    sum += Symmetric(block, k, row, inner) * lambda[(inner * k) + column];
                }

                half[(row * k) + column] = sum;
            }
        }

        for (int row = 0; row < k; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                double sum = row == column ? 1 : 0;
                for (int inner = row; inner < k; inner++)
                {
                    sum += lambda[(inner * k) + row] * half[(inner * k) + column];
                }

                target[(row * k) + column] = sum;
            }
        }
    }

    /// <summary>T := ΛL⁻ᵀ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transfer(ReadOnlySpan<double> lower, ReadOnlySpan<double> lambda, Span<double> target, int k)
    {
        for (int row = 0; row < k; row++)
        {
            Span<double> values = target.Slice(row * k, k);
            lambda.Slice(row * k, k).CopyTo(values);
            SmallMatrix.SolveLower(lower, k, k, values);
        }
    }

    /// <summary>target := panel · map, for a panel of <paramref name="rows"/> × k.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(ReadOnlySpan<double> panel, ReadOnlySpan<double> map, Span<double> target, int rows, int k)
    {
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<double> values = panel.Slice(row * k, k);
            for (int column = 0; column < k; column++)
            {
                double sum = 0;
                for (int inner = 0; inner < k; inner++)
                {
                    sum += values[inner] * map[(inner * k) + column];
                }

                target[(row * k) + column] = sum;
            }
        }
    }

    /// <summary>target[r, c] −= left[r]·right[c] over the k columns of both, for r &lt; rows and c &lt; columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SubtractProducts(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> target, int rows, int columns, int k)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                target[(row * columns) + column] -= Dot(left.Slice(row * k, k), right.Slice(column * k, k));
            }
        }
    }

    /// <summary>gap −= Σ_r panel[r, :]·values[r]; returns the number of rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int SubtractRows(ReadOnlySpan<double> panel, ReadOnlySpan<double> values, Span<double> gap)
    {
        for (int row = 0; row < values.Length; row++)
        {
            for (int column = 0; column < gap.Length; column++)
            {
                gap[column] -= panel[(row * gap.Length) + column] * values[row];
            }
        }

        return values.Length;
    }

    /// <summary>Σ xᵢyᵢ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int index = 0; index < x.Length; index++)
        {
            sum += x[index] * y[index];
        }

        return sum;
    }

    /// <summary>target := TTᵀx; <paramref name="half"/> receives Tᵀx.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sandwich(ReadOnlySpan<double> map, ReadOnlySpan<double> x, Span<double> half, Span<double> target)
    {
        int k = x.Length;
        for (int column = 0; column < k; column++)
        {
            double sum = 0;
            for (int row = 0; row < k; row++)
            {
                sum += map[(row * k) + column] * x[row];
            }

            half[column] = sum;
        }

        for (int row = 0; row < k; row++)
        {
            target[row] = Dot(map.Slice(row * k, k), half);
        }
    }

    /// <summary>(Dx)[row] for the symmetric D.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double SymmetricDot(ReadOnlySpan<double> block, ReadOnlySpan<double> x, int row)
    {
        double sum = 0;
        for (int column = 0; column < x.Length; column++)
        {
            sum += Symmetric(block, x.Length, row, column) * x[column];
        }

        return sum;
    }

    /// <summary>target := leftᵀ·right for two panels of <paramref name="rows"/> × k.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TransposedProduct(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> target, int rows, int k)
    {
        target[..(k * k)].Clear();
        for (int row = 0; row < rows; row++)
        {
            for (int i = 0; i < k; i++)
            {
                double factor = left[(row * k) + i];
                for (int j = 0; j < k; j++)
                {
                    target[(i * k) + j] += factor * right[(row * k) + j];
                }
            }
        }
    }

    /// <summary>target := left·right.</summary>
    public static void Product(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> target, int k)
    {
        target[..(k * k)].Clear();
        AddProduct(left, right, target, k);
    }

    /// <summary>target += left·right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddProduct(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> target, int k)
    {
        for (int row = 0; row < k; row++)
        {
            for (int inner = 0; inner < k; inner++)
            {
                double factor = left[(row * k) + inner];
                for (int column = 0; column < k; column++)
                {
                    target[(row * k) + column] += factor * right[(inner * k) + column];
                }
            }
        }
    }

    /// <summary>target := left·rightᵀ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ProductTransposed(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> target, int k)
    {
        for (int row = 0; row < k; row++)
        {
            for (int column = 0; column < k; column++)
            {
                target[(row * k) + column] = Dot(left.Slice(row * k, k), right.Slice(column * k, k));
            }
        }
    }

    /// <summary>Entry (row, column) of the symmetric matrix of which the lower triangle is relied on.</summary>
    public static double Symmetric(ReadOnlySpan<double> block, int k, int row, int column)
        => row >= column ? block[(row * k) + column] : block[(column * k) + row];
}
