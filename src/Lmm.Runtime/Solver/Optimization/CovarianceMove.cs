using Lmm.Kernels;

namespace Lmm.Solver;

/// <summary>Moves one term's Σ = ΛΛᵀ along a direction in the space of its covariance matrices, and keeps it positive definite.</summary>
internal sealed class CovarianceMove
{
    private const double SmallestShrinkage = 1e-2;
    private const double LargestGrowth = 1e4;

    private readonly ICovarianceParameterization covariance;
    private readonly int k;
    private readonly double[][] basis;
    private readonly double[] lambda;
    private readonly double[] change;
    private readonly double[] factor;
    private readonly double[] canonical;
    private readonly double[] rotation;
    private readonly SymmetricEigen eigen;

    public CovarianceMove(RandomTermLayout term)
    {
        Term = term;
        covariance = term.Covariance;
        k = term.EffectCount;
        basis = new double[covariance.CovarianceDimension][];
        for (int index = 0; index < basis.Length; index++)
        {
            basis[index] = new double[k * k];
            covariance.CovarianceBasis(index, basis[index]);
        }

        lambda = new double[k * k];
        change = new double[k * k];
        factor = new double[k * k];
        canonical = new double[k * k];
        rotation = new double[k * k];
        eigen = new SymmetricEigen(k);
    }

    /// <summary>The term.</summary>
    public RandomTermLayout Term { get; }

    /// <summary>A basis of the space of the covariance matrices, each k × k.</summary>
    public IReadOnlyList<double[]> Basis => basis;

    /// <summary>
    /// Writes the θ of (Σ + Σᵢ coefficientᵢ·basisᵢ)/<paramref name="residual"/>, eigenvalues relative to Σ kept within bounds. False when
    /// Σ is singular, so that there is nothing to be relative to.
    /// </summary>
    public bool TryMove(ReadOnlySpan<double> theta, ReadOnlySpan<double> coefficients, double residual, Span<double> moved)
    {
        covariance.Factor(theta, lambda);
        if (!TryRelative(coefficients))
        {
            return false;
        }

        // Row j of the factor's transpose is √size_j (Λv_j)ᵀ.
        eigen.Decompose(change);
        for (int column = 0; column < k; column++)
        {
            double size = (1 + eigen.Values[column]) / residual;
            double root = Math.Sqrt(Math.Clamp(size, SmallestShrinkage, LargestGrowth));
            for (int row = 0; row < k; row++)
            {
                factor[(row * k) + column] = root * LevelBlock.Dot(lambda.AsSpan(row * k, row + 1), eigen.Vectors.AsSpan(column * k, row + 1));
            }
        }

        CanonicalFactor.Write(factor, k, canonical, rotation);
        covariance.Parameters(canonical, moved);
        return true;
    }

    // change := Λ⁻¹(Σᵢ coefficientᵢ·basisᵢ)Λ⁻ᵀ.
    private bool TryRelative(ReadOnlySpan<double> coefficients)
    {
        Array.Clear(change);
        for (int index = 0; index < basis.Length; index++)
        {
            for (int entry = 0; entry < change.Length; entry++)
            {
                change[entry] += coefficients[index] * basis[index][entry];
            }
        }

        // The rows of a symmetric C are its columns: solving for every row gives (Λ⁻¹C)ᵀ, and its columns are solved for in turn.
        bool isFinite = true;
        for (int pass = 0; pass < 2; pass++)
        {
            for (int row = 0; row < k; row++)
            {
                SmallMatrix.SolveLower(lambda, k, k, change.AsSpan(row * k, k));
            }

            for (int row = 0; row < k; row++)
            {
                for (int column = 0; column < row; column++)
                {
                    (change[(row * k) + column], change[(column * k) + row]) = (change[(column * k) + row], change[(row * k) + column]);
                }
            }
        }

        for (int row = 0; row < k; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                double mean = (change[(row * k) + column] + change[(column * k) + row]) / 2;
                change[(row * k) + column] = change[(column * k) + row] = mean;
                isFinite &= double.IsFinite(mean);
            }
        }

        return isFinite;
    }
}
