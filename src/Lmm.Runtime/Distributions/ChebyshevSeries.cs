using System.Runtime.CompilerServices;

namespace Lmm.Distributions;

/// <summary>A smooth function on an interval as a series of Chebyshev's polynomials.</summary>
/// <remarks>Source: Trefethen, Approximation Theory and Approximation Practice, SIAM, 2013: the series through values at the zeros of a polynomial; Clenshaw's recurrence.</remarks>
internal sealed class ChebyshevSeries
{
    private readonly double[] _coefficients;
    private readonly double _middle;
    private readonly double _scale;

    /// <summary>Takes the series through values of a function.</summary>
    /// <param name="function">The function.</param>
    /// <param name="lower">Where the interval begins.</param>
    /// <param name="upper">Where it ends, above.</param>
    /// <param name="points">How many values are taken.</param>
    public ChebyshevSeries(Func<double, double> function, double lower, double upper, int points)
    {
        _middle = (lower + upper) / 2;
        _scale = 4 / (upper - lower);
        var values = new double[points];
        for (int point = 0; point < points; point++)
        {
            values[point] = function(_middle + (2 * Math.Cos(Math.PI * (point + 0.5) / points) / _scale));
        }

        _coefficients = new double[points];
        for (int n = 0; n < points; n++)
        {
            double sum = 0;
            for (int point = 0; point < points; point++)
            {
                sum += values[point] * Math.Cos(Math.PI * n * (point + 0.5) / points);
            }

            _coefficients[n] = sum * (n == 0 ? 1.0 : 2.0) / points;
        }
    }

    /// <summary>The largest of the last few coefficients: what the series leaves out is about as large where these fall.</summary>
    /// <param name="count">How many.</param>
    public double Last(int count) => _coefficients.AsSpan(^count..).ToArray().Max(Math.Abs);

    /// <summary>The function at a place in the interval.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double At(double place)
    {
        double[] coefficients = _coefficients;
        double x = (place - _middle) * _scale;
        double next = 0;
        double afterNext = 0;
        for (int n = coefficients.Length - 1; n > 0; n--)
        {
            (next, afterNext) = (coefficients[n] + (x * next) - afterNext, next);
        }

        return coefficients[0] + (x / 2 * next) - afterNext;
    }
}
