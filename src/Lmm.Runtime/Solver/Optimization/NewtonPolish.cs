using Lmm.Solver.Criteria;

namespace Lmm.Solver.Optimization;

/// <summary>
/// Newton's method with the exact Hessian, or one from differences of analytic gradients where that takes less time: it takes an almost minimal point to full precision, tells a
/// minimum from a saddle point, and measures how far from the minimum the point is.
/// </summary>
/// <remarks>
/// The measure is the Newton decrement gᵀH⁻¹g: twice the decrease of the objective that is still possible, in units of −2 log-likelihood.
/// Its root is the distance in standard errors, whatever the number of rows (Boyd &amp; Vandenberghe, Convex Optimization, section 9.5).
/// </remarks>
internal sealed class NewtonPolish : Polish
{
    /// <summary>A decrement below this is a minimum: 1e-5 of a standard error.</summary>
    public const double Converged = 1e-10;

    /// <summary>A decrement below this is as good as the gradient's rounding: 1e-11 of a standard error.</summary>
    private const double Perfect = 1e-22;

    /// <summary>Below this share of the largest eigenvalue the objective is flat: its Hessian is known no better from differences.</summary>
    private const double FlatCurvature = 1e-7;

    /// <summary>With a good Hessian a step gains a factor of 100 in distance at the least, and so this share is left of the decrement.</summary>
    private const double Fast = 1e-4;

    private readonly ScaledEigen _hessian;
    private readonly double[] _matrix;
    private readonly double[] _components;
    private readonly double[] _expected;
    private readonly FlatCurvature _flatness;
    private bool _hasHessian;

    public NewtonPolish(IObjective objective, int maximumEvaluations)
        : base(objective, maximumEvaluations)
    {
        _hessian = new ScaledEigen(Count);
        _matrix = new double[Count * Count];
        _components = new double[Count];
        _expected = new double[Count];
        _flatness = new FlatCurvature(objective, _hessian, _matrix, At);
    }

    /// <inheritdoc/>
    public override bool TryDescent(Span<double> direction)
    {
        if (!_hasHessian || !(_hessian.Values[0] < -NegativeCurvature * _hessian.Largest))
        {
            return false;
        }

        _hessian.LeastDirection(direction);
        return true;
    }

    /// <inheritdoc/>
    public override FlatCurvature? Flatness => _hasHessian ? _flatness : null;

    /// <inheritdoc/>
    public override bool TryCopyHessian(Span<double> hessian)
    {
        _matrix.CopyTo(hessian);
        return _hasHessian;
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<double> start, double value, ReadOnlySpan<double> startGradient, ApproximateHessian curvature, int maximumSteps)
    {
        for (int index = 0; index < Count; index++)
        {
            _expected[index] = curvature.Diagonal(index);
        }

        Begin(start, value, startGradient);
        _hasHessian = false;
        bool isFresh = TryHessian();
        for (int steps = 0; steps < maximumSteps && _hasHessian; steps++)
        {
            double decrement = Measure(Gradient);
            Decrement = decrement;
            if (decrement <= (Objective.IsCostly ? NearlyPerfect : Perfect) || IsSpent)
            {
                return;
            }

            _hessian.Expand(_components, Step);
            if (!TryStep(decrement, decrement, out double left))
            {
                return;
            }

            Decrement = left;

            // Where it does not, a Hessian of this place is wanted.
            bool isSlow = Decrement > Fast * decrement;
            if (isSlow && Decrement > Converged * Fast && !isFresh && !TryHessian())
            {
                return;
            }

            isFresh = false;
        }
    }

    private bool TryHessian()
    {
        if (!Objective.TryHessian(At, _matrix) && !TryDifferences())
        {
            return false;
        }

        _hasHessian = _hessian.TrySet(_matrix, LeastDiagonal(LargestDiagonal()));
        return _hasHessian;
    }

    private bool TryDifferences()
    {
        if (!CanSpend(Count))
        {
            return false;
        }

        double size = LargestMagnitude();
        for (int column = 0; column < Count; column++)
        {
            At.CopyTo(Trial, 0);
            Trial[column] += DifferenceStep * Scale(column, size);
            double length = Trial[column] - At[column];
            if (!double.IsFinite(Objective.Value(Trial)))
            {
                return false;
            }

            Objective.Gradient(TrialGradient);
            for (int row = 0; row < Count; row++)
            {
                _matrix[(row * Count) + column] = (TrialGradient[row] - Gradient[row]) / length;
            }
        }

        Symmetrize();
        return true;
    }

    private double LargestDiagonal()
    {
        double most = 0;
        for (int index = 0; index < Count; index++)
        {
            most = Math.Max(most, Math.Abs(_matrix[(index * Count) + index]));
        }

        return most;
    }

    private double LargestMagnitude()
    {
        double size = LeastParameter;
        foreach (double value in At)
        {
            size = Math.Max(size, Math.Abs(value));
        }

        return size;
    }

    // The size of a parameter: its own; where that is small a tenth of the largest, or a standard error where that is smaller still.
    private double Scale(int index, double largest)
        => Math.Max(Math.Abs(At[index]), Math.Min(0.1 * largest, _expected[index] > 0 ? 1 / Math.Sqrt(_expected[index]) : double.PositiveInfinity));

    private void Symmetrize()
    {
        for (int row = 0; row < Count; row++)
        {
            for (int column = 0; column < row; column++)
            {
                double mean = (_matrix[(row * Count) + column] + _matrix[(column * Count) + row]) / 2;
                _matrix[(row * Count) + column] = _matrix[(column * Count) + row] = mean;
            }
        }
    }

    // Returns gᵀH⁻¹g and leaves the components of Newton's step, with the curvature's sign turned where it is negative and nothing where the
    // objective is flat.
    protected override double Measure(ReadOnlySpan<double> gradient)
    {
        _hessian.Components(gradient, _components);
        double flat = FlatCurvature * _hessian.Largest;
        double decrement = 0;
        for (int index = 0; index < Count; index++)
        {
            double curvature = Math.Abs(_hessian.Values[index]);
            decrement += curvature > flat ? _components[index] * _components[index] / curvature : 0;
            _components[index] = curvature > flat ? -_components[index] / curvature : 0;
        }

        return decrement;
    }
}
