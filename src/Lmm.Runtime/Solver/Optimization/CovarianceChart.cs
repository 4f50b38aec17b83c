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
    private readonly ICovarianceChart[] _faces;
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
        _faces = new ICovarianceChart[axes.Length];
        for (int term = 0; term < axes.Length; term++)
        {
            _faces[term] = axes[term].Structure.HasFaces ? new CovarianceFace(axes[term], ranks[term]) : new StructureChart(axes[term]);
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
    public bool HasManyParameters => ManyParameters.Are(_criterion, ParameterCount);

    /// <inheritdoc/>
    public bool IsCostly => _criterion.IsCostly;

    /// <summary>The faces by term.</summary>
    public ReadOnlySpan<ICovarianceChart> Faces => _faces;

    /// <summary>θ at the last point.</summary>
    public ReadOnlySpan<double> Theta => _theta;

    /// <summary>Writes the parameters of the point that the axes are of.</summary>
    public void Origin(Span<double> point)
    {
        int at = 0;
        foreach (ICovarianceChart face in _faces)
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
            int count = _faces[term].ParameterCount;
            for (int parameter = 0; parameter < count; parameter++)
            {
                gradient[at + parameter] = _faces[term].Slope(_current.AsSpan(at, count), parameter, _slope);
            }

            at += count;
        }
    }

    /// <inheritdoc/>
    public void Curvature(Span<double> matrix) => _information?.Form(_current, matrix);
}
