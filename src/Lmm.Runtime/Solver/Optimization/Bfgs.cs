using Lmm.Kernels;

namespace Lmm.Solver;

/// <summary>
/// The quasi-Newton method of Broyden, Fletcher, Goldfarb and Shanno with a line search for the strong Wolfe conditions
/// (Nocedal &amp; Wright, Numerical Optimization, 2nd ed., algorithms 6.1, 3.5 and 3.6). It stops where the predicted decrease ½gᵀHg is small;
/// what is left is for Newton's method.
/// </summary>
internal sealed class Bfgs
{
    private const double SufficientDecrease = 1e-4;
    private const double Curvature = 0.9;

    private readonly IObjective objective;
    private readonly int count;
    private readonly double[] inverse;
    private readonly double[] direction;
    private readonly double[] trial;
    private readonly double[] trialGradient;
    private readonly double[] change;
    private readonly double[] product;

    public Bfgs(IObjective objective)
    {
        this.objective = objective;
        count = objective.ParameterCount;
        inverse = new double[count * count];
        direction = new double[count];
        trial = new double[count];
        trialGradient = new double[count];
        change = new double[count];
        product = new double[count];
        Point = new double[count];
        Gradient = new double[count];
    }

    /// <summary>The best point so far.</summary>
    public double[] Point { get; }

    /// <summary>The gradient there.</summary>
    public double[] Gradient { get; }

    /// <summary>The value there.</summary>
    public double Value { get; private set; }

    /// <summary>Minimises from a start; stops when the predicted decrease falls below <paramref name="tolerance"/>, no step helps, or the evaluations are spent.</summary>
    public void Minimize(ReadOnlySpan<double> start, double tolerance, int maximumEvaluations)
    {
        start.CopyTo(Point);
        Value = objective.Value(Point);
        if (!double.IsFinite(Value))
        {
            return;
        }

        int spent = 1;
        objective.Gradient(Gradient);
        bool isFresh = true;
        Reset(0.5 / Math.Max(0.5, Length(Gradient)));
        while (spent < maximumEvaluations)
        {
            double slope = Direction();
            if (!(slope < 0))
            {
                Reset(0.5 / Math.Max(0.5, Length(Gradient)));
                isFresh = true;
                slope = Direction();
            }

            if (!(-slope > 2 * tolerance) && !isFresh)
            {
                return;
            }

            if (!(slope < 0) || !Search(slope, maximumEvaluations, ref spent))
            {
                if (isFresh)
                {
                    return;
                }

                Reset(0.5 / Math.Max(0.5, Length(Gradient)));
                isFresh = true;
                continue;
            }

            Update(isFresh);
            isFresh = false;
        }
    }

    private void Reset(double scale)
    {
        Array.Clear(inverse);
        for (int index = 0; index < count; index++)
        {
            inverse[(index * count) + index] = scale;
        }
    }

    // d = −Hg; returns the slope gᵀd.
    private double Direction()
    {
        double slope = 0;
        for (int row = 0; row < count; row++)
        {
            direction[row] = -VectorProducts.Dot(inverse.AsSpan(row * count, count), Gradient);
            slope += direction[row] * Gradient[row];
        }

        return slope;
    }

    // On success `trial`, `trialGradient` and `trialValue` hold the accepted point.
    private double trialValue;

    private double Evaluate(double step, ref int spent)
    {
        for (int index = 0; index < count; index++)
        {
            trial[index] = Point[index] + (step * direction[index]);
        }

        spent++;
        trialValue = objective.Value(trial);
        if (!double.IsFinite(trialValue))
        {
            return double.NaN;
        }

        objective.Gradient(trialGradient);
        return VectorProducts.Dot(trialGradient, direction);
    }

    private bool Search(double slope, int maximumEvaluations, ref int spent)
    {
        double rounding = 1e-14 * (1 + Math.Abs(Value));
        double low = 0;
        double lowValue = Value;
        double lowSlope = slope;
        double high = double.PositiveInfinity;
        double highValue = 0;
        double highSlope = 0;
        double step = 1;
        for (int tries = 0; tries < 40 && spent < maximumEvaluations; tries++)
        {
            double at = Evaluate(step, ref spent);
            bool isWorse = double.IsNaN(at)
                || trialValue > Value + (SufficientDecrease * step * slope) + rounding
                || (tries > 0 && trialValue > lowValue + rounding);
            if (!isWorse && Math.Abs(at) <= -Curvature * slope)
            {
                return true;
            }

            if (isWorse || at >= 0)
            {
                high = step;
                highValue = double.IsNaN(at) ? double.PositiveInfinity : trialValue;
                highSlope = at;
                if (!isWorse)
                {
                    (low, high) = (step, low);
                    (lowValue, highValue) = (trialValue, lowValue);
                    (lowSlope, highSlope) = (at, lowSlope);
                }
            }
            else
            {
                low = step;
                lowValue = trialValue;
                lowSlope = at;
            }

            if (double.IsPositiveInfinity(high))
            {
                step *= 4;
                continue;
            }

            step = Interpolate(low, lowValue, lowSlope, high, highValue, highSlope);
            if (Math.Abs(high - low) < 1e-12 * Math.Max(1, low))
            {
                break;
            }
        }

        if (low <= 0)
        {
            return false;
        }

        Evaluate(low, ref spent);
        return true;
    }

    // The minimum of the cubic through both ends, kept away from them; the middle when an end has no value.
    private static double Interpolate(double low, double lowValue, double lowSlope, double high, double highValue, double highSlope)
    {
        double width = high - low;
        double middle = low + (width / 2);
        if (!double.IsFinite(highValue) || !double.IsFinite(highSlope))
        {
            return low + (width / 4);
        }

        double first = lowSlope + highSlope - (3 * (lowValue - highValue) / (low - high));
        double square = (first * first) - (lowSlope * highSlope);
        if (!(square >= 0))
        {
            return middle;
        }

        double second = Math.Sign(width) * Math.Sqrt(square);
        double cubic = high - (width * (highSlope + second - first) / (highSlope - lowSlope + (2 * second)));
        double near = low + (0.1 * width);
        double far = low + (0.9 * width);
        return double.IsNaN(cubic) ? middle : Math.Clamp(cubic, Math.Min(near, far), Math.Max(near, far));
    }

    // H := (I − ρsyᵀ)H(I − ρysᵀ) + ρssᵀ; the first time H is scaled to yᵀs/yᵀy beforehand.
    private void Update(bool isFresh)
    {
        double curvature = 0;
        double square = 0;
        for (int index = 0; index < count; index++)
        {
            direction[index] = trial[index] - Point[index];
            change[index] = trialGradient[index] - Gradient[index];
            curvature += direction[index] * change[index];
            square += change[index] * change[index];
        }

        trial.CopyTo(Point, 0);
        trialGradient.CopyTo(Gradient, 0);
        Value = trialValue;
        if (!(curvature > 1e-14 * Math.Sqrt(square) * Length(direction)))
        {
            return;
        }

        if (isFresh)
        {
            Reset(curvature / square);
        }

        double quadratic = 0;
        for (int row = 0; row < count; row++)
        {
            product[row] = VectorProducts.Dot(inverse.AsSpan(row * count, count), change);
            quadratic += product[row] * change[row];
        }

        double weight = (1 + (quadratic / curvature)) / curvature;
        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column < count; column++)
            {
                inverse[(row * count) + column] += (weight * direction[row] * direction[column])
                    - (((product[row] * direction[column]) + (direction[row] * product[column])) / curvature);
            }
        }
    }

    private static double Length(double[] vector) => Math.Sqrt(VectorProducts.Dot(vector, vector));
}
