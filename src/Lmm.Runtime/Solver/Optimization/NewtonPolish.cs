using Lmm.Solver.Criteria;

namespace Lmm.Solver.Optimization;

/// <summary>
/// Newton's method with a Hessian from differences of analytic gradients: it takes an almost minimal point to full precision, tells a
/// minimum from a saddle point, and measures how far from the minimum the point is.
/// </summary>
/// <remarks>
/// The measure is the Newton decrement gᵀH⁻¹g: twice the decrease of the objective that is still possible, in units of −2 log-likelihood.
/// Its root is the distance in standard errors, whatever the number of rows (Boyd &amp; Vandenberghe, Convex Optimization, section 9.5).
/// </remarks>
internal sealed class NewtonPolish : IPolish
{
    /// <summary>A decrement below this is a minimum: 1e-5 of a standard error.</summary>
    public const double Converged = 1e-10;

    /// <summary>A decrement below this is as good as the gradient's rounding: 1e-11 of a standard error.</summary>
    private const double Perfect = 1e-22;

    /// <summary>A decrement below this is not worth another evaluation that takes long: 1e-8 of a standard error.</summary>
    private const double NearlyPerfect = 1e-16;

    /// <summary>Where less than this can be gained, gradients are the better judge than values, which differ by rounding only.</summary>
    private const double Reliable = 1e-5;

    /// <summary>The step of the differences, relative to the parameters, or to what the expected curvature makes of them where they are small.</summary>
    private const double DifferenceStep = 1e-5;

    /// <summary>Below this share of the largest eigenvalue the objective is flat: its Hessian is known no better from differences.</summary>
    private const double FlatCurvature = 1e-7;

    /// <summary>An eigenvalue below minus this share of the largest is negative beyond the errors of differences.</summary>
    private const double NegativeCurvature = 1e-4;

    private readonly IObjective _objective;
    private readonly int _maximumEvaluations;
    private readonly int _count;
    private readonly ScaledEigen _hessian;
    private readonly double[] _matrix;
    private readonly double[] _trial;
    private readonly double[] _trialGradient;
    private readonly double[] _step;
    private readonly double[] _components;
    private readonly double[] _expected;
    private readonly FlatCurvature _flatness;
    private readonly double[] _point;
    private readonly double[] _gradient;
    private bool _hasHessian;

    public NewtonPolish(IObjective objective, int maximumEvaluations)
    {
        _objective = objective;
        _maximumEvaluations = maximumEvaluations;
        _count = objective.ParameterCount;
        _hessian = new ScaledEigen(_count);
        _matrix = new double[_count * _count];
        _trial = new double[_count];
        _trialGradient = new double[_count];
        _step = new double[_count];
        _components = new double[_count];
        _expected = new double[_count];
        _point = new double[_count];
        _gradient = new double[_count];
        _flatness = new FlatCurvature(objective, _hessian, _matrix, _point);
    }

    /// <inheritdoc/>
    public ReadOnlySpan<double> Point => _point;

    /// <inheritdoc/>
    public double Value { get; private set; }

    /// <inheritdoc/>
    public double Decrement { get; private set; }

    /// <inheritdoc/>
    public bool TryDescent(Span<double> direction)
    {
        if (!_hasHessian || !(_hessian.Values[0] < -NegativeCurvature * _hessian.Largest))
        {
            return false;
        }

        _hessian.LeastDirection(direction);
        return true;
    }

    /// <inheritdoc/>
    public FlatCurvature? Flatness => _hasHessian ? _flatness : null;

    /// <inheritdoc/>
    public bool TryCopyHessian(Span<double> hessian)
    {
        _matrix.CopyTo(hessian);
        return _hasHessian;
    }

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<double> start, double value, ReadOnlySpan<double> startGradient, ReadOnlySpan<double> curvature, int maximumSteps)
    {
        for (int index = 0; index < _count; index++)
        {
            _expected[index] = curvature[(index * _count) + index];
        }

        start.CopyTo(_point);
        startGradient.CopyTo(_gradient);
        Value = value;
        Decrement = double.PositiveInfinity;
        _hasHessian = false;
        bool isFresh = TryHessian();
        for (int steps = 0; steps < maximumSteps && _hasHessian; steps++)
        {
            double decrement = Measure(_gradient);
            Decrement = decrement;
            if (decrement <= (_objective.IsCostly ? NearlyPerfect : Perfect) || IsSpent)
            {
                return;
            }

            _hessian.Expand(_components, _step);
            if (!TryStep(decrement))
            {
                return;
            }

            // With a good Hessian a step gains a factor of 100 in distance at the least; else one of this place is wanted.
            bool isSlow = Decrement > 1e-4 * decrement;
            if (isSlow && Decrement > Converged * 1e-4 && !isFresh && !TryHessian())
            {
                return;
            }

            isFresh = false;
        }
    }

    private bool IsSpent => _objective.Evaluations >= _maximumEvaluations;

    private bool TryHessian()
    {
        if (_objective.Evaluations + _count > _maximumEvaluations)
        {
            return false;
        }

        double size = LargestMagnitude();
        for (int column = 0; column < _count; column++)
        {
            _point.CopyTo(_trial, 0);
            _trial[column] += DifferenceStep * Scale(column, size);
            double length = _trial[column] - _point[column];
            if (!double.IsFinite(_objective.Value(_trial)))
            {
                return false;
            }

            _objective.Gradient(_trialGradient);
            for (int row = 0; row < _count; row++)
            {
                _matrix[(row * _count) + column] = (_trialGradient[row] - _gradient[row]) / length;
            }
        }

        Symmetrize();
        _hasHessian = _hessian.TrySet(_matrix, LeastDiagonal());
        return _hasHessian;
    }

    private double LargestMagnitude()
    {
        double size = 1e-3;
        foreach (double value in _point)
        {
            size = Math.Max(size, Math.Abs(value));
        }

        return size;
    }

    // The size of a parameter: its own; where that is small a tenth of the largest, or a standard error where that is smaller still.
    private double Scale(int index, double largest)
        => Math.Max(Math.Abs(_point[index]), Math.Min(0.1 * largest, _expected[index] > 0 ? 1 / Math.Sqrt(_expected[index]) : double.PositiveInfinity));

    private void Symmetrize()
    {
        for (int row = 0; row < _count; row++)
        {
            for (int column = 0; column < row; column++)
            {
                double mean = (_matrix[(row * _count) + column] + _matrix[(column * _count) + row]) / 2;
                _matrix[(row * _count) + column] = _matrix[(column * _count) + row] = mean;
            }
        }
    }

    private double LeastDiagonal()
    {
        double most = 0;
        for (int index = 0; index < _count; index++)
        {
            most = Math.Max(most, Math.Abs(_matrix[(index * _count) + index]));
        }

        return Math.Max(1e-10 * most, 1e-300);
    }

    // Returns gᵀH⁻¹g and leaves the components of Newton's step, with the curvature's sign turned where it is negative and nothing where the
    // objective is flat.
    private double Measure(ReadOnlySpan<double> from)
    {
        _hessian.Components(from, _components);
        double flat = FlatCurvature * _hessian.Largest;
        double decrement = 0;
        for (int index = 0; index < _count; index++)
        {
            double curvature = Math.Abs(_hessian.Values[index]);
            decrement += curvature > flat ? _components[index] * _components[index] / curvature : 0;
            _components[index] = curvature > flat ? -_components[index] / curvature : 0;
        }

        return decrement;
    }

    // Takes the step, halved as often as needed, when it lowers the decrement without raising the value by more than rounding.
    private bool TryStep(double decrement)
    {
        double allowed = 1e-12 * (1 + Math.Abs(Value));
        for (double length = 1; length > 0.01 && !IsSpent; length /= 2)
        {
            for (int index = 0; index < _count; index++)
            {
                _trial[index] = _point[index] + (length * _step[index]);
            }

            double reached = _objective.Value(_trial);
            if (!double.IsFinite(reached) || (decrement > Reliable && reached > Value + allowed))
            {
                continue;
            }

            _objective.Gradient(_trialGradient);
            double left = Measure(_trialGradient);
            if (left < decrement || (decrement > Reliable && reached < Value - allowed))
            {
                _trial.CopyTo(_point, 0);
                _trialGradient.CopyTo(_gradient, 0);
                (Value, Decrement) = (reached, left);
                return true;
            }
        }

        return false;
    }
}
