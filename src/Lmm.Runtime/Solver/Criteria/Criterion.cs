using Lmm.Covariance;

namespace Lmm.Solver.Criteria;

/// <summary>
/// What is minimised over θ, the parameters of the random terms' covariance matrices, to estimate a model: all that the search for a minimum knows of it.
/// </summary>
/// <param name="layout">The terms' parameters.</param>
internal abstract class Criterion(ParameterLayout<ICovarianceParameterization> layout) : IObjective
{
    /// <summary>So many operations take some tens of milliseconds.</summary>
    private const double CostlyOperations = 5e8;

    private readonly double[] _current = new double[layout.Count];
    private readonly double[] _finalGradient = new double[layout.Count];
    private double _currentValue = double.PositiveInfinity;
    private bool _hasGradient;

    /// <summary>The terms' parameters.</summary>
    public ParameterLayout<ICovarianceParameterization> Layout => layout;

    /// <inheritdoc/>
    public int ParameterCount => layout.Count;

    /// <summary>The evaluations so far.</summary>
    public int EvaluationsSpent { get; protected set; }

    /// <inheritdoc/>
    /// <remarks>More than any limit where no search should go on.</remarks>
    public virtual int Evaluations => EvaluationsSpent;

    /// <summary>The operations of an evaluation with its gradient, in those of dense matrices.</summary>
    public abstract double Operations { get; }

    /// <inheritdoc/>
    public bool IsCostly => Operations > CostlyOperations;

    /// <inheritdoc/>
    public bool HasManyParameters => AreMany(ParameterCount);

    /// <summary>The number of independent observations; for each the value is rounded.</summary>
    public abstract long DegreesOfFreedom { get; }

    /// <summary>θ where it was evaluated last.</summary>
    protected ReadOnlySpan<double> Current => _current;

    /// <summary>Whether so many parameters, of it or of a chart of it, are many: see <see cref="IObjective.HasManyParameters"/>.</summary>
    public abstract bool AreMany(int count);

    /// <summary>The size, in the units of Λ, at which a term's effects can be seen in the mean of a typical level.</summary>
    public abstract double TermSize(int term);

    /// <inheritdoc/>
    public double Value(ReadOnlySpan<double> theta)
    {
        EvaluationsSpent++;
        theta.CopyTo(_current);
        _hasGradient = false;
        _currentValue = Evaluate(theta);
        return _currentValue;
    }

    /// <inheritdoc/>
    public void Gradient(Span<double> gradient)
    {
        Differentiate(gradient);
        _hasGradient = true;
    }

    /// <inheritdoc/>
    public abstract int[][] HessianBlocks { get; }

    /// <inheritdoc/>
    public abstract void Curvature(ApproximateHessian hessian);

    /// <inheritdoc/>
    public virtual bool TryHessian(ReadOnlySpan<double> point, Span<double> hessian) => false;

    /// <summary>Evaluates value and gradient at θ, unless that is where they were evaluated last; returns the value.</summary>
    public double Finish(ReadOnlySpan<double> theta)
    {
        if (!_hasGradient || !theta.SequenceEqual(_current))
        {
            Value(theta);
            Gradient(_finalGradient);
        }

        return _currentValue;
    }

    /// <summary>The value at θ; infinite where there is none.</summary>
    protected abstract double Evaluate(ReadOnlySpan<double> theta);

    /// <summary>Writes the gradient at <see cref="Current"/>.</summary>
    protected abstract void Differentiate(Span<double> gradient);

    /// <summary>Forgets what it was evaluated to: its storage has been used for something else.</summary>
    protected void Forget() => _hasGradient = false;
}
