using Lmm.Kernels;

namespace Lmm.Solver.Optimization;

/// <summary>
/// What must be added to the expected Hessian for the differences of gradients seen so far: the damped BFGS update of the sum, from which the
/// expected Hessian is taken off again.
/// </summary>
/// <remarks>Source: Dennis, Gay &amp; Welsch, ACM Trans. Math. Softw. 7(3), 1981; damping: Nocedal &amp; Wright, 2nd ed., procedure 18.2.</remarks>
internal sealed class SecantCorrection(int count)
{
    private const double LeastCurvature = 0.2;

    private readonly double[] _correction = new double[count * count];
    private readonly double[] _corrected = new double[count * count];
    private readonly double[] _step = new double[count];
    private readonly double[] _change = new double[count];
    private readonly double[] _predicted = new double[count];

    /// <summary>True when nothing has been learnt since <see cref="Clear"/>.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>Forgets what has been learnt.</summary>
    public void Clear()
    {
        Array.Clear(_correction);
        IsEmpty = true;
    }

    /// <summary>The expected Hessian plus the correction; overwritten by the next call.</summary>
    public ReadOnlySpan<double> Corrected(ReadOnlySpan<double> expected)
    {
        for (int index = 0; index < _corrected.Length; index++)
        {
            _corrected[index] = expected[index] + _correction[index];
        }

        return _corrected;
    }

    /// <summary>Learns from a step between two points; <paramref name="expected"/> is the expected Hessian at its end.</summary>
    public void Learn(ReadOnlySpan<double> expected, ReadOnlySpan<double> from, ReadOnlySpan<double> to, ReadOnlySpan<double> gradientBefore, ReadOnlySpan<double> gradientAfter)
    {
        IsEmpty = false;
        for (int index = 0; index < count; index++)
        {
            _step[index] = to[index] - from[index];
            _change[index] = gradientAfter[index] - gradientBefore[index];
        }

        double quadratic = Predict(Corrected(expected));
        if (!(quadratic > 0))
        {
            expected.CopyTo(_corrected);
            quadratic = Predict(expected);
            if (!(quadratic > 0))
            {
                Array.Clear(_correction);
                return;
            }
        }

        double observed = LevelBlock.Dot(_step, _change);
        if (observed < LeastCurvature * quadratic)
        {
            double share = (1 - LeastCurvature) * quadratic / (quadratic - observed);
            for (int index = 0; index < count; index++)
            {
                _change[index] = _predicted[index] + (share * (_change[index] - _predicted[index]));
            }

            observed = LevelBlock.Dot(_step, _change);
        }

        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column < count; column++)
            {
                int entry = (row * count) + column;
                double updated = _corrected[entry] - (_predicted[row] * _predicted[column] / quadratic) + (_change[row] * _change[column] / observed);
                _correction[entry] = updated - expected[entry];
            }
        }
    }

    // predicted := Bs; returns sᵀBs.
    private double Predict(ReadOnlySpan<double> matrix)
    {
        for (int row = 0; row < count; row++)
        {
            _predicted[row] = LevelBlock.Dot(matrix.Slice(row * count, count), _step);
        }

        return LevelBlock.Dot(_step, _predicted);
    }
}
