using Lmm.Kernels;
using Lmm.Solver.Criteria;

namespace Lmm.Solver.Optimization;

/// <summary>
/// Newton's method for many parameters: the equations Hs = −g are solved by conjugate gradients, preconditioned by the approximate Hessian B of the
/// search, with products Hp from differences of analytic gradients. The decrement gᵀH⁻¹g falls out of the iteration.
/// </summary>
/// <remarks>
/// Source: Nocedal &amp; Wright, Numerical Optimization, 2nd ed., algorithms 5.3 and 7.1. A direction of negative curvature that the iteration meets ends
/// it and is kept; where it meets none the Hessian is positive definite on all that the gradient and the steps reach.
/// </remarks>
internal sealed class ConjugatePolish : IPolish
{
    /// <summary>A decrement below this is not worth another step: 1e-8 of a standard error.</summary>
    private const double NearlyPerfect = 1e-16;

    /// <summary>Where less than this can be gained, gradients are the better judge than values, which differ by rounding only.</summary>
    private const double Reliable = 1e-5;

    /// <summary>The step of the differences, relative to the parameters.</summary>
    private const double DifferenceStep = 1e-5;

    /// <summary>Below this share of B's curvature the objective is flat: it is known no better from differences.</summary>
    private const double FlatCurvature = 1e-6;

    /// <summary>Curvature below minus this share of B's is negative beyond the errors of differences.</summary>
    private const double NegativeCurvature = 1e-4;

    /// <summary>The share of the decrement that may be left when the iteration ends.</summary>
    private const double Left = 1e-4;

    /// <summary>The most products with H that a step may take.</summary>
    private const int MostProducts = 200;

    private readonly IObjective _objective;
    private readonly int _maximumEvaluations;
    private readonly int _count;
    private readonly CholeskyCurvature _expected;
    private readonly double[] _point;
    private readonly double[] _gradient;
    private readonly double[] _trial;
    private readonly double[] _trialGradient;
    private readonly double[] _step;
    private readonly double[] _rest;
    private readonly double[] _solved;
    private readonly double[] _direction;
    private readonly double[] _image;
    private readonly double[] _product;
    private readonly double[] _descent;
    private bool _hasDescent;
    private bool _isSolved;

    public ConjugatePolish(IObjective objective, int maximumEvaluations)
    {
        _objective = objective;
        _maximumEvaluations = maximumEvaluations;
        _count = objective.ParameterCount;
        _expected = new CholeskyCurvature(_count);
        _point = new double[_count];
        _gradient = new double[_count];
        _trial = new double[_count];
        _trialGradient = new double[_count];
        _step = new double[_count];
        _rest = new double[_count];
        _solved = new double[_count];
        _direction = new double[_count];
        _image = new double[_count];
        _product = new double[_count];
        _descent = new double[_count];
    }

    /// <inheritdoc/>
    public ReadOnlySpan<double> Point => _point;

    /// <inheritdoc/>
    public double Value { get; private set; }

    /// <inheritdoc/>
    public double Decrement { get; private set; }

    /// <inheritdoc/>
    public FlatCurvature? Flatness => null;

    private bool IsSpent => _objective.Evaluations >= _maximumEvaluations;

    /// <inheritdoc/>
    public bool TryDescent(Span<double> direction)
    {
        _descent.CopyTo(direction);
        return _hasDescent;
    }

    /// <inheritdoc/>
    /// <remarks>None is formed.</remarks>
    public bool TryCopyHessian(Span<double> hessian) => false;

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<double> start, double value, ReadOnlySpan<double> startGradient, ReadOnlySpan<double> curvature, int maximumSteps)
    {
        start.CopyTo(_point);
        startGradient.CopyTo(_gradient);
        Value = value;
        Decrement = double.PositiveInfinity;
        _hasDescent = false;
        if (!_expected.TrySet(curvature, LeastDiagonal(curvature)))
        {
            return;
        }

        for (int steps = 0; steps <= maximumSteps; steps++)
        {
            double decrement = Solve();
            Decrement = _isSolved ? decrement : double.PositiveInfinity;
            if (_hasDescent || !(decrement > NearlyPerfect) || IsSpent || steps == maximumSteps || !TryStep(decrement))
            {
                return;
            }
        }
    }

    // Writes the step −H⁻¹g and returns gᵀH⁻¹g, or as much of both as could be had.
    private double Solve()
    {
        _hasDescent = false;
        _isSolved = false;
        Array.Clear(_step);
        for (int index = 0; index < _count; index++)
        {
            _rest[index] = -_gradient[index];
        }

        _expected.Solve(_rest, _solved);
        _solved.CopyTo(_direction, 0);
        _rest.CopyTo(_image, 0);
        double remaining = LevelBlock.Dot(_rest, _solved);
        double decrement = 0;
        for (int products = 0; products < MostProducts; products++)
        {
            if (remaining <= Math.Max(Left * decrement, NearlyPerfect * Left))
            {
                _isSolved = true;
                return decrement;
            }

            if (IsSpent || !TryProduct())
            {
                return decrement;
            }

            double curvature = LevelBlock.Dot(_direction, _product);
            double expected = LevelBlock.Dot(_direction, _image);
            if (curvature < -NegativeCurvature * expected)
            {
                KeepDescent();
                return decrement;
            }

            if (!(curvature > FlatCurvature * expected))
            {
                _isSolved = true;
                return decrement;
            }

            double length = remaining / curvature;
            decrement += length * remaining;
            for (int index = 0; index < _count; index++)
            {
                _step[index] += length * _direction[index];
                _rest[index] -= length * _product[index];
            }

            _expected.Solve(_rest, _solved);
            double next = LevelBlock.Dot(_rest, _solved);
            double share = next / remaining;
            for (int index = 0; index < _count; index++)
            {
                _direction[index] = _solved[index] + (share * _direction[index]);
                _image[index] = _rest[index] + (share * _image[index]);
            }

            remaining = next;
        }

        return decrement;
    }

    // product := H·direction by a difference of gradients, of a length that moves no parameter by more than a small share of the largest.
    private bool TryProduct()
    {
        double largest = 1e-3;
        double longest = 0;
        for (int index = 0; index < _count; index++)
        {
            largest = Math.Max(largest, Math.Abs(_point[index]));
            longest = Math.Max(longest, Math.Abs(_direction[index]));
        }

        double length = DifferenceStep * largest / longest;
        for (int index = 0; index < _count; index++)
        {
            _trial[index] = _point[index] + (length * _direction[index]);
        }

        if (!double.IsFinite(length) || !double.IsFinite(_objective.Value(_trial)))
        {
            return false;
        }

        _objective.Gradient(_trialGradient);
        for (int index = 0; index < _count; index++)
        {
            _product[index] = (_trialGradient[index] - _gradient[index]) / length;
        }

        return true;
    }

    private void KeepDescent()
    {
        _hasDescent = true;
        double length = Math.Sqrt(LevelBlock.Dot(_direction, _direction));
        for (int index = 0; index < _count; index++)
        {
            _descent[index] = _direction[index] / length;
        }
    }

    // Takes the step, halved as often as needed, when it shortens the gradient, as B measures it, without raising the value by more than rounding.
    private bool TryStep(double decrement)
    {
        double allowed = 1e-12 * (1 + Math.Abs(Value));
        double before = Measure(_gradient);
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
            if (Measure(_trialGradient) < before || (decrement > Reliable && reached < Value - allowed))
            {
                _trial.CopyTo(_point, 0);
                _trialGradient.CopyTo(_gradient, 0);
                Value = reached;
                return true;
            }
        }

        return false;
    }

    // gᵀB⁻¹g.
    private double Measure(ReadOnlySpan<double> gradient)
    {
        _expected.Solve(gradient, _solved);
        return LevelBlock.Dot(gradient, _solved);
    }

    private double LeastDiagonal(ReadOnlySpan<double> curvature)
    {
        double most = 0;
        for (int index = 0; index < _count; index++)
        {
            most = Math.Max(most, Math.Abs(curvature[(index * _count) + index]));
        }

        return Math.Max(1e-10 * most, 1e-300);
    }
}
