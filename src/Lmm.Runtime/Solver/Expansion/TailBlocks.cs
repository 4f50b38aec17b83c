using System.Runtime.CompilerServices;
using Lmm.Kernels;

namespace Lmm.Solver.Expansion;

/// <summary>Block-diagonal maps, the same block at every level of a factor, applied to matrices over the factors of a tail.</summary>
/// <param name="products">The cross-products.</param>
/// <param name="offsets">The first row of each factor.</param>
/// <param name="order">The number of rows.</param>
internal sealed class TailBlocks(CrossProducts products, int[] offsets, int order)
{
    private readonly double[] _mixed = new double[products.Factors.Max(static factor => factor.EffectCount) * Math.Max(1, order)];

    /// <summary>The rows of a factor := L (or Lᵀ) times them, level by level.</summary>
    public void ScaleRows(SymmetricMatrix matrix, int factor, double[] map, bool transposed)
    {
        int k = products.Factors[factor].EffectCount;
        if (k == 1)
        {
            for (int level = 0; level < products.Factors[factor].LevelCount; level++)
            {
                VectorProducts.Scale(map[0], matrix.Row(offsets[factor] + level, matrix.Order));
            }

            return;
        }

        Span<double> mixed = _mixed.AsSpan(0, k * matrix.Order);
        for (int level = 0; level < products.Factors[factor].LevelCount; level++)
        {
            int first = offsets[factor] + (level * k);
            mixed.Clear();
            for (int row = 0; row < k; row++)
            {
                for (int inner = 0; inner < k; inner++)
                {
                    VectorProducts.Add(map[transposed ? (inner * k) + row : (row * k) + inner], matrix.Row(first + inner, matrix.Order), mixed.Slice(row * matrix.Order, matrix.Order));
                }
            }

            for (int row = 0; row < k; row++)
            {
                mixed.Slice(row * matrix.Order, matrix.Order).CopyTo(matrix.Row(first + row, matrix.Order));
            }
        }
    }

    /// <summary>The columns of a factor := them times L (or Lᵀ), level by level.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ScaleColumns(SymmetricMatrix matrix, int factor, double[] map, bool transposed)
    {
        int k = products.Factors[factor].EffectCount;
        Span<double> mixed = _mixed.AsSpan(0, k);
        for (int row = 0; row < matrix.Order; row++)
        {
            if (k == 1)
            {
                VectorProducts.Scale(map[0], matrix.Row(row, matrix.Order).Slice(offsets[factor], products.Factors[factor].LevelCount));
                continue;
            }

            for (int level = 0; level < products.Factors[factor].LevelCount; level++)
            {
                Span<double> values = matrix.Row(row, matrix.Order).Slice(offsets[factor] + (level * k), k);
                for (int column = 0; column < k; column++)
                {
                    double sum = 0;
                    for (int inner = 0; inner < k; inner++)
                    {
                        sum += values[inner] * map[transposed ? (column * k) + inner : (inner * k) + column];
                    }

                    mixed[column] = sum;
                }

                mixed.CopyTo(values);
            }
        }
    }
}
