using System.Runtime.CompilerServices;
using Lmm.Covariance;
using Lmm.Crossing;
using Lmm.Kernels;
using Lmm.Solver.Factoring;

namespace Lmm.Solver.Criteria;

/// <summary>
/// The Hessian of the criterion in θ as far as it is known without differences: the expected one, plus 2 tr(Γ ∂Λᵢ∂Λⱼᵀ) with Γ = ∂f/∂Σ, which
/// vanishes at an optimum inside and is the whole curvature where a column of Λ is zero.
/// </summary>
internal sealed class ParameterInformation
{
    private readonly ProfiledCriterion _criterion;
    private readonly RandomTermLayout[] _terms;
    private readonly ICovarianceMap[] _maps;
    private readonly InformationMatrix _information;
    private readonly double[] _lambda;
    private readonly double[] _direction;
    private readonly double[] _slope;
    private readonly double[][] _derivatives;

    /// <summary>Makes room for the Hessian in the parameters of one map per term.</summary>
    public ParameterInformation(ProfiledCriterion criterion, RandomTermLayout[] terms, ICovarianceMap[] maps)
    {
        _criterion = criterion;
        _terms = terms;
        _maps = maps;
        _information = new InformationMatrix(
            criterion, terms.Zip(maps, static (term, map) => Enumerable.Repeat(term, map.ParameterCount)).SelectMany(static repeated => repeated).ToArray());
        int size = terms.Max(static term => term.EffectCount * term.EffectCount);
        _lambda = new double[size];
        _direction = new double[size];
        _slope = new double[criterion.Lambda.Max(static matrix => matrix.Length)];
        _derivatives = terms.Zip(maps, static (term, map) => Enumerable.Range(0, map.ParameterCount).Select(_ => new double[term.EffectCount * term.EffectCount])).SelectMany(static matrices => matrices).ToArray();
    }

    /// <summary>Writes the matrix, d × d, at the θ of the last gradient.</summary>
    public void Form(ReadOnlySpan<double> theta, Span<double> matrix)
    {
        int at = 0;
        for (int term = 0; term < _terms.Length; term++)
        {
            int count = _maps[term].ParameterCount;
            Differentiate(_terms[term], _maps[term], theta.Slice(at, count), at);
            at += count;
        }

        _information.Form(matrix);
        at = 0;
        for (int term = 0; term < _terms.Length; term++)
        {
            AddBoundaryCurvature(_terms[term], _maps[term].ParameterCount, at, matrix);
            at += _maps[term].ParameterCount;
        }
    }

    // ∂(ΛΛᵀ)/∂θ for every parameter of a term.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Differentiate(RandomTermLayout term, ICovarianceMap map, ReadOnlySpan<double> theta, int at)
    {
        int k = term.EffectCount;
        map.Factor(theta, _lambda.AsSpan(0, k * k));
        for (int parameter = 0; parameter < theta.Length; parameter++)
        {
            double[] derivative = _derivatives[at + parameter];
            map.Derivative(theta, parameter, derivative);
            LevelBlock.ProductTransposed(derivative, _lambda, _direction, k);
            for (int row = 0; row < k; row++)
            {
                for (int column = 0; column <= row; column++)
                {
                    double sum = _direction[(row * k) + column] + _direction[(column * k) + row];
                    _direction[(row * k) + column] = sum;
                    _direction[(column * k) + row] = sum;
                }
            }

            _information.Set(at + parameter, term, _direction);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddBoundaryCurvature(RandomTermLayout term, int count, int at, Span<double> matrix)
    {
        int k = term.EffectCount;
        FactorSums sums = _criterion.Sums(term.Factor);
        int width = sums.EffectCount;
        sums.CovarianceSlope(_criterion.Lambda[term.Factor], _criterion.ResidualWeight, _slope.AsSpan(0, width * width));
        for (int first = 0; first < count; first++)
        {
            for (int second = 0; second < count; second++)
            {
                double sum = 0;
                for (int row = 0; row < k; row++)
                {
                    for (int column = 0; column < k; column++)
                    {
                        double factor = _slope[((term.Offset + row) * width) + term.Offset + column];
                        sum += factor * LevelBlock.Dot(_derivatives[at + first].AsSpan(row * k, k), _derivatives[at + second].AsSpan(column * k, k));
                    }
                }

                matrix[((at + first) * _information.Count) + at + second] += 2 * sum;
            }
        }
    }
}
