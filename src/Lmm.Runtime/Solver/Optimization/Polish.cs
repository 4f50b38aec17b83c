using Lmm.Solver.Criteria;

namespace Lmm.Solver.Optimization;

/// <summary>Takes an almost minimal point to full precision, and measures how far from the minimum it is.</summary>
internal abstract class Polish
{
    /// <summary>A decrement below this is not worth another evaluation that takes long: 1e-8 of a standard error.</summary>
    protected const double NearlyPerfect = 1e-16;

    /// <summary>The step of the differences, relative to the parameters.</summary>
    protected const double DifferenceStep = 1e-5;

    /// <summary>Curvature below minus this share of the largest, or of the expected one, is negative beyond the errors of differences.</summary>
    protected const double NegativeCurvature = 1e-4;

    /// <summary>Where less than this can be gained, gradients are the better judge than values, which differ by rounding only.</summary>
    private const double Reliable = 1e-5;

    /// <summary>Where all parameters are smaller than this, differences are taken as if one were of this size.</summary>
    protected const double LeastParameter = 1e-3;

    /// <summary>The share of the largest diagonal element of a curvature matrix below which another is rounding.</summary>
    private const double DiagonalRounding = 1e-10;

    /// <summary>Below this a diagonal element is zero whatever the others are.</summary>
    private const double SmallestDiagonal = 1e-300;

    /// <summary>The share of the value that a step may raise it by: the rounding of a sum over all rows.</summary>
    private const double ValueRounding = 1e-12;

    /// <summary>A step is halved until it is this short.</summary>
    private const double ShortestStep = 0.01;

    private readonly int _maximumEvaluations;

    private protected Polish(IObjective objective, int maximumEvaluations)
    {
        Objective = objective;
        _maximumEvaluations = maximumEvaluations;
        At = new double[Count];
        Gradient = new double[Count];
        Trial = new double[Count];
        TrialGradient = new double[Count];
        Step = new double[Count];
    }

    /// <summary>The point reached.</summary>
    public ReadOnlySpan<double> Point => At;

    /// <summary>The value there.</summary>
    public double Value { get; private protected set; }

    /// <summary>The Newton decrement there; infinite when the evaluations did not suffice to know it.</summary>
    public double Decrement { get; private protected set; }

    /// <summary>Where the objective is flat at the point reached; null when its Hessian is not known.</summary>
    public abstract FlatCurvature? Flatness { get; }

    /// <summary>The objective.</summary>
    protected IObjective Objective { get; }

    /// <summary>The number of parameters.</summary>
    protected int Count => Objective.ParameterCount;

    /// <summary>The point reached, to be overwritten.</summary>
    protected double[] At { get; }

    /// <summary>The gradient there.</summary>
    protected double[] Gradient { get; }

    /// <summary>A point that is tried.</summary>
    protected double[] Trial { get; }

    /// <summary>The gradient where one is tried.</summary>
    protected double[] TrialGradient { get; }

    /// <summary>The step to take.</summary>
    protected double[] Step { get; }

    /// <summary>Whether no evaluation is left.</summary>
    protected bool IsSpent => !CanSpend(1);

    /// <summary>The polish for an objective, by the number of its parameters.</summary>
    public static Polish For(IObjective objective, int maximumEvaluations) => objective.HasManyParameters
        ? new ConjugatePolish(objective, maximumEvaluations)
        : new NewtonPolish(objective, maximumEvaluations);

    /// <summary>Writes a direction of negative curvature; false when none has been met.</summary>
    public abstract bool TryDescent(Span<double> direction);

    /// <summary>Copies the Hessian that was formed last, d × d, at the point reached or within a step of it; false when none is known.</summary>
    public abstract bool TryCopyHessian(Span<double> hessian);

    /// <summary>Polishes a point whose value, gradient and approximate Hessian are known.</summary>
    public abstract void Run(ReadOnlySpan<double> start, double value, ReadOnlySpan<double> startGradient, ApproximateHessian curvature, int maximumSteps);

    /// <summary>How far a gradient is from zero, in the curvature that is known.</summary>
    protected abstract double Measure(ReadOnlySpan<double> gradient);

    /// <summary>Takes over a start whose decrement is not known yet.</summary>
    protected void Begin(ReadOnlySpan<double> start, double value, ReadOnlySpan<double> startGradient)
    {
        start.CopyTo(At);
        startGradient.CopyTo(Gradient);
        Value = value;
        Decrement = double.PositiveInfinity;
    }

    /// <summary>Whether so many evaluations are left.</summary>
    protected bool CanSpend(int evaluations) => Objective.Evaluations + evaluations <= _maximumEvaluations;

    /// <summary>Below this a diagonal element of a curvature matrix counts as zero, its largest one being given.</summary>
    protected static double LeastDiagonal(double largest) => Math.Max(DiagonalRounding * largest, SmallestDiagonal);

    /// <summary>Takes the step, halved as often as needed, when it shortens the gradient without raising the value by more than rounding.</summary>
    /// <param name="decrement">What the step promises.</param>
    /// <param name="before">The measure of the gradient at the point.</param>
    /// <param name="left">The measure of the gradient at the point reached.</param>
    protected bool TryStep(double decrement, double before, out double left)
    {
        double allowed = ValueRounding * (1 + Math.Abs(Value));
        left = before;
        for (double length = 1; length > ShortestStep && !IsSpent; length /= 2)
        {
            for (int index = 0; index < Count; index++)
            {
                Trial[index] = At[index] + (length * Step[index]);
            }

            double reached = Objective.Value(Trial);
            if (!double.IsFinite(reached) || (decrement > Reliable && reached > Value + allowed))
            {
                continue;
            }

            Objective.Gradient(TrialGradient);
            left = Measure(TrialGradient);
            if (left < before || (decrement > Reliable && reached < Value - allowed))
            {
                Trial.CopyTo(At, 0);
                TrialGradient.CopyTo(Gradient, 0);
                Value = reached;
                return true;
            }
        }

        return false;
    }
}
