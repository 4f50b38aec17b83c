using Lmm.Kernels;
using Lmm.Solver.Factoring;

namespace Lmm.Solver.Blocks;

/// <summary>
/// The marginal precision and covariance of one level. With D the level's block, T = ΛL⁻ᵀ, K = TTᵀ the covariance of its modes given
/// all that is below, B its panel, C the covariance matrix of what is below, Y = BᵀCB and Q = I − KD:
/// R = DQ − QᵀYQ, and the covariance of the modes is K + KYK.
/// </summary>
/// <remarks>
/// A selected inverse after Takahashi, Fagan &amp; Chen (1973) and Erisman &amp; Tinney (1975), written for a Schur complement in which Λ has
/// not been multiplied into the rows, so that nothing is divided by Λ and singular Λ need no care.
/// </remarks>
internal sealed class LevelPrecision(int k)
{
    private readonly double[] _conditional = new double[k * k];
    private readonly double[] _rest = new double[k * k];
    private readonly double[] _product = new double[k * k];
    private readonly double[] _precision = new double[k * k];

    /// <summary>Y = BᵀCB.</summary>
    public double[] Quadratic { get; } = new double[k * k];

    /// <summary>Adds R to the sums.</summary>
    public void Add(ReadOnlySpan<double> block, ReadOnlySpan<double> map, FactorSums sums)
    {
        LevelBlock.ProductTransposed(map, map, _conditional, k);
        for (int row = 0; row < k; row++)
        {
            for (int column = 0; column < k; column++)
            {
                double sum = row == column ? 1 : 0;
                for (int inner = 0; inner < k; inner++)
                {
                    sum -= _conditional[(row * k) + inner] * LevelBlock.Symmetric(block, k, inner, column);
                }

                _rest[(row * k) + column] = sum;
            }
        }

        LevelBlock.Product(Quadratic, _rest, _product, k);
        for (int row = 0; row < k; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                double sum = 0;
                for (int inner = 0; inner < k; inner++)
                {
                    sum += (LevelBlock.Symmetric(block, k, row, inner) * _rest[(inner * k) + column]) - (_rest[(inner * k) + row] * _product[(inner * k) + column]);
                }

                _precision[(row * k) + column] = sum;
            }
        }

        sums.AddPrecision(_precision);
    }

    /// <summary>Writes K + KYK; call it after <see cref="Add"/>.</summary>
    public void Covariance(Span<double> target)
    {
        LevelBlock.Product(_conditional, Quadratic, _product, k);
        _conditional.CopyTo(target);
        LevelBlock.AddProduct(_product, _conditional, target, k);
    }

    /// <summary>Writes −V·K for V = CB, the covariances of what is below with the modes; call it after <see cref="Add"/>.</summary>
    public void PanelCovariance(ReadOnlySpan<double> product, Span<double> target, int rows)
    {
        LevelBlock.Multiply(product, _conditional, target, rows, k);
        for (int index = 0; index < rows * k; index++)
        {
            target[index] = -target[index];
        }
    }
}
