namespace Lmm.Distributions;

/// <summary>
/// The regularised incomplete beta function for parameters from one half to hundreds of thousands. MathNet.Numerics has
/// it too, but by differences of log-gamma functions, which for the degrees of freedom of a large data set leave eight
/// digits or fewer, and with a bounded number of terms.
/// </summary>
internal static class IncompleteBeta
{
    private const int MostTerms = 100_000;

    /// <summary>I(x; a, b), accurate relative to itself where it is small.</summary>
    /// <param name="x">The argument, 0 to 1.</param>
    /// <param name="y">1 − x, given apart so that neither loses digits.</param>
    /// <param name="a">The first parameter, positive.</param>
    /// <param name="b">The second parameter, positive.</param>
    public static double Regularized(double x, double y, double a, double b)
    {
        if (x <= 0 || y <= 0)
        {
            return x <= 0 ? 0 : 1;
        }

        return (a * y) - (b * x) >= 0 ? ByContinuedFraction(x, y, a, b) : 1 - ByContinuedFraction(y, x, b, a);
    }

    // DiDonato and Morris, ACM Trans. Math. Softw. 18, 1992, eq. 9, by Lentz's method:
    //   I = xᵃ yᵇ / B(a, b) · α1/(β1 + α2/(β2 + …)), with λ = ay − bx in place of 1 − … so that nothing cancels.
    private static double ByContinuedFraction(double x, double y, double a, double b)
    {
        double lambda = (a * y) - (b * x);
        double fraction = a / (a + 1) * (lambda + 1);
        double c = fraction;
        double d = 0;
        for (int n = 1; n <= MostTerms; n++)
        {
            double odd = a + (2 * n) - 1;
            double alpha = (a + n - 1) / odd * ((a + b + n - 1) / odd) * n * (b - n) * x * x;
            double beta = n + (n * (b - n) * x / odd) + ((a + n) / (odd + 2) * (lambda + 1 + (n * (1 + y))));
            d = 1 / (beta + (alpha * d));
            c = beta + (alpha / c);
            double factor = c * d;
            fraction *= factor;
            if (Math.Abs(factor - 1) <= 1e-16)
            {
                break;
            }
        }

        return PowerTerm(x, y, a, b) / fraction;
    }

    // xᵃ yᵇ / B(a, b) by Loader's saddle-point expansion (C. Loader, "Fast and accurate computation of binomial probabilities", 2000).
    private static double PowerTerm(double x, double y, double a, double b)
    {
        double n = a + b;
        double exponent = Stirling.Error(n) - Stirling.Error(a) - Stirling.Error(b) - Deviance(a, n * x) - Deviance(b, n * y);
        return Math.Sqrt(a * b / (2 * Math.PI * n)) * Math.Exp(exponent);
    }

    // x log(x/m) + m − x, by a series where x is near m.
    private static double Deviance(double x, double m)
    {
        if (Math.Abs(x - m) >= 0.1 * (x + m))
        {
            return (x * Math.Log(x / m)) + m - x;
        }

        double v = (x - m) / (x + m);
        double sum = (x - m) * v;
        double power = 2 * x * v;
        for (int j = 1; ; j++)
        {
            power *= v * v;
            double next = sum + (power / ((2 * j) + 1));
            if (next == sum)
            {
                return next;
            }

            sum = next;
        }
    }
}
