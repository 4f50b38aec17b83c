using Lmm.Kernels;

namespace Lmm.Solver.Profiles;

/// <summary>
/// Minimises a deviance over all coordinates but the given parameter, from a point near the minimum: Newton's steps by a Hessian of differenced gradients that
/// secants correct, and a new one where they end, which shows saddles and predicts the next minimum.
/// </summary>
internal sealed class ProfileMinimizer
{
    /// <summary>The Newton decrement at which a point is a minimum.</summary>
    private const double Converged = 1e-11;

    /// <summary>The share of the deviance that rounding leaves of a decrement.</summary>
    private const double Rounding = 1e-15;

    /// <summary>The decrement that is let pass where no step lowers the deviance.</summary>
    private const double Stalled = 1e-7;

    /// <summary>The fall of the deviance off a saddle.</summary>
    private const double ClearFall = 1e-9;

    private const int MostSteps = 200;
    private const int MostHalvings = 30;

    private readonly ProfileObjective _objective;
    private readonly int _count;
    private readonly double[] _gradient;
    private readonly double[] _trial;
    private readonly double[] _trialGradient;
    private readonly double[] _step;
    private readonly double[] _direction;
    private readonly ProfileCurvature _curvature;
    private double _parameter;

    /// <summary>Makes room for minimisations of an objective, which start at its estimate.</summary>
    public ProfileMinimizer(ProfileObjective objective)
    {
        _objective = objective;
        _count = objective.Count;
        Point = new double[_count];
        Tangent = new double[_count];
        _gradient = new double[_count];
        _trial = new double[_count];
        _trialGradient = new double[_count];
        _step = new double[_count];
        _direction = new double[_count];
        objective.Origin(Point);
        var sizes = new double[_count];
        objective.Sizes(sizes);
        _curvature = new ProfileCurvature(sizes);
    }

    /// <summary>The minimum.</summary>
    public double[] Point { get; }

    /// <summary>The deviance there.</summary>
    public double Value { get; private set; }

    /// <summary>Its derivative along the given parameter.</summary>
    public double Slope { get; private set; }

    /// <summary>The derivative of the minimum along the parameter.</summary>
    public double[] Tangent { get; }

    /// <summary>Its second derivative along the parameter with everything else minimised out; after <see cref="Follow"/>.</summary>
    public double Curvature { get; private set; }

    /// <summary>Goes from a point to a minimum; false when none is reached.</summary>
    public bool TryRun(double parameter, ReadOnlySpan<double> start)
    {
        _parameter = parameter;
        start.CopyTo(Point);
        if (!TryEvaluate())
        {
            return false;
        }

        bool isFresh = false;
        if (!_curvature.IsKnown)
        {
            Difference();
            isFresh = true;
        }

        for (int round = 0; round < MostSteps; round++)
        {
            double decrement = _curvature.Step(_gradient, _step);
            bool isConverged = decrement <= Converged + (Rounding * Math.Abs(Value));
            bool moved = !isConverged && TryMove();
            if (moved)
            {
                isFresh = false;
                continue;
            }

            if (!isFresh)
            {
                Difference();
                isFresh = true;
            }
            else if (TryLeaveSaddle())
            {
                Difference();
            }
            else
            {
                return isConverged || decrement < Stalled;
            }
        }

        return false;
    }

    /// <summary>Finds how the minimum moves with the parameter: by the gradient a little further along.</summary>
    /// <param name="step">The difference to take.</param>
    public void Follow(double step)
    {
        double further = _parameter + step;
        step = further - _parameter;
        Array.Clear(Tangent);
        Curvature = double.NaN;
        if (!double.IsFinite(_objective.Value(further, Point)))
        {
            return;
        }

        _objective.Gradient(_trialGradient);
        Curvature = (_objective.Slope() - Slope) / step;
        for (int index = 0; index < _count; index++)
        {
            _trialGradient[index] = (_trialGradient[index] - _gradient[index]) / step;
        }

        _curvature.Solve(_trialGradient, Tangent);
        Curvature += VectorProducts.Dot(_trialGradient, Tangent);
    }

    // Value, gradient and slope at the point.
    private bool TryEvaluate()
    {
        Value = _objective.Value(_parameter, Point);
        if (!double.IsFinite(Value))
        {
            return false;
        }

        _objective.Gradient(_gradient);
        return true;
    }

    // The Hessian by forward differences of gradients, at the point, where the slope is read first.
    private void Difference()
    {
        Value = _objective.Value(_parameter, Point);
        _objective.Gradient(_gradient);
        Slope = _objective.Slope();
        for (int coordinate = 0; coordinate < _count; coordinate++)
        {
            Point.CopyTo(_trial.AsSpan());
            _trial[coordinate] += _curvature.StepOf(coordinate, Point[coordinate]);
            if (double.IsFinite(_objective.Value(_parameter, _trial)))
            {
                _objective.Gradient(_trialGradient);
            }
            else
            {
                _gradient.CopyTo(_trialGradient, 0);
            }

            _curvature.SetColumn(coordinate, _trialGradient, _gradient, _trial[coordinate] - Point[coordinate]);
        }

        _curvature.Complete();
    }

    // Goes along the step, halved until the deviance falls, and corrects the Hessian by what the gradient did.
    private bool TryMove()
    {
        for (int halving = 0; halving < MostHalvings; halving++)
        {
            for (int index = 0; index < _count; index++)
            {
                _trial[index] = Point[index] + _step[index];
            }

            double value = _objective.Value(_parameter, _trial);
            if (value < Value)
            {
                _objective.Gradient(_trialGradient);
                _curvature.Correct(_step, _gradient, _trialGradient);
                _trial.CopyTo(Point, 0);
                _trialGradient.CopyTo(_gradient, 0);
                Value = value;
                return true;
            }

            for (int index = 0; index < _count; index++)
            {
                _step[index] /= 2;
            }
        }

        return false;
    }

    // Zero is a stationary point of every standard deviation, and may be a maximum: goes to the lowest of some points along the direction of least curvature.
    private bool TryLeaveSaddle()
    {
        if (!_curvature.TryFindDescent(_direction))
        {
            return false;
        }

        double least = Value - ClearFall;
        bool isFound = false;
        double[] origin = [.. Point];
        for (double size = 0.01; size < 4; size *= 2)
        {
            for (int sign = 1; sign >= -1; sign -= 2)
            {
                for (int index = 0; index < _count; index++)
                {
                    _trial[index] = origin[index] + (sign * size * _direction[index]);
                }

                double value = _objective.Value(_parameter, _trial);
                if (value < least)
                {
                    isFound = true;
                    least = value;
                    _trial.CopyTo(Point, 0);
                }
            }
        }

        return isFound;
    }
}
