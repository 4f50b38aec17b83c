using System.ComponentModel;

namespace Lmm;

/// <summary>
/// The functions of the formula language, and the power operator, with R's meaning. Generated code and formulas given
/// at run time both compute through them, so that they give the same bits.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ElementaryFunctions
{
    /// <summary>Natural logarithm.</summary>
    public static double Log(double x) => Math.Log(x);

    /// <summary>Logarithm to base 2.</summary>
    public static double Log2(double x) => Math.Log2(x);

    /// <summary>Logarithm to base 10.</summary>
    public static double Log10(double x) => Math.Log10(x);

    /// <summary>log(1 + x), exact to rounding for small x too.</summary>
    public static double Log1p(double x)
    {
        double sum = 1 + x;
        if (sum <= 0 || !double.IsFinite(sum))
        {
            return Math.Log(sum);
        }

        // sum lost (sum - 1) - x of 1 + x to rounding; log(s + d) = log(s) + d/s to first order.
        return Math.Log(sum) - ((sum - 1 - x) / sum);
    }

    /// <summary>Exponential.</summary>
    public static double Exp(double x) => Math.Exp(x);

    /// <summary>exp(x) − 1, exact to rounding for small x too.</summary>
    /// <remarks>Kahan's method: Higham, <i>Accuracy and Stability of Numerical Algorithms</i>, 2nd ed., section 1.14.1.</remarks>
    public static double Expm1(double x)
    {
        if (Math.Abs(x) > 1)
        {
            return Math.Exp(x) - 1;
        }

        double power = Math.Exp(x);
        return power == 1 ? x : (power - 1) * (x / Math.Log(power));
    }

    /// <summary>Square root.</summary>
    public static double Sqrt(double x) => Math.Sqrt(x);

    /// <summary>Absolute value.</summary>
    public static double Abs(double x) => Math.Abs(x);

    /// <summary>x − y·⌊x/y⌋, the remainder with the sign of the divisor: R's <c>%%</c>. NaN for a divisor of zero.</summary>
    public static double Modulo(double x, double y)
    {
        if (y == 0)
        {
            return double.NaN;
        }

        // The quotient of large numbers is rounded, so that what is left may hold the divisor once more.
        double rest = x - (Math.Floor(x / y) * y);
        return rest - (Math.Floor(rest / y) * y);
    }

    /// <summary>⌊x/y⌋: R's <c>%/%</c>. Infinite or NaN for a divisor of zero.</summary>
    public static double IntegerQuotient(double x, double y)
    {
        double quotient = x / y;
        if (y == 0 || !double.IsFinite(quotient))
        {
            return quotient;
        }

        double whole = Math.Floor(quotient);
        return whole + Math.Floor((x - (whole * y)) / y);
    }

    /// <summary>R's <c>&lt;</c>: one where it holds and zero where it does not; NaN where a number is missing.</summary>
    public static double Less(double x, double y) => Truth(x < y, x, y);

    /// <summary>R's <c>&lt;=</c>: one where it holds and zero where it does not; NaN where a number is missing.</summary>
    public static double LessOrEqual(double x, double y) => Truth(x <= y, x, y);

    /// <summary>R's <c>&gt;</c>: one where it holds and zero where it does not; NaN where a number is missing.</summary>
    public static double Greater(double x, double y) => Truth(x > y, x, y);

    /// <summary>R's <c>&gt;=</c>: one where it holds and zero where it does not; NaN where a number is missing.</summary>
    public static double GreaterOrEqual(double x, double y) => Truth(x >= y, x, y);

    /// <summary>R's <c>==</c>: one where it holds and zero where it does not; NaN where a number is missing.</summary>
    public static double Equal(double x, double y) => Truth(x == y, x, y);

    /// <summary>R's <c>!=</c>: one where it holds and zero where it does not; NaN where a number is missing.</summary>
    public static double NotEqual(double x, double y) => Truth(x != y, x, y);

    /// <summary>R's <c>&amp;</c>: one where it holds and zero where it does not; NaN where a number is missing.</summary>
    public static double And(double x, double y) => Truth(x != 0 && y != 0, x, y);

    /// <summary>R's <c>|</c>: one where it holds and zero where it does not; NaN where a number is missing.</summary>
    public static double Or(double x, double y) => Truth(x != 0 || y != 0, x, y);

    /// <summary>R's <c>!</c>: one for zero, zero for other numbers; NaN where the number is missing.</summary>
    public static double Not(double x) => Truth(x == 0, x, x);

    /// <summary>x raised to y; the square is x·x, as R computes it.</summary>
    public static double Power(double x, double y) => y == 2 ? x * x : Math.Pow(x, y);

    private static double Truth(bool holds, double x, double y) => double.IsNaN(x) || double.IsNaN(y) ? double.NaN : holds ? 1 : 0;
}
