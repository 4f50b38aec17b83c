using Lmm.Covariance;
using Lmm.Crossing;
using Lmm.Solver.Criteria;
using Lmm.Solver.Factoring;

namespace Lmm.Solver.Optimization;

/// <summary>
/// Γ = ∂f/∂Σ of all terms over their axes, at a Σ that may be singular. There the gradient in Λ, 2ΓΛ, does not show Γ along the directions without
/// variance. So the directions are given variances of next to nothing, and Γ is read off the gradient there.
/// </summary>
internal sealed class SlopeProbe
{
    /// <summary>The square root of the share of a level's precision that a probing variance takes.</summary>
    private const double Probe = 1e-4;

    private readonly IScoredCriterion _scored;
    private readonly TermAxes[] _axes;
    private readonly CovarianceChart _whole;
    private readonly double[] _point;
    private readonly double[] _gradient;
    private readonly double[] _probes;

    public SlopeProbe(Criterion criterion, IScoredCriterion scored, TermAxes[] axes)
    {
        _scored = scored;
        _axes = axes;
        _whole = new CovarianceChart(criterion, scored, axes, Array.ConvertAll(axes, static term => term.EffectCount));
        _point = new double[_whole.ParameterCount];
        _gradient = new double[_whole.ParameterCount];
        _probes = new double[axes.Length];
        int most = axes.Max(static term => term.EffectCount);
        Slope = new double[most * most];
    }

    /// <summary>Γ of the term that was read last, over its axes; symmetric, k × k.</summary>
    public double[] Slope { get; }

    /// <summary>Below this a standard deviation of a term has run into zero, as far as the precisions of the last probing tell.</summary>
    public double Vanishing(int term) => 10 * _probes[term];

    /// <summary>The criterion's value at the point of the axes.</summary>
    public double Value()
    {
        _whole.Origin(_point);
        return _whole.Value(_point);
    }

    /// <summary>Forms the gradient at the point of the axes, directions without variance given next to nothing; false when the criterion has no value there.</summary>
    public bool TryProbe()
    {
        for (int index = 0; index < _axes.Length; index++)
        {
            RandomTermLayout term = _scored.Products.Terms[index];
            double precision = 0;
            for (int effect = term.Offset; effect < term.Offset + term.EffectCount; effect++)
            {
                precision = Math.Max(precision, _scored.Sums(term.Factor).Precision[FactorSums.Place(effect, effect)]);
            }

            _probes[index] = precision > 0 ? Probe * Math.Sqrt(_scored.Products.Factors[term.Factor].LevelCount / precision) : Probe;
        }

        _whole.Origin(_point);
        for (int index = 0; index < _axes.Length; index++)
        {
            Span<double> own = _whole.Layout[index].Of(_point);
            for (int parameter = 0; _whole.Layout.Owners[index] is CovarianceFace face && parameter < own.Length; parameter++)
            {
                if (face.Row(parameter) == face.Column(parameter))
                {
                    own[parameter] = Probed(index, face.Row(parameter));
                }
            }
        }

        if (!double.IsFinite(_whole.Value(_point)))
        {
            return false;
        }

        _whole.Gradient(_gradient);
        return true;
    }

    /// <summary>The standard deviation of an axis where it was probed.</summary>
    public double Probed(int index, int axis) => Math.Max(_axes[index].Sizes[axis], _probes[index]);

    /// <summary>Reads <see cref="Slope"/> of a term: ∂f/∂T = 2ΓT where T is diagonal.</summary>
    public void Read(int index)
    {
        int k = _axes[index].EffectCount;
        Array.Clear(Slope);
        if (_whole.Layout.Owners[index] is not CovarianceFace face)
        {
            return;
        }

        ReadOnlySpan<double> gradient = _whole.Layout[index].Of(_gradient);
        for (int parameter = 0; parameter < gradient.Length; parameter++)
        {
            (int row, int column) = (face.Row(parameter), face.Column(parameter));
            Slope[(row * k) + column] = Slope[(column * k) + row] = gradient[parameter] / (2 * Probed(index, column));
        }
    }
}
