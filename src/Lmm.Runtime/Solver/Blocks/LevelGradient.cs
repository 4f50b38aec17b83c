using Lmm.Kernels;

namespace Lmm.Solver;

/// <summary>
/// The part of one level in the gradient of the log-determinant. With D the level's block, Ω = ΛᵀDΛ + I = LLᵀ, T = ΛL⁻ᵀ, B its panel, C the
/// covariance matrix of what is below and Y = BᵀCB, the covariance of the level's modes is T(I + TᵀYT)Tᵀ, and half the derivative of
/// log|Ω| + (that of all below) with respect to Λ is the transpose of M = L⁻ᵀ[TᵀD + TᵀY(TTᵀD − I)].
/// </summary>
/// <remarks>
/// A selected inverse after Takahashi, Fagan &amp; Chen (1973) and Erisman &amp; Tinney (1975), written for a Schur complement in which Λ has
/// not been multiplied into the rows, so that nothing is divided by Λ and singular Λ need no care.
/// </remarks>
internal sealed class LevelGradient(int k)
{
    private readonly double[] left = new double[k * k];
    private readonly double[] right = new double[k * k];
    private readonly double[] sum = new double[k * k];

    /// <summary>Y = BᵀCB.</summary>
    public double[] Quadratic { get; } = new double[k * k];

    /// <summary>Adds Mᵀ to <paramref name="sums"/>.</summary>
    public void Add(ReadOnlySpan<double> block, ReadOnlySpan<double> lower, ReadOnlySpan<double> map, double[] sums)
    {
        LevelBlock.TransposedTimesSymmetric(map, block, sum, k);
        LevelBlock.TransposedProduct(map, Quadratic, left, k, k);
        LevelBlock.Product(map, sum, right, k);
        for (int index = 0; index < k; index++)
        {
            right[(index * k) + index] -= 1;
        }

        LevelBlock.AddProduct(left, right, sum, k);
        Span<double> column = stackalloc double[k];
        for (int index = 0; index < k; index++)
        {
            for (int row = 0; row < k; row++)
            {
                column[row] = sum[(row * k) + index];
            }

            SmallMatrix.SolveLowerTransposed(lower, k, k, column);
            for (int row = 0; row < k; row++)
            {
                sums[(index * k) + row] += column[row];
            }
        }
    }

    /// <summary>Writes T(I + TᵀYT)Tᵀ.</summary>
    public void Covariance(ReadOnlySpan<double> map, Span<double> target)
    {
        // left = TᵀY from Add is recomputed here, so that the two may be called in any order.
        LevelBlock.TransposedProduct(map, Quadratic, left, k, k);
        LevelBlock.Product(left, map, right, k);
        for (int index = 0; index < k; index++)
        {
            right[(index * k) + index] += 1;
        }

        LevelBlock.Product(map, right, left, k);
        LevelBlock.ProductTransposed(left, map, target, k);
    }

    /// <summary>Writes −V·TTᵀ for V = CB.</summary>
    public void PanelCovariance(ReadOnlySpan<double> map, ReadOnlySpan<double> product, Span<double> target, int rows)
    {
        LevelBlock.ProductTransposed(map, map, left, k);
        LevelBlock.Multiply(product, left, target, rows, k);
        for (int index = 0; index < rows * k; index++)
        {
            target[index] = -target[index];
        }
    }
}
