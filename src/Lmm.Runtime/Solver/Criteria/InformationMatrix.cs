using System.Runtime.CompilerServices;
using Lmm.Crossing;
using Lmm.Kernels;
using Lmm.Solver.Factoring;

namespace Lmm.Solver.Criteria;

/// <summary>
/// The expected second derivatives of the criterion along directions dΣ of the factors' covariance matrices (over σ²), σ² profiled out:
/// Σ tr(R dΣᵢ R dΣⱼ) − tr(ΣR dΣᵢ)·tr(ΣR dΣⱼ)/d. What different factors share is left out.
/// </summary>
internal sealed class InformationMatrix
{
    private readonly ProfiledCriterion _criterion;
    private readonly int[] _factors;
    private readonly double[][] _directions;
    private readonly double[] _traces;
    private readonly double[][] _covariances;

    /// <summary>Makes room for one direction per entry of <paramref name="terms"/>, each over the effects of that term.</summary>
    public InformationMatrix(ProfiledCriterion criterion, RandomTermLayout[] terms)
    {
        _criterion = criterion;
        _factors = Array.ConvertAll(terms, static term => term.Factor);
        _directions = Array.ConvertAll(_factors, factor => new double[criterion.Lambda[factor].Length]);
        _traces = new double[terms.Length];
        _covariances = Array.ConvertAll(criterion.Lambda, static lambda => new double[lambda.Length]);
    }

    /// <summary>The number of directions.</summary>
    public int Count => _factors.Length;

    /// <summary>Sets a direction: a symmetric matrix over the effects of its term.</summary>
    public void Set(int index, RandomTermLayout term, ReadOnlySpan<double> matrix)
    {
        int k = term.EffectCount;
        int width = _criterion.Sums(term.Factor).EffectCount;
        for (int row = 0; row < k; row++)
        {
            matrix.Slice(row * k, k).CopyTo(_directions[index].AsSpan(((term.Offset + row) * width) + term.Offset));
        }
    }

    /// <summary>Writes the matrix for all directions, from the sums of the last gradient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Form(Span<double> matrix)
    {
        for (int index = 0; index < Count; index++)
        {
            FactorSums sums = _criterion.Sums(_factors[index]);
            _traces[index] = FactorSums.Trace(sums.Precision, _directions[index], sums.EffectCount);
        }

        for (int row = 0; row < Count; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                double shared = Shared(row, column) - (_traces[row] * _traces[column] / _criterion.DegreesOfFreedom);
                matrix[(row * Count) + column] = matrix[(column * Count) + row] = shared;
            }
        }
    }

    /// <summary>
    /// Writes the expected Hessian and the gradient of −2 log-likelihood in σ² (first, relative to its present value r²/d) and all
    /// directions, Σ scaled along with σ².
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void WithResidualVariance(Span<double> hessian, Span<double> gradient)
    {
        double degrees = _criterion.DegreesOfFreedom;
        double weight = _criterion.ResidualWeight;
        double trace = 0;
        double twice = 0;
        double shrunk = 0;
        for (int factor = 0; factor < _covariances.Length; factor++)
        {
            FactorSums sums = _criterion.Sums(factor);
            double[] lambda = _criterion.Lambda[factor];
            LevelBlock.ProductTransposed(lambda, lambda, _covariances[factor], sums.EffectCount);
            trace += FactorSums.Trace(sums.Precision, _covariances[factor], sums.EffectCount);
            twice += sums.Information(_covariances[factor], _covariances[factor]);
            shrunk += FactorSums.Trace(sums.Score, _covariances[factor], sums.EffectCount);
        }

        int order = Count + 1;
        hessian[0] = degrees - (2 * trace) + twice;
        gradient[0] = (degrees - trace) - (degrees - (weight * shrunk));
        for (int row = 0; row < Count; row++)
        {
            FactorSums sums = _criterion.Sums(_factors[row]);
            double own = FactorSums.Trace(sums.Precision, _directions[row], sums.EffectCount);
            gradient[row + 1] = own - (weight * FactorSums.Trace(sums.Score, _directions[row], sums.EffectCount));
            hessian[row + 1] = hessian[(row + 1) * order] = own - sums.Information(_covariances[_factors[row]], _directions[row]);
            for (int column = 0; column <= row; column++)
            {
                hessian[((row + 1) * order) + column + 1] = hessian[((column + 1) * order) + row + 1] = Shared(row, column);
            }
        }
    }

    private double Shared(int row, int column) => _factors[row] == _factors[column]
        ? _criterion.Sums(_factors[row]).Information(_directions[row], _directions[column])
        : 0;
}
