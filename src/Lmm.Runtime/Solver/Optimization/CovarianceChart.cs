using Lmm.Covariance;
using Lmm.Kernels;
using Lmm.Solver.Criteria;

namespace Lmm.Solver.Optimization;

/// <summary>
/// The criterion in the coordinates of some terms' axes, with given ranks: what is searched where Λ is singular or nearly so. In θ itself a
/// small pivot beside a large element below it makes a long curved valley; here it does not.
/// </summary>
/// <remarks>
/// The criterion depends on Σ = MMᵀ only. With Λ = MRᵀ the triangular factor, ∂f/∂M = (∂f/∂Λ)R, where ∂f/∂Λ has all k × k elements.
/// </remarks>
internal sealed class CovarianceChart : IObjective
{
    private readonly ProfiledCriterion _criterion;
    private readonly TermAxes[] _axes;
    private readonly CovarianceFace[] _faces;
    private readonly ParameterInformation? _information;
    private readonly double[] _theta;
    private readonly double[] _thetaGradient;
    private readonly double[] _current;
    private readonly double[] _factor;
    private readonly double[] _canonical;
    private readonly double[][] _rotations;
    private readonly double[] _slope;

    /// <summary>Makes the chart about the given axes, which may move between searches.</summary>
    public CovarianceChart(ProfiledCriterion criterion, TermAxes[] axes, ReadOnlySpan<int> ranks)
    {
        _criterion = criterion;
        _axes = axes;
        _faces = new CovarianceFace[axes.Length];
        for (int term = 0; term < axes.Length; term++)
        {
            _faces[term] = new CovarianceFace(axes[term], ranks[term]);
            ParameterCount += _faces[term].ParameterCount;
        }

        int size = axes.Max(static term => term.EffectCount * term.EffectCount);
        _information = ParameterCount > 0 ? new ParameterInformation(criterion, criterion.Products.Terms, _faces) : null;
        _theta = new double[criterion.ParameterCount];
        _thetaGradient = new double[criterion.ParameterCount];
        _current = new double[ParameterCount];
        _factor = new double[size];
        _canonical = new double[size];
        _slope = new double[size];
        _rotations = Array.ConvertAll(axes, static term => new double[term.EffectCount * term.EffectCount]);
    }

    /// <inheritdoc/>
    public int ParameterCount { get; }

    /// <inheritdoc/>
    public int Evaluations => _criterion.Evaluations;

    /// <inheritdoc/>
    public bool IsCostly => _criterion.IsCostly;

    /// <summary>The faces by term.</summary>
    public ReadOnlySpan<CovarianceFace> Faces => _faces;

    /// <summary>θ at the last point.</summary>
    public ReadOnlySpan<double> Theta => _theta;

    /// <summary>Writes the parameters of the point that the axes are of.</summary>
    public void Origin(Span<double> point)
    {
        int at = 0;
        foreach (CovarianceFace face in _faces)
        {
            face.Origin(point.Slice(at, face.ParameterCount));
            at += face.ParameterCount;
        }
    }

    /// <summary>Goes to a point and finds its θ, without an evaluation.</summary>
    public void MoveTo(ReadOnlySpan<double> point)
    {
        point.CopyTo(_current);
        int from = 0;
        int to = 0;
        for (int term = 0; term < _faces.Length; term++)
        {
            int k = _axes[term].EffectCount;
            ICovarianceParameterization structure = _axes[term].Structure;
            _faces[term].Factor(point.Slice(from, _faces[term].ParameterCount), _factor);
            CanonicalFactor.Write(_factor, k, _canonical, _rotations[term]);
            structure.Parameters(_canonical.AsSpan(0, k * k), _theta.AsSpan(to, structure.ParameterCount));
            from += _faces[term].ParameterCount;
            to += structure.ParameterCount;
        }
    }

    /// <inheritdoc/>
    public double Value(ReadOnlySpan<double> point)
    {
        MoveTo(point);
        return _criterion.Value(_theta);
    }

    /// <inheritdoc/>
    public void Gradient(Span<double> gradient)
    {
        _criterion.Gradient(_thetaGradient);
        int at = 0;
        for (int term = 0; term < _faces.Length; term++)
        {
            int k = _axes[term].EffectCount;
            LevelBlock.Product(_criterion.Slope(term), _rotations[term], _slope, k);
            for (int parameter = 0; parameter < _faces[term].ParameterCount; parameter++)
            {
                (int axis, int column) = (_faces[term].Row(parameter), _faces[term].Column(parameter));
                double sum = 0;
                for (int row = 0; row < k; row++)
                {
                    sum += _axes[term].Axes[(row * k) + axis] * _slope[(row * k) + column];
                }

                gradient[at++] = sum;
            }
        }
    }

    /// <inheritdoc/>
    public void Curvature(Span<double> matrix) => _information?.Form(_current, matrix);
}
