using Lmm.Kernels;
using Lmm.Solver.Criteria;

namespace Lmm.Solver.Optimization;

/// <summary>
/// A quasi-Newton method whose Hessian is the expected one, formed anew at every point, plus a correction learnt from the gradients: steps are
/// those of Fisher scoring at first and become Newton's; with many parameters they stay scoring, and what is left is more. It stops where the predicted decrease is small; what is left is for Newton's method.
/// </summary>
/// <remarks>
/// Structured secant updates: Dennis, Gay &amp; Welsch, ACM Trans. Math. Softw. 7(3), 1981; damping: Nocedal &amp; Wright, Numerical
/// Optimization, 2nd ed., procedure 18.2; backtracking: section 3.1.
/// </remarks>
internal sealed class StructuredQuasiNewton
{
    /// <summary>The share of the promised decrease that a step must bring: Armijo's condition, with the usual constant.</summary>
    private const double SufficientDecrease = 1e-4;

    /// <summary>The longest step, in units of the largest parameter: where the curvature is far too small a step would leave the model's range.</summary>
    private const double LongestStep = 3;

    /// <summary>Diagonal elements of the curvature below this, of parameters that nothing is known of, are taken for it.</summary>
    private const double LeastDiagonal = 1e-8;

    /// <summary>The share of the value that two evaluations differ by from rounding alone.</summary>
    private const double RoundingShare = 1e-14;

    /// <summary>A step that gains less than this share of the objective gains next to nothing.</summary>
    private const double Stalled = 1e-11;

    /// <summary>So many steps that gain next to nothing, one after the other, are the end.</summary>
    private const int MostStalled = 6;

    private readonly IObjective _objective;
    private readonly int _count;
    private readonly double[] _point;
    private readonly double[] _gradient;
    private readonly double[] _reached;
    private readonly double[] _reachedGradient;
    private readonly double[] _step;
    private readonly ApproximateHessian _curvature;
    private readonly ICurvature _model;

    public StructuredQuasiNewton(IObjective objective)
    {
        _objective = objective;
        _count = objective.ParameterCount;
        _point = new double[_count];
        _gradient = new double[_count];
        _reached = new double[_count];
        _reachedGradient = new double[_count];
        _step = new double[_count];
        _curvature = new ApproximateHessian(objective.HessianBlocks);
        _model = objective.HasManyParameters ? new BlockCurvature(objective.HessianBlocks) : new EigenCurvature(_count);
    }

    /// <summary>The best point so far.</summary>
    public ReadOnlySpan<double> Point => _point;

    /// <summary>The gradient there.</summary>
    public ReadOnlySpan<double> Gradient => _gradient;

    /// <summary>The approximate Hessian there, without what has been learnt.</summary>
    public ApproximateHessian Curvature => _curvature;

    /// <summary>The value there; infinite when the start had none.</summary>
    public double Value { get; private set; }

    /// <summary>Minimises from a start; stops when the predicted decrease falls below <paramref name="tolerance"/>, no step helps, or the objective has been evaluated so often.</summary>
    /// <param name="start">Where to start, and what is known of that place.</param>
    /// <param name="tolerance">The predicted decrease that is not worth another step.</param>
    /// <param name="maximumEvaluations">The evaluations of the objective, since it was made, that may be spent.</param>
    /// <param name="known">The search is given up where it cannot come to a better minimum than this; null to search to the end.</param>
    public void Minimize(SearchPoint start, double tolerance, int maximumEvaluations, KnownMinimum? known = null)
    {
        if (!start.IsKnown)
        {
            Value = _objective.Value(start.Theta);
            if (!double.IsFinite(Value))
            {
                return;
            }

            start.Differentiate(Value);
        }

        Value = start.Value;
        start.Theta.CopyTo(_point, 0);
        start.Gradient.CopyTo(_gradient, 0);
        _curvature.CopyFrom(start.Curvature);
        _model.Forget();
        int stalled = 0;
        while (stalled < MostStalled && _objective.Evaluations < maximumEvaluations && IsFinite(_gradient) && _model.TrySet(_curvature, LeastDiagonal))
        {
            double decrease = Step();
            if (decrease < tolerance || (known is not null && known.IsEnough(_point, Value, decrease)))
            {
                return;
            }

            double before = Value;
            if (!TryStep(maximumEvaluations))
            {
                if (!_model.HasLearnt)
                {
                    return;
                }

                _model.Forget();
                continue;
            }

            stalled = before - Value > Stalled * (1 + Math.Abs(Value)) ? 0 : stalled + 1;
            _objective.Gradient(_reachedGradient);
            _objective.Curvature(_curvature);
            _model.Learn(_curvature, _point, _reached, _gradient, _reachedGradient);
            _reached.CopyTo(_point, 0);
            _reachedGradient.CopyTo(_gradient, 0);
        }
    }

    // The step of the model, not longer than is sensible, and the decrease that the model predicts.
    private double Step()
    {
        double decrease = _model.Step(_gradient, _step);
        double longest = LongestStep * Math.Max(1, Largest(_point));
        double length = Largest(_step);
        for (int index = 0; length > longest && index < _count; index++)
        {
            _step[index] *= longest / length;
        }

        return decrease;
    }

    private bool TryStep(int maximumEvaluations)
    {
        double slope = LevelBlock.Dot(_step, _gradient);
        double rounding = RoundingShare * (1 + Math.Abs(Value));
        double length = 1;
        for (int tries = 0; tries < 30 && _objective.Evaluations < maximumEvaluations; tries++)
        {
            for (int index = 0; index < _count; index++)
            {
                _reached[index] = _point[index] + (length * _step[index]);
            }

            double value = _objective.Value(_reached);
            if (value <= Value + (SufficientDecrease * length * slope) + rounding)
            {
                Value = value;
                return true;
            }

            // The minimum of the parabola through value and slope at 0 and the value here.
            double parabola = -slope * length * length / (2 * (value - Value - (slope * length)));
            length = double.IsFinite(parabola) ? Math.Clamp(parabola, 0.1 * length, 0.5 * length) : 0.1 * length;
        }

        return false;
    }

    private static bool IsFinite(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
        {
            if (!double.IsFinite(value))
            {
                return false;
            }
        }

        return true;
    }

    private static double Largest(ReadOnlySpan<double> values)
    {
        double largest = 0;
        foreach (double value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        return largest;
    }
}
