using MathNet.Numerics.LinearAlgebra;

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

    private readonly IObjective objective;
    private readonly int count;
    private Vector<double> point;
    private Vector<double> gradient;
    private Matrix<double> correction;

    public StructuredQuasiNewton(IObjective objective)
    {
        this.objective = objective;
        count = objective.ParameterCount;
        point = Vector<double>.Build.Dense(count);
        gradient = Vector<double>.Build.Dense(count);
        correction = Matrix<double>.Build.Dense(count, count);
    }

    /// <summary>The best point so far.</summary>
    public double[] Point => point.ToArray();

    /// <summary>The gradient there.</summary>
    public double[] Gradient => gradient.ToArray();

    /// <summary>The value there; infinite when the start had none.</summary>
    public double Value { get; private set; }

    /// <summary>Minimises from a start; stops when the predicted decrease falls below <paramref name="tolerance"/>, no step helps, or the objective has been evaluated so often.</summary>
    public void Minimize(double[] start, double tolerance, int maximumEvaluations)
    {
        point = Vector<double>.Build.Dense((double[])start.Clone());
        Value = objective.Value(start);
        if (!double.IsFinite(Value))
        {
            return;
        }

        gradient = GradientHere();
        Matrix<double> curvature = Matrix<double>.Build.DenseOfArray(objective.Curvature());
        bool isCorrected = false;
        while (objective.Evaluations < maximumEvaluations && (curvature + correction).ForAll(double.IsFinite) && gradient.ForAll(double.IsFinite))
        {
            Vector<double> step = Step(curvature + correction, out double decrease);
            if (decrease < tolerance)
            {
                return;
            }

            if (!TryStep(step, maximumEvaluations, out Vector<double> reached))
            {
                if (!isCorrected)
                {
                    return;
                }

                correction.Clear();
                isCorrected = false;
                continue;
            }

            Vector<double> before = gradient;
            gradient = GradientHere();
            curvature = Matrix<double>.Build.DenseOfArray(objective.Curvature());
            Learn(curvature, reached - point, gradient - before);
            isCorrected = true;
            point = reached;
        }
    }

    private Vector<double> GradientHere()
    {
        var values = new double[count];
        objective.Gradient(values);
        return Vector<double>.Build.Dense(values);
    }

    // −B⁻¹g with the eigenvalues of B, scaled to a unit diagonal, made positive. `decrease` is the decrease that the model predicts.
    private Vector<double> Step(Matrix<double> curvature, out double decrease)
    {
        Vector<double> scale = Vector<double>.Build.Dense(count, index => 1 / Math.Sqrt(Math.Max(Math.Abs(curvature[index, index]), 1e-8)));
        Matrix<double> scaled = Matrix<double>.Build.Dense(count, count, (row, column) => curvature[row, column] * scale[row] * scale[column]);
        var eigen = scaled.Evd(Symmetricity.Symmetric);
        Vector<double> slopes = eigen.EigenVectors.TransposeThisAndMultiply(gradient.PointwiseMultiply(scale));
        double most = eigen.EigenValues.Max(static value => Math.Abs(value.Real));
        decrease = 0;
        for (int index = 0; index < count; index++)
        {
            double size = Math.Max(Math.Abs(eigen.EigenValues[index].Real), FlatCurvature * most);
            decrease += slopes[index] * slopes[index] / size / 2;
            slopes[index] = -slopes[index] / size;
        }

        Vector<double> step = (eigen.EigenVectors * slopes).PointwiseMultiply(scale);
        double longest = LongestStep * Math.Max(1, point.AbsoluteMaximum());
        return step.AbsoluteMaximum() > longest ? step * (longest / step.AbsoluteMaximum()) : step;
    }

    private bool TryStep(Vector<double> step, int maximumEvaluations, out Vector<double> reached)
    {
        double slope = step * gradient;
        double rounding = 1e-14 * (1 + Math.Abs(Value));
        double length = 1;
        for (int tries = 0; tries < 30 && objective.Evaluations < maximumEvaluations; tries++)
        {
            reached = point + (length * step);
            double value = objective.Value(reached.ToArray());
            if (value <= Value + (SufficientDecrease * length * slope) + rounding)
            {
                Value = value;
                return true;
            }

            // The minimum of the parabola through value and slope at 0 and the value here.
            double parabola = -slope * length * length / (2 * (value - Value - (slope * length)));
            length = double.IsFinite(parabola) ? Math.Clamp(parabola, 0.1 * length, 0.5 * length) : 0.1 * length;
        }

        reached = point;
        return false;
    }

    // The damped BFGS update of (expected Hessian + correction), from which the expected Hessian is taken off again.
    private void Learn(Matrix<double> curvature, Vector<double> step, Vector<double> change)
    {
        Matrix<double> model = curvature + correction;
        Vector<double> predicted = model * step;
        double quadratic = step * predicted;
        if (!(quadratic > 0))
        {
            model = curvature;
            predicted = model * step;
            quadratic = step * predicted;
            if (!(quadratic > 0))
            {
                correction.Clear();
                return;
            }
        }

        double observed = step * change;
        Vector<double> damped = observed >= 0.2 * quadratic
            ? change
            : predicted + (0.8 * quadratic / (quadratic - observed) * (change - predicted));
        Matrix<double> updated = model - (predicted.OuterProduct(predicted) / quadratic) + (damped.OuterProduct(damped) / (step * damped));
        correction = updated - curvature;
    }
}
