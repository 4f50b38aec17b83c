using Lmm.Covariance;
using Lmm.Kernels;
using Lmm.Solver.Criteria;

namespace Lmm.Solver.Profiles;

/// <summary>
/// The deviance of a model as a function of one parameter, which is given, and of coordinates of all others, which it is minimised over; what has a closed
/// form is minimised out. In working coordinates.
/// </summary>
internal abstract class ProfileObjective
{
    private readonly ProfileChart[] _charts;
    private readonly int[] _first;
    private readonly double[] _theta;
    private readonly double[] _thetaGradient;
    private readonly double[] _factor;
    private readonly double[] _canonical;
    private readonly double[] _slope;
    private readonly double[][] _rotations;
    private readonly double[] _current;

    /// <summary>Makes the objective.</summary>
    /// <param name="criterion">The criterion, that of maximum likelihood.</param>
    /// <param name="charts">The charts of the terms.</param>
    /// <param name="ownCount">The number of coordinates before those of the terms.</param>
    private protected ProfileObjective(ProfiledCriterion criterion, ProfileChart[] charts, int ownCount)
    {
        (Criterion, _charts) = (criterion, charts);
        OwnCount = ownCount;
        _first = new int[charts.Length + 1];
        _first[0] = ownCount;
        for (int term = 0; term < charts.Length; term++)
        {
            _first[term + 1] = _first[term] + charts[term].Count;
        }

        int size = criterion.Layout.Owners.Max(static term => term.EffectCount * term.EffectCount);
        _theta = new double[criterion.ParameterCount];
        _thetaGradient = new double[criterion.ParameterCount];
        (_factor, _canonical, _slope) = (new double[size], new double[size], new double[size]);
        _rotations = Array.ConvertAll(criterion.Layout.Owners, static term => new double[term.EffectCount * term.EffectCount]);
        _current = new double[Count];
    }

    /// <summary>The number of coordinates that the deviance is minimised over.</summary>
    public int Count => _first[^1];

    /// <summary>The parameter at the estimate.</summary>
    public abstract double Estimate { get; }

    /// <summary>A size of the parameter that its standard error may have.</summary>
    public abstract double Size { get; }

    /// <summary>The parameter's least value.</summary>
    public virtual double Least => double.NegativeInfinity;

    /// <summary>The parameter's greatest value.</summary>
    public virtual double Greatest => double.PositiveInfinity;

    /// <summary>The criterion.</summary>
    protected ProfiledCriterion Criterion { get; }

    /// <summary>The number of coordinates before those of the terms.</summary>
    protected int OwnCount { get; }

    /// <summary>The parameter where it was evaluated last.</summary>
    protected double At { get; private set; }

    /// <summary>The coordinates where it was evaluated last.</summary>
    protected ReadOnlySpan<double> Current => _current;

    /// <summary>θ there.</summary>
    protected ReadOnlySpan<double> Theta => _theta;

    /// <summary>The charts of the terms about an estimate, one of them anchored if it is given.</summary>
    public static ProfileChart[] Charts(ProfiledCriterion criterion, ReadOnlySpan<double> theta, int anchoredTerm = -1, AnchoredChart? anchored = null)
    {
        var charts = new ProfileChart[criterion.Layout.TermCount];
        for (int term = 0; term < charts.Length; term++)
        {
            if (term == anchoredTerm)
            {
                charts[term] = anchored!;
                continue;
            }

            var axes = new TermAxes(criterion.Layout.Owners[term]);
            axes.MoveTo(criterion.Layout[term].Of(theta));
            charts[term] = new FreeChart(axes.Structure.HasFaces ? new CovarianceFace(axes, axes.EffectCount) : new StructureChart(axes));
        }

        return charts;
    }

    /// <summary>Writes the coordinates of the estimate.</summary>
    public virtual void Origin(Span<double> point)
    {
        for (int term = 0; term < _charts.Length; term++)
        {
            _charts[term].Origin(Of(point, term));
        }
    }

    /// <summary>Writes a size of each coordinate at which it can be seen.</summary>
    public virtual void Sizes(Span<double> sizes)
    {
        sizes[..OwnCount].Fill(1);
        for (int term = 0; term < _charts.Length; term++)
        {
            _charts[term].Sizes(Of(sizes, term));
        }
    }

    /// <summary>The deviance where the parameter has a value, at a point; infinite where there is none.</summary>
    public double Value(double parameter, ReadOnlySpan<double> point)
    {
        At = parameter;
        point.CopyTo(_current);
        Anchor();
        for (int term = 0; term < _charts.Length; term++)
        {
            ICovarianceParameterization owner = Criterion.Layout.Owners[term];
            int k = owner.EffectCount;
            _charts[term].Factor(Of(_current, term), _factor.AsSpan(0, k * k));
            CanonicalFactor.Write(_factor, k, _canonical, _rotations[term]);
            owner.Parameters(_canonical.AsSpan(0, k * k), Criterion.Layout[term].Of(_theta));
        }

        double value = Criterion.Value(_theta);
        return double.IsFinite(value) ? Deviance(value) : double.PositiveInfinity;
    }

    /// <summary>Writes the gradient there.</summary>
    public void Gradient(Span<double> gradient)
    {
        Criterion.Gradient(_thetaGradient);
        Weigh();
        for (int term = 0; term < _charts.Length; term++)
        {
            int k = Criterion.Layout.Owners[term].EffectCount;
            LevelBlock.Product(Criterion.Slope(term), _rotations[term], _slope, k);
            _charts[term].Gradient(Of(_current, term), _slope.AsSpan(0, k * k), Of(gradient, term));
        }

        OwnGradient(gradient[..OwnCount]);
    }

    /// <summary>The derivative along the parameter after a gradient; the gradient there is gone.</summary>
    public abstract double Slope();

    /// <summary>Takes the parameter to where it stands.</summary>
    protected virtual void Anchor()
    {
    }

    /// <summary>The deviance by the criterion's value.</summary>
    protected virtual double Deviance(double value) => value;

    /// <summary>Weighs scores as the deviance does.</summary>
    protected virtual void Weigh()
    {
    }

    /// <summary>Writes the gradient along the coordinates before those of the terms.</summary>
    protected virtual void OwnGradient(Span<double> gradient)
    {
    }

    private Span<double> Of(Span<double> point, int term) => point[_first[term].._first[term + 1]];
}
