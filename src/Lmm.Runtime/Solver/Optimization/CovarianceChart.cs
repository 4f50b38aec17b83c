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
    private readonly Criterion _criterion;
    private readonly IScoredCriterion _scored;
    private readonly TermAxes[] _axes;
    private readonly ParameterLayout<ICovarianceChart> _layout;
    private readonly ParameterInformation? _information;
    private readonly double[] _theta;
    private readonly double[] _thetaGradient;
    private readonly double[] _current;
    private readonly double[] _factor;
    private readonly double[] _canonical;
    private readonly double[][] _rotations;
    private readonly double[] _slope;

    /// <summary>Makes the chart about the given axes, which may move between searches.</summary>
    public CovarianceChart(Criterion criterion, IScoredCriterion scored, TermAxes[] axes, ReadOnlySpan<int> ranks)
    {
        _criterion = criterion;
        _scored = scored;
        _axes = axes;
        var faces = new ICovarianceChart[axes.Length];
        for (int term = 0; term < axes.Length; term++)
        {
            faces[term] = axes[term].Structure.HasFaces ? new CovarianceFace(axes[term], ranks[term]) : new StructureChart(axes[term]);
        }

        _layout = new ParameterLayout<ICovarianceChart>(faces);

        int size = axes.Max(static term => term.EffectCount * term.EffectCount);
        _information = ParameterCount > 0 ? new ParameterInformation(scored, faces) : null;
        _theta = new double[criterion.ParameterCount];
        _thetaGradient = new double[criterion.ParameterCount];
        _current = new double[ParameterCount];
        _factor = new double[size];
        _canonical = new double[size];
        _slope = new double[size];
        _rotations = Array.ConvertAll(axes, static term => new double[term.EffectCount * term.EffectCount]);
    }

    /// <inheritdoc/>
    public int ParameterCount => _layout.Count;

    /// <inheritdoc/>
    public int Evaluations => _criterion.Evaluations;

    /// <inheritdoc/>
    public bool HasManyParameters => _criterion.AreMany(ParameterCount);

    /// <inheritdoc/>
    public bool IsCostly => _criterion.IsCostly;

    /// <summary>The faces by term, with their parameters.</summary>
    public ParameterLayout<ICovarianceChart> Layout => _layout;

    /// <summary>θ at the last point.</summary>
    public ReadOnlySpan<double> Theta => _theta;

    /// <summary>Writes the parameters of the point that the axes are of.</summary>
    public void Origin(Span<double> point)
    {
        for (int term = 0; term < _axes.Length; term++)
        {
            _layout.Owners[term].Origin(_layout[term].Of(point));
        }
    }

    /// <summary>Goes to a point and finds its θ, without an evaluation.</summary>
    public void MoveTo(ReadOnlySpan<double> point)
    {
        point.CopyTo(_current);
        for (int term = 0; term < _axes.Length; term++)
        {
            int k = _axes[term].EffectCount;
            _layout.Owners[term].Factor(_layout[term].Of(point), _factor);
            CanonicalFactor.Write(_factor, k, _canonical, _rotations[term]);
            _axes[term].Structure.Parameters(_canonical.AsSpan(0, k * k), _criterion.Layout[term].Of(_theta));
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
        for (int term = 0; term < _axes.Length; term++)
        {
            int k = _axes[term].EffectCount;
            LevelBlock.Product(_scored.Slope(term), _rotations[term], _slope, k);
            ReadOnlySpan<double> own = _layout[term].Of(_current);
            Span<double> slopes = _layout[term].Of(gradient);
            for (int parameter = 0; parameter < own.Length; parameter++)
            {
                slopes[parameter] = _layout.Owners[term].Slope(own, parameter, _slope);
            }
        }
    }

    /// <inheritdoc/>
    public int[][] HessianBlocks => _information?.Blocks ?? [];

    /// <inheritdoc/>
    public void Curvature(ApproximateHessian hessian) => _information?.Form(_current, hessian);

    /// <inheritdoc/>
    public bool TryHessian(ReadOnlySpan<double> point, Span<double> hessian)
    {
        MoveTo(point);
        return _information is not null && _information.TryExact(point, _theta, hessian);
    }
}
