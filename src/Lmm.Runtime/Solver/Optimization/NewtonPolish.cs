using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

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

    private const double Perfect = 1e-18;
    /// <summary>Where less than this can be gained, gradients are the better judge than values, which differ by rounding only.</summary>
    private const double Reliable = 1e-5;

    private const double FlatCurvature = 1e-7;

    private readonly IObjective objective;
    private readonly int count;

    public NewtonPolish(IObjective objective)
    {
        this.objective = objective;
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

    /// <summary>The Newton decrement there.</summary>
    public double Decrement { get; private set; }

    /// <summary>When the Hessian has a negative eigenvalue, its eigenvector of unit length; else null.</summary>
    public double[]? Descent { get; private set; }

    /// <summary>Polishes a point whose value and gradient are known.</summary>
    public void Run(double[] start, double value, double[] gradient, int maximumSteps)
    {
        start.CopyTo(Point, 0);
        gradient.CopyTo(Gradient, 0);
        Value = value;
        Decrement = double.PositiveInfinity;
        Evd<double> hessian = Hessian();
        int sinceHessian = 0;
        for (int steps = 0; steps < maximumSteps; steps++)
        {
            (double[] step, double decrement) = Step(hessian);
            Decrement = decrement;
            if (decrement <= Perfect || !TryStep(step, decrement, hessian))
            {
                return;
            }

            if (Decrement <= Perfect)
            {
                return;
            }

            // A chord step that gains less than a factor of 100 in distance asks for a Hessian of this place.
            if (Decrement > 1e-4 * decrement && ++sinceHessian < 4)
            {
                if (Decrement <= Converged * 1e-4)
                {
                    return;
                }

                hessian = Hessian();
            }
        }
    }

    private Evd<double> Hessian()
    {
        var matrix = Matrix<double>.Build.Dense(count, count);
        var point = new double[count];
        var gradient = new double[count];
        double size = Math.Max(1e-3, Point.Max(static value => Math.Abs(value)));
        for (int column = 0; column < count; column++)
        {
            Point.CopyTo(point, 0);
            double step = 1e-5 * Math.Max(Math.Abs(Point[column]), 0.1 * size);
            point[column] += step;
            step = point[column] - Point[column];
            if (!double.IsFinite(objective.Value(point)))
            {
                continue;
            }

            objective.Gradient(gradient);
            for (int row = 0; row < count; row++)
            {
                matrix[row, column] = (gradient[row] - Gradient[row]) / step;
            }
        }

        Evd<double> eigen = (matrix + matrix.Transpose()).Multiply(0.5).Evd(Symmetricity.Symmetric);
        double least = eigen.EigenValues[0].Real;
        double most = eigen.EigenValues[count - 1].Real;
        Descent = least < -1e-6 * Math.Max(1, most) ? eigen.EigenVectors.Column(0).ToArray() : null;
        return eigen;
    }

    // −Σ q(qᵀg)/|e| over the eigenvectors along which the objective is not flat.
    private (double[] Step, double Decrement) Step(Evd<double> hessian)
    {
        var step = new double[count];
        double decrement = 0;
        double most = Math.Max(1e-8, hessian.EigenValues[count - 1].Real);
        for (int index = 0; index < count; index++)
        {
            double curvature = Math.Abs(hessian.EigenValues[index].Real);
            if (curvature < FlatCurvature * most)
            {
                continue;
            }

            double slope = 0;
            for (int row = 0; row < count; row++)
            {
                slope += hessian.EigenVectors[row, index] * Gradient[row];
            }

            decrement += slope * slope / curvature;
            for (int row = 0; row < count; row++)
            {
                step[row] -= hessian.EigenVectors[row, index] * slope / curvature;
            }
        }

        return (step, decrement);
    }

    // Takes the step, halved as often as needed, when it lowers the decrement without raising the value by more than rounding.
    private bool TryStep(double[] step, double decrement, Evd<double> hessian)
    {
        double[] point = Point;
        double[] gradient = Gradient;
        double value = Value;
        double allowed = 1e-12 * (1 + Math.Abs(value));
        for (double length = 1; length > 0.01; length /= 2)
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
            (Point, Gradient, Value) = (trial, reachedGradient, reached);
            double left = Step(hessian).Decrement;
            if (left < decrement || (decrement > Reliable && reached < value - allowed))
            {
                Decrement = left;
                return true;
            }

            (Point, Gradient, Value) = (point, gradient, value);
        }

        return false;
    }
}
