namespace Lmm.Solver;

/// <summary>
/// What must be added to the expected Hessian for the differences of gradients seen so far: the damped BFGS update of the sum, from which the
/// expected Hessian is taken off again.
/// </summary>
/// <remarks>Source: Dennis, Gay &amp; Welsch, ACM Trans. Math. Softw. 7(3), 1981; damping: Nocedal &amp; Wright, 2nd ed., procedure 18.2.</remarks>
internal sealed class SecantCorrection(int count)
{
    private const double LeastCurvature = 0.2;

    private readonly double[] correction = new double[count * count];
    private readonly double[] corrected = new double[count * count];
    private readonly double[] step = new double[count];
    private readonly double[] change = new double[count];
    private readonly double[] predicted = new double[count];

    /// <summary>True when nothing has been learnt since <see cref="Clear"/>.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>Forgets what has been learnt.</summary>
    public void Clear()
    {
        Array.Clear(correction);
        IsEmpty = true;
    }

    /// <summary>The expected Hessian plus the correction; overwritten by the next call.</summary>
    public ReadOnlySpan<double> Corrected(ReadOnlySpan<double> expected)
    {
        for (int index = 0; index < corrected.Length; index++)
        {
            corrected[index] = expected[index] + correction[index];
        }

        return corrected;
    }

    /// <summary>Learns from a step between two points; <paramref name="expected"/> is the expected Hessian at its end.</summary>
    public void Learn(ReadOnlySpan<double> expected, ReadOnlySpan<double> from, ReadOnlySpan<double> to, ReadOnlySpan<double> gradientBefore, ReadOnlySpan<double> gradientAfter)
    {
        IsEmpty = false;
        for (int index = 0; index < count; index++)
        {
            step[index] = to[index] - from[index];
            change[index] = gradientAfter[index] - gradientBefore[index];
        }

        double quadratic = Predict(Corrected(expected));
        if (!(quadratic > 0))
        {
            expected.CopyTo(corrected);
            quadratic = Predict(expected);
            if (!(quadratic > 0))
            {
                Array.Clear(correction);
                return;
            }
        }

        double observed = LevelBlock.Dot(step, change);
        if (observed < LeastCurvature * quadratic)
        {
            double share = (1 - LeastCurvature) * quadratic / (quadratic - observed);
            for (int index = 0; index < count; index++)
            {
                change[index] = predicted[index] + (share * (change[index] - predicted[index]));
            }

            observed = LevelBlock.Dot(step, change);
        }

        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column < count; column++)
            {
                int entry = (row * count) + column;
                double updated = corrected[entry] - (predicted[row] * predicted[column] / quadratic) + (change[row] * change[column] / observed);
                correction[entry] = updated - expected[entry];
            }
        }
    }

    // predicted := Bs; returns sᵀBs.
    private double Predict(ReadOnlySpan<double> matrix)
    {
        for (int row = 0; row < count; row++)
        {
            predicted[row] = LevelBlock.Dot(matrix.Slice(row * count, count), step);
        }

        return LevelBlock.Dot(step, predicted);
    }
}
