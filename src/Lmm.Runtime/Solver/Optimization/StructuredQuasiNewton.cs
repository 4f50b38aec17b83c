namespace Lmm.Solver;

/// <summary>
/// A quasi-Newton method whose Hessian is the expected one, formed anew at every point, plus a correction learnt from the gradients: steps are
/// those of Fisher scoring at first and become Newton's. It stops where the predicted decrease is small; what is left is for Newton's method.
/// </summary>
/// <remarks>
/// Structured secant updates: Dennis, Gay &amp; Welsch, ACM Trans. Math. Softw. 7(3), 1981; damping: Nocedal &amp; Wright, Numerical
/// Optimization, 2nd ed., procedure 18.2; backtracking: section 3.1.
/// </remarks>
internal sealed class StructuredQuasiNewton
{
    private const double SufficientDecrease = 1e-4;
    private const double LongestStep = 3;
    private const double FlatCurvature = 1e-9;
    private const double LeastDiagonal = 1e-8;

    /// <summary>A step that gains less than this share of the objective gains next to nothing.</summary>
    private const double Stalled = 1e-11;

    /// <summary>So many steps that gain next to nothing, one after the other, are the end.</summary>
    private const int MostStalled = 6;

    private readonly IObjective objective;
    private readonly int count;
    private readonly double[] point;
    private readonly double[] gradient;
    private readonly double[] reached;
    private readonly double[] reachedGradient;
    private readonly double[] step;
    private readonly double[] components;
    private readonly double[] curvature;
    private readonly ScaledEigen eigen;
    private readonly SecantCorrection correction;

    public StructuredQuasiNewton(IObjective objective)
    {
        this.objective = objective;
        count = objective.ParameterCount;
        point = new double[count];
        gradient = new double[count];
        reached = new double[count];
        reachedGradient = new double[count];
        step = new double[count];
        components = new double[count];
        curvature = new double[count * count];
        eigen = new ScaledEigen(count);
        correction = new SecantCorrection(count);
    }

    /// <summary>The best point so far.</summary>
    public ReadOnlySpan<double> Point => point;

    /// <summary>The gradient there.</summary>
    public ReadOnlySpan<double> Gradient => gradient;

    /// <summary>The approximate Hessian there, d × d, without what has been learnt.</summary>
    public ReadOnlySpan<double> Curvature => curvature;

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
            Value = objective.Value(start.Theta);
            if (!double.IsFinite(Value))
            {
                return;
            }

            start.Differentiate(objective, Value);
        }

        Value = start.Value;
        start.Theta.CopyTo(point, 0);
        start.Gradient.CopyTo(gradient, 0);
        start.Curvature.CopyTo(curvature, 0);
        correction.Clear();
        int stalled = 0;
        while (stalled < MostStalled && objective.Evaluations < maximumEvaluations && IsFinite(gradient) && eigen.TrySet(correction.Corrected(curvature), LeastDiagonal))
        {
            double decrease = Step();
            if (decrease < tolerance || (known is not null && known.IsEnough(point, Value, decrease)))
            {
                return;
            }

            double before = Value;
            if (!TryStep(maximumEvaluations))
            {
                if (correction.IsEmpty)
                {
                    return;
                }

                correction.Clear();
                continue;
            }

            stalled = before - Value > Stalled * (1 + Math.Abs(Value)) ? 0 : stalled + 1;
            objective.Gradient(reachedGradient);
            objective.Curvature(curvature);
            correction.Learn(curvature, point, reached, gradient, reachedGradient);
            reached.CopyTo(point, 0);
            reachedGradient.CopyTo(gradient, 0);
        }
    }

    // step := −B⁻¹g with the eigenvalues of B, scaled to a unit diagonal, made positive. Returns the decrease that the model predicts.
    private double Step()
    {
        eigen.Components(gradient, components);
        double flat = FlatCurvature * eigen.Largest;
        double decrease = 0;
        for (int index = 0; index < count; index++)
        {
            double size = Math.Max(Math.Abs(eigen.Values[index]), flat);
            decrease += components[index] * components[index] / size / 2;
            components[index] = -components[index] / size;
        }

        eigen.Expand(components, step);
        double longest = LongestStep * Math.Max(1, Largest(point));
        double length = Largest(step);
        for (int index = 0; length > longest && index < count; index++)
        {
            step[index] *= longest / length;
        }

        return decrease;
    }

    private bool TryStep(int maximumEvaluations)
    {
        double slope = LevelBlock.Dot(step, gradient);
        double rounding = 1e-14 * (1 + Math.Abs(Value));
        double length = 1;
        for (int tries = 0; tries < 30 && objective.Evaluations < maximumEvaluations; tries++)
        {
            for (int index = 0; index < count; index++)
            {
                reached[index] = point[index] + (length * step[index]);
            }

            double value = objective.Value(reached);
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
