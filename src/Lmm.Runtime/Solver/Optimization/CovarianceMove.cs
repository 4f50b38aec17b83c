using Lmm.Covariance;
using Lmm.Crossing;
using Lmm.Kernels;

namespace Lmm.Solver.Optimization;

/// <summary>Moves one term's Σ = ΛΛᵀ along a direction in the space of its covariance matrices, and keeps it positive definite.</summary>
internal sealed class CovarianceMove
{
    /// <summary>A variance shrinks to this share at the least in one move: what is to vanish is taken out by the face.</summary>
    private const double SmallestShrinkage = 1e-2;

    /// <summary>A variance grows by this factor at the most in one move: scores from next to no variance promise anything.</summary>
    private const double LargestGrowth = 1e4;

    private readonly ICovarianceParameterization _covariance;
    private readonly int _k;
    private readonly double[][] _basis;
    private readonly double[] _lambda;
    private readonly double[] _change;
    private readonly double[] _factor;
    private readonly double[] _canonical;
    private readonly double[] _rotation;
    private readonly SymmetricEigen _eigen;

    public CovarianceMove(RandomTermLayout term)
    {
        Term = term;
        _covariance = term.Covariance;
        _k = term.EffectCount;
        _basis = new double[_covariance.CovarianceDimension][];
        for (int index = 0; index < _basis.Length; index++)
        {
            _basis[index] = new double[_k * _k];
            _covariance.CovarianceBasis(index, _basis[index]);
        }

        _lambda = new double[_k * _k];
        _change = new double[_k * _k];
        _factor = new double[_k * _k];
        _canonical = new double[_k * _k];
        _rotation = new double[_k * _k];
        _eigen = new SymmetricEigen(_k);
    }

    /// <summary>The term.</summary>
    public RandomTermLayout Term { get; }

    /// <summary>A basis of the space of the covariance matrices, each k × k.</summary>
    public IReadOnlyList<double[]> Basis => _basis;

    /// <summary>
    /// Writes the θ of (Σ + Σᵢ coefficientᵢ·basisᵢ)/<paramref name="residual"/>, eigenvalues relative to Σ kept within bounds. False when
    /// Σ is singular, so that there is nothing to be relative to.
    /// </summary>
    public bool TryMove(ReadOnlySpan<double> theta, ReadOnlySpan<double> coefficients, double residual, Span<double> moved)
    {
        _covariance.Factor(theta, _lambda);
        if (!TryRelative(coefficients))
        {
            return false;
        }

        // Row j of the factor's transpose is √size_j (Λv_j)ᵀ.
        _eigen.Decompose(_change);
        for (int column = 0; column < _k; column++)
        {
            double size = (1 + _eigen.Values[column]) / residual;
            double root = Math.Sqrt(Math.Clamp(size, SmallestShrinkage, LargestGrowth));
            for (int row = 0; row < _k; row++)
            {
                _factor[(row * _k) + column] = root * LevelBlock.Dot(_lambda.AsSpan(row * _k, row + 1), _eigen.Vectors.AsSpan(column * _k, row + 1));
            }
        }

        CanonicalFactor.Write(_factor, _k, _canonical, _rotation);
        _covariance.Parameters(_canonical, moved);
        return true;
    }

    // change := Λ⁻¹(Σᵢ coefficientᵢ·basisᵢ)Λ⁻ᵀ.
    private bool TryRelative(ReadOnlySpan<double> coefficients)
    {
        Array.Clear(_change);
        for (int index = 0; index < _basis.Length; index++)
        {
            for (int entry = 0; entry < _change.Length; entry++)
            {
                _change[entry] += coefficients[index] * _basis[index][entry];
            }
        }

        // The rows of a symmetric C are its columns: solving for every row gives (Λ⁻¹C)ᵀ, and its columns are solved for in turn.
        bool isFinite = true;
        for (int pass = 0; pass < 2; pass++)
        {
            for (int row = 0; row < _k; row++)
            {
                SmallMatrix.SolveLower(_lambda, _k, _k, _change.AsSpan(row * _k, _k));
            }

            for (int row = 0; row < _k; row++)
            {
                for (int column = 0; column < row; column++)
                {
                    (_change[(row * _k) + column], _change[(column * _k) + row]) = (_change[(column * _k) + row], _change[(row * _k) + column]);
                }
            }
        }

        for (int row = 0; row < _k; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                double mean = (_change[(row * _k) + column] + _change[(column * _k) + row]) / 2;
                _change[(row * _k) + column] = _change[(column * _k) + row] = mean;
                isFinite &= double.IsFinite(mean);
            }
        }

        return isFinite;
    }
}
