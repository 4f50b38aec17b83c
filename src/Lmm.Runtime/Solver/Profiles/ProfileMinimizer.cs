using Lmm.Kernels;
using Lmm.Solver.Optimization;

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

    /// <summary>The share of a coordinate's size by which gradients are differenced.</summary>
    private const double Step = 1e-4;

    /// <summary>The share of the largest curvature that is the least one that steps take, and below which none is negative.</summary>
    private const double LeastCurvature = 1e-7;

    /// <summary>The share of the largest curvature beyond which a negative one makes a saddle.</summary>
    private const double Saddle = 1e-5;

    /// <summary>The longest component of a step, in units of the coordinates' curvatures.</summary>
    private const double LongestStep = 5;

    /// <summary>The fall of the deviance off a saddle.</summary>
    private const double ClearFall = 1e-9;

    private const int MostSteps = 200;
    private const int MostHalvings = 30;

    private readonly ProfileObjective _objective;
    private readonly int _count;
    private readonly double[] _sizes;
    private readonly double[] _gradient;
    private readonly double[] _hessian;
    private readonly double[] _trial;
    private readonly double[] _trialGradient;
    private readonly double[] _step;
    private readonly double[] _components;
    private readonly ScaledEigen? _eigen;
    private bool _hasHessian;
    private double _parameter;

    /// <summary>Makes room for minimisations of an objective, which start at its estimate.</summary>
    public ProfileMinimizer(ProfileObjective objective)
    {
        _objective = objective;
        _count = objective.Count;
        Point = new double[_count];
        Tangent = new double[_count];
        _sizes = new double[_count];
        _gradient = new double[_count];
        _hessian = new double[_count * _count];
        _trial = new double[_count];
        _trialGradient = new double[_count];
        _step = new double[_count];
        _components = new double[_count];
        _eigen = _count > 0 ? new ScaledEigen(_count) : null;
        objective.Origin(Point);
        objective.Sizes(_sizes);
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
        if (!_hasHessian)
        {
            Difference();
            isFresh = true;
        }

        for (int round = 0; round < MostSteps; round++)
        {
            double decrement = NewtonStep();
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
        if (_eigen is null)
        {
            return;
        }

        for (int index = 0; index < _count; index++)
        {
            _trialGradient[index] = (_trialGradient[index] - _gradient[index]) / step;
        }

        _eigen.Components(_trialGradient, _components);
        for (int index = 0; index < _count; index++)
        {
            double curvature = _eigen.Values[index];
            _components[index] = curvature > LeastCurvature * _eigen.Largest ? -_components[index] / curvature : 0;
        }

        _eigen.Expand(_components, Tangent);
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
        for (int column = 0; column < _count; column++)
        {
            double curvature = _hasHessian ? _hessian[(column * _count) + column] : 0;
            double size = Math.Max(_sizes[column], Math.Abs(Point[column]));
            double step = Step * (curvature > 0 ? Math.Min(size, Math.Sqrt(2 / curvature)) : size);
            Point.CopyTo(_trial.AsSpan());
            _trial[column] += step;
            double length = _trial[column] - Point[column];
            bool isFinite = double.IsFinite(_objective.Value(_parameter, _trial));
            if (isFinite)
            {
                _objective.Gradient(_trialGradient);
            }

            for (int row = 0; row < _count; row++)
            {
                _hessian[(row * _count) + column] = isFinite ? (_trialGradient[row] - _gradient[row]) / length : 0;
            }
        }

        for (int row = 0; row < _count; row++)
        {
            for (int column = 0; column < row; column++)
            {
                _hessian[(row * _count) + column] = _hessian[(column * _count) + row] = (_hessian[(row * _count) + column] + _hessian[(column * _count) + row]) / 2;
            }
        }

        _hasHessian = true;
    }

    // Writes Newton's step with all curvatures taken as positive, and returns its decrement.
    private double NewtonStep()
    {
        if (_eigen is null)
        {
            return 0;
        }

        double greatest = 0;
        for (int index = 0; index < _count; index++)
        {
            greatest = Math.Max(greatest, Math.Abs(_hessian[(index * _count) + index]) * _sizes[index] * _sizes[index]);
        }

        if (!_eigen.TrySet(_hessian, Math.Max(greatest * 1e-12, double.Epsilon)))
        {
            return double.PositiveInfinity;
        }

        _eigen.Components(_gradient, _components);
        double decrement = 0;
        for (int index = 0; index < _count; index++)
        {
            double curvature = Math.Max(Math.Abs(_eigen.Values[index]), LeastCurvature * _eigen.Largest);
            decrement += _components[index] * _components[index] / curvature;
            _components[index] = Math.Clamp(-_components[index] / curvature, -LongestStep, LongestStep);
        }

        _eigen.Expand(_components, _step);
        return decrement;
    }

    // Goes along the step, halved until the deviance falls, and corrects the Hessian by what the gradient did.
    private bool TryMove()
    {
        double share = 1;
        for (int halving = 0; halving < MostHalvings; halving++, share /= 2)
        {
            for (int index = 0; index < _count; index++)
            {
                _trial[index] = Point[index] + (share * _step[index]);
            }

            double value = _objective.Value(_parameter, _trial);
            if (value < Value)
            {
                _objective.Gradient(_trialGradient);
                Correct(share);
                Take(value);
                return true;
            }
        }

        return false;
    }

    private void Take(double value)
    {
        _trial.CopyTo(Point, 0);
        _trialGradient.CopyTo(_gradient, 0);
        Value = value;
    }

    // Source: Broyden, Fletcher, Goldfarb and Shanno's update, left out where the curvature along the step is not positive.
    private void Correct(double share)
    {
        var product = new double[_count];
        double secant = 0;
        double known = 0;
        for (int row = 0; row < _count; row++)
        {
            _step[row] *= share;
        }

        for (int row = 0; row < _count; row++)
        {
            product[row] = VectorProducts.Dot(_hessian.AsSpan(row * _count, _count), _step);
            secant += _step[row] * (_trialGradient[row] - _gradient[row]);
            known += _step[row] * product[row];
        }

        if (!(secant > 0 && known > 0))
        {
            return;
        }

        for (int row = 0; row < _count; row++)
        {
            for (int column = 0; column < _count; column++)
            {
                _hessian[(row * _count) + column] += ((_trialGradient[row] - _gradient[row]) * (_trialGradient[column] - _gradient[column]) / secant)
                    - (product[row] * product[column] / known);
            }
        }
    }

    // Zero is a stationary point of every standard deviation, and may be a maximum: goes to the lowest of some points along the direction of least curvature.
    private bool TryLeaveSaddle()
    {
        if (_eigen is null || _eigen.Values[0] > -Saddle * _eigen.Largest)
        {
            return false;
        }

        var direction = new double[_count];
        _eigen.Direction(0, direction);
        double least = Value - ClearFall;
        bool isFound = false;
        double[] origin = [.. Point];
        for (double size = 0.01; size < 4; size *= 2)
        {
            for (int sign = 1; sign >= -1; sign -= 2)
            {
                for (int index = 0; index < _count; index++)
                {
                    _trial[index] = origin[index] + (sign * size * direction[index]);
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
