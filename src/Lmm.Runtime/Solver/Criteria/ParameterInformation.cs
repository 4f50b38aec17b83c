using System.Runtime.CompilerServices;
using Lmm.Covariance;
using Lmm.Crossing;
using Lmm.Solver.Expansion;
using Lmm.Solver.Factoring;

namespace Lmm.Solver.Criteria;

/// <summary>
/// The Hessian of the criterion in θ as far as it is known without differences: the expected one, plus 2 tr(Γ ∂Λᵢ∂Λⱼᵀ) with Γ = ∂f/∂Σ, which
/// vanishes at an optimum inside and is the whole curvature where a column of Λ is zero.
/// </summary>
internal sealed class ParameterInformation
{
    private readonly IScoredCriterion _criterion;
    private readonly RandomTermLayout[] _terms;
    private readonly ParameterLayout<ICovarianceMap> _layout;
    private readonly InformationMatrix _information;
    private readonly double[] _lambda;
    private readonly double[] _direction;
    private readonly double[] _slope;
    private readonly MatrixEntries[] _derivatives;
    private CovarianceTangents? _tangents;

    /// <summary>Makes room for the Hessian in the parameters of one map per term.</summary>
    public ParameterInformation(IScoredCriterion criterion, ICovarianceMap[] maps)
    {
        _criterion = criterion;
        RandomTermLayout[] terms = criterion.Products.Terms;
        _terms = terms;
        _layout = new ParameterLayout<ICovarianceMap>(maps);
        _information = new InformationMatrix(
            criterion, terms.Zip(maps, static (term, map) => Enumerable.Repeat(term, map.ParameterCount)).SelectMany(static repeated => repeated).ToArray());
        int size = terms.Max(static term => term.EffectCount * term.EffectCount);
        _lambda = new double[size];
        _direction = new double[size];
        _slope = new double[criterion.Lambda.Max(static matrix => matrix.Length)];
        _derivatives = [.. Enumerable.Range(0, _information.Count).Select(static _ => new MatrixEntries())];
    }

    /// <summary>The parameters of each block of the matrix: those of one grouping factor.</summary>
    public int[][] Blocks => _information.Blocks;

    /// <summary>Writes the matrix at the θ of the last gradient.</summary>
    public void Form(ReadOnlySpan<double> theta, ApproximateHessian hessian)
    {
        for (int term = 0; term < _terms.Length; term++)
        {
            Differentiate(_terms[term], _layout.Owners[term], _layout[term].Of(theta), _layout[term].Start);
        }

        _information.Form(hessian);
        for (int term = 0; term < _terms.Length; term++)
        {
            AddBoundaryCurvature(_terms[term], _layout[term], hessian);
        }
    }

    /// <summary>Writes the Hessian itself, d × d, row by row; false where differences of gradients take less time, or a Σ is no quadratic function of its parameters.</summary>
    /// <param name="point">The parameters.</param>
    /// <param name="theta">θ there.</param>
    /// <param name="hessian">The Hessian.</param>
    public bool TryExact(ReadOnlySpan<double> point, ReadOnlySpan<double> theta, Span<double> hessian)
    {
        if (Array.Exists(_terms, static term => !term.Covariance.HasFaces) || _criterion.Expand(theta, _layout.Count) is not { } expansion)
        {
            return false;
        }

        _tangents ??= new CovarianceTangents(_terms, _layout.Owners, expansion.Entries);
        _tangents.MoveTo(point);
        expansion.Hessian(_tangents, hessian);
        return true;
    }

    // ∂(ΛΛᵀ)/∂θ for every parameter of a term.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Differentiate(RandomTermLayout term, ICovarianceMap map, ReadOnlySpan<double> theta, int at)
    {
        int k = term.EffectCount;
        map.Factor(theta, _lambda.AsSpan(0, k * k));
        for (int parameter = 0; parameter < theta.Length; parameter++)
        {
            // ∂ΛΛᵀ: an entry of ∂Λ adds a multiple of a column of Λ to a row.
            Span<double> direction = _direction.AsSpan(0, k * k);
            map.Derivative(theta, parameter, direction);
            MatrixEntries derivative = _derivatives[at + parameter];
            derivative.Read(direction, k);
            direction.Clear();
            ReadOnlySpan<int> rows = derivative.Rows;
            ReadOnlySpan<int> columns = derivative.Columns;
            ReadOnlySpan<double> values = derivative.Values;
            for (int entry = 0; entry < values.Length; entry++)
            {
                Span<double> target = direction.Slice(rows[entry] * k, k);
                for (int column = 0; column < target.Length; column++)
                {
                    target[column] += values[entry] * _lambda[(column * k) + columns[entry]];
                }
            }

            for (int row = 0; row < k; row++)
            {
                for (int column = 0; column <= row; column++)
                {
                    double sum = direction[(row * k) + column] + direction[(column * k) + row];
                    direction[(row * k) + column] = sum;
                    direction[(column * k) + row] = sum;
                }
            }

            _information.Set(at + parameter, term, direction);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddBoundaryCurvature(RandomTermLayout term, ParameterSlice slice, ApproximateHessian hessian)
    {
        (int at, int count) = slice;
        int k = term.EffectCount;
        FactorSums sums = _criterion.Sums(term.Factor);
        int width = sums.EffectCount;
        sums.CovarianceSlope(_criterion.Lambda[term.Factor], _criterion.ResidualWeight, _slope.AsSpan(0, width * width));
        for (int first = 0; first < count; first++)
        {
            for (int second = 0; second < count; second++)
            {
                MatrixEntries left = _derivatives[at + first];
                MatrixEntries right = _derivatives[at + second];
                double sum = 0;
                for (int one = 0; one < left.Count; one++)
                {
                    ReadOnlySpan<double> slope = _slope.AsSpan(((term.Offset + left.Rows[one]) * width) + term.Offset, k);
                    for (int two = 0; two < right.Count; two++)
                    {
                        if (left.Columns[one] == right.Columns[two])
                        {
                            sum += slope[right.Rows[two]] * left.Values[one] * right.Values[two];
                        }
                    }
                }

                hessian.Within(at + first, at + second) += 2 * sum;
            }
        }
    }
}
