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

    private readonly IObjective objective;
    private readonly int maximumEvaluations;
    private readonly int count;
    private readonly ScaledEigen hessian;
    private readonly double[] matrix;
    private readonly double[] trial;
    private readonly double[] trialGradient;
    private readonly double[] step;
    private readonly double[] components;
    private readonly double[] expected;
    private readonly FlatCurvature flatness;
    private readonly double[] point;
    private readonly double[] gradient;
    private bool hasHessian;

    public NewtonPolish(IObjective objective, int maximumEvaluations)
    {
        this.objective = objective;
        this.maximumEvaluations = maximumEvaluations;
        count = objective.ParameterCount;
        hessian = new ScaledEigen(count);
        matrix = new double[count * count];
        trial = new double[count];
        trialGradient = new double[count];
        step = new double[count];
        components = new double[count];
        expected = new double[count];
        point = new double[count];
        gradient = new double[count];
        flatness = new FlatCurvature(objective, hessian, matrix, point);
    }

    /// <summary>The point reached.</summary>
    public ReadOnlySpan<double> Point => point;

    /// <summary>The value there.</summary>
    public double Value { get; private set; }

    /// <summary>The Newton decrement there; infinite when the evaluations did not suffice for a Hessian.</summary>
    public double Decrement { get; private set; }

    /// <summary>Writes a direction of negative curvature; false when the Hessian has no negative eigenvalue or is not known.</summary>
    public bool TryDescent(Span<double> direction)
    {
        if (!hasHessian || !(hessian.Values[0] < -NegativeCurvature * hessian.Largest))
        {
            return false;
        }

        hessian.LeastDirection(direction);
        return true;
    }

    /// <summary>Where the objective is flat at the point reached; null when its Hessian is not known.</summary>
    public FlatCurvature? Flatness => hasHessian ? flatness : null;

    /// <summary>Polishes a point whose value, gradient and approximate Hessian (d × d) are known.</summary>
    public void Run(ReadOnlySpan<double> start, double value, ReadOnlySpan<double> startGradient, ReadOnlySpan<double> curvature, int maximumSteps)
    {
        for (int index = 0; index < count; index++)
        {
            expected[index] = curvature[(index * count) + index];
        }

        start.CopyTo(point);
        startGradient.CopyTo(gradient);
        Value = value;
        Decrement = double.PositiveInfinity;
        hasHessian = false;
        bool isFresh = TryHessian();
        for (int steps = 0; steps < maximumSteps && hasHessian; steps++)
        {
            double decrement = Measure(gradient);
            Decrement = decrement;
            if (decrement <= (objective.IsCostly ? NearlyPerfect : Perfect) || IsSpent)
            {
                return;
            }

            hessian.Expand(components, step);
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

    private bool IsSpent => objective.Evaluations >= maximumEvaluations;

    private bool TryHessian()
    {
        if (objective.Evaluations + count > maximumEvaluations)
        {
            return false;
        }

        double size = LargestMagnitude();
        for (int column = 0; column < count; column++)
        {
            point.CopyTo(trial, 0);
            trial[column] += DifferenceStep * Scale(column, size);
            double length = trial[column] - point[column];
            if (!double.IsFinite(objective.Value(trial)))
            {
                return false;
            }

            objective.Gradient(trialGradient);
            for (int row = 0; row < count; row++)
            {
                matrix[(row * count) + column] = (trialGradient[row] - gradient[row]) / length;
            }
        }

        Symmetrize();
        hasHessian = hessian.TrySet(matrix, LeastDiagonal());
        return hasHessian;
    }

    private double LargestMagnitude()
    {
        double size = 1e-3;
        foreach (double value in point)
        {
            size = Math.Max(size, Math.Abs(value));
        }

        return size;
    }

    // The size of a parameter: its own; where that is small a tenth of the largest, or a standard error where that is smaller still.
    private double Scale(int index, double largest)
        => Math.Max(Math.Abs(point[index]), Math.Min(0.1 * largest, expected[index] > 0 ? 1 / Math.Sqrt(expected[index]) : double.PositiveInfinity));

    private void Symmetrize()
    {
        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column < row; column++)
            {
                double mean = (matrix[(row * count) + column] + matrix[(column * count) + row]) / 2;
                matrix[(row * count) + column] = matrix[(column * count) + row] = mean;
            }
        }
    }

    private double LeastDiagonal()
    {
        double most = 0;
        for (int index = 0; index < count; index++)
        {
            most = Math.Max(most, Math.Abs(matrix[(index * count) + index]));
        }

        return Math.Max(1e-10 * most, 1e-300);
    }

    // Returns gᵀH⁻¹g and leaves the components of Newton's step, with the curvature's sign turned where it is negative and nothing where the
    // objective is flat.
    private double Measure(ReadOnlySpan<double> from)
    {
        hessian.Components(from, components);
        double flat = FlatCurvature * hessian.Largest;
        double decrement = 0;
        for (int index = 0; index < count; index++)
        {
            double curvature = Math.Abs(hessian.Values[index]);
            decrement += curvature > flat ? components[index] * components[index] / curvature : 0;
            components[index] = curvature > flat ? -components[index] / curvature : 0;
        }

        return decrement;
    }

    // Takes the step, halved as often as needed, when it lowers the decrement without raising the value by more than rounding.
    private bool TryStep(double decrement)
    {
        double allowed = 1e-12 * (1 + Math.Abs(Value));
        for (double length = 1; length > 0.01 && !IsSpent; length /= 2)
        {
            for (int index = 0; index < count; index++)
            {
                trial[index] = point[index] + (length * step[index]);
            }

            double reached = objective.Value(trial);
            if (!double.IsFinite(reached) || (decrement > Reliable && reached > Value + allowed))
            {
                continue;
            }

            objective.Gradient(trialGradient);
            double left = Measure(trialGradient);
            if (left < decrement || (decrement > Reliable && reached < Value - allowed))
            {
                trial.CopyTo(point, 0);
                trialGradient.CopyTo(gradient, 0);
                (Value, Decrement) = (reached, left);
                return true;
            }
        }

        return false;
    }
}
