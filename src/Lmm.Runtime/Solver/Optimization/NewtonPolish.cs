using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Solver;

/// <summary>
/// Newton's method with a Hessian from differences of analytic gradients: it takes an almost minimal point to full precision, tells a
/// minimum from a saddle point, and measures how far from the minimum the point is.
/// </summary>
/// <remarks>
/// The measure is the Newton decrement gᵀH⁻¹g: twice the decrease of the objective that is still possible, in units of −2 log-likelihood.
/// Its root is the distance in standard errors, whatever the number of rows (Boyd &amp; Vandenberghe, Convex Optimization, section 9.5).
/// </remarks>
internal sealed class NewtonPolish
{
    /// <summary>A decrement below this is a minimum: 1e-5 of a standard error.</summary>
    public const double Converged = 1e-10;

    /// <summary>A decrement below this is as good as the gradient's rounding: 1e-9 of a standard error.</summary>
    private const double Perfect = 1e-18;

    /// <summary>Where less than this can be gained, gradients are the better judge than values, which differ by rounding only.</summary>
    private const double Reliable = 1e-5;

    /// <summary>The step of the differences, relative to the parameters.</summary>
    private const double DifferenceStep = 1e-5;

    private readonly IObjective objective;
    private readonly int maximumEvaluations;
    private readonly int count;
    private ScaledEigen hessian = ScaledEigen.Empty;

    public NewtonPolish(IObjective objective, int maximumEvaluations)
    {
        this.objective = objective;
        this.maximumEvaluations = maximumEvaluations;
        count = objective.ParameterCount;
        Point = new double[count];
        Gradient = new double[count];
    }

    /// <summary>The point reached.</summary>
    public double[] Point { get; private set; }

    /// <summary>The gradient there.</summary>
    public double[] Gradient { get; private set; }

    /// <summary>The value there.</summary>
    public double Value { get; private set; }

    /// <summary>The Newton decrement there; infinite when the evaluations did not suffice for a Hessian.</summary>
    public double Decrement { get; private set; }

    /// <summary>When the Hessian has a negative eigenvalue, a direction of negative curvature; else null.</summary>
    public double[]? Descent => hessian.Descent;

    /// <summary>Polishes a point whose value and gradient are known.</summary>
    public void Run(double[] start, double value, double[] gradient, int maximumSteps)
    {
        start.CopyTo(Point, 0);
        gradient.CopyTo(Gradient, 0);
        Value = value;
        Decrement = double.PositiveInfinity;
        bool isFresh = TryHessian();
        for (int steps = 0; steps < maximumSteps && !hessian.IsEmpty; steps++)
        {
            double[] step = hessian.Step(Gradient, out double decrement);
            Decrement = decrement;
            if (decrement <= Perfect || Spent || !TryStep(step, decrement))
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

    private bool Spent => objective.Evaluations >= maximumEvaluations;

    private bool TryHessian()
    {
        if (objective.Evaluations + count > maximumEvaluations)
        {
            return false;
        }

        var matrix = Matrix<double>.Build.Dense(count, count);
        var point = new double[count];
        var gradient = new double[count];
        double size = Math.Max(1e-3, Point.Max(static value => Math.Abs(value)));
        for (int column = 0; column < count; column++)
        {
            Point.CopyTo(point, 0);
            point[column] += DifferenceStep * Math.Max(Math.Abs(Point[column]), 0.1 * size);
            double step = point[column] - Point[column];
            if (!double.IsFinite(objective.Value(point)))
            {
                return false;
            }

            objective.Gradient(gradient);
            for (int row = 0; row < count; row++)
            {
                matrix[row, column] = (gradient[row] - Gradient[row]) / step;
            }
        }

        if (!matrix.ForAll(double.IsFinite))
        {
            return false;
        }

        hessian = new ScaledEigen((matrix + matrix.Transpose()) / 2);
        return true;
    }

    // Takes the step, halved as often as needed, when it lowers the decrement without raising the value by more than rounding.
    private bool TryStep(double[] step, double decrement)
    {
        double[] point = Point;
        double[] gradient = Gradient;
        double value = Value;
        double allowed = 1e-12 * (1 + Math.Abs(value));
        for (double length = 1; length > 0.01 && !Spent; length /= 2)
        {
            var trial = new double[count];
            for (int index = 0; index < count; index++)
            {
                trial[index] = point[index] + (length * step[index]);
            }

            double reached = objective.Value(trial);
            if (!double.IsFinite(reached) || (decrement > Reliable && reached > value + allowed))
            {
                continue;
            }

            var reachedGradient = new double[count];
            objective.Gradient(reachedGradient);
            hessian.Step(reachedGradient, out double left);
            if (left < decrement || (decrement > Reliable && reached < value - allowed))
            {
                (Point, Gradient, Value, Decrement) = (trial, reachedGradient, reached, left);
                return true;
            }
        }

        return false;
    }
}
