using System.Globalization;

namespace Lmm.Printing;

/// <summary>Rounding to decimals and to significant digits as R does it.</summary>
internal static class Rounding
{
    private const int DoubleDigits = 15;
    private const int ExactPowersOfTen = 22;

    /// <summary>
    /// The nearer of the two neighbouring numbers of that many decimals, of two equally near ones that with the even
    /// last digit (the algorithm of R 4.0.0's <c>round</c>).
    /// </summary>
    public static double ToDecimals(double value, double decimals)
    {
        int places = (int)Math.Floor(decimals + 0.5);
        if (!double.IsFinite(value) || value == 0)
        {
            return value;
        }

        return value < 0 ? -Positive(-value, places) : Positive(value, places);
    }

    /// <summary>The vector rounded so that its largest element shows that many digits (R's <c>zapsmall</c>).</summary>
    public static double[] ZapSmall(ReadOnlySpan<double> values, int digits)
    {
        double largest = 0;
        foreach (double value in values)
        {
            largest = double.IsNaN(value) ? largest : Math.Max(largest, Math.Abs(value));
        }

        double decimals = largest > 0 ? Math.Max(0, digits - Math.Log10(largest)) : digits;
        double[] zapped = new double[values.Length];
        for (int i = 0; i < zapped.Length; i++)
        {
            zapped[i] = ToDecimals(values[i], decimals);
        }

        return zapped;
    }

    /// <summary>The number rounded to that many significant digits (R's <c>signif</c>).</summary>
    public static double ToSignificant(double value, int digits)
    {
        if (!double.IsFinite(value) || value == 0)
        {
            return value;
        }

        double magnitude = Math.Abs(value);
        int shift = digits - 1 - (int)Math.Floor(Math.Log10(magnitude));
        if (Math.Abs(shift) > ExactPowersOfTen)
        {
            return double.Parse(CFormat.Scientific(value, digits - 1), CultureInfo.InvariantCulture);
        }

        double power = Math.Pow(10, Math.Abs(shift));
        double rounded = shift >= 0 ? Math.Round(magnitude * power) / power : Math.Round(magnitude / power) * power;
        return Math.CopySign(rounded, value);
    }

    private static double Positive(double value, int places)
    {
        const double Log10Of2 = 0.301029995663981195;
        if (places == 0)
        {
            return Math.Round(value, MidpointRounding.ToEven);
        }

        if (places + ((Math.ILogB(value) + 0.5) * Log10Of2) > DoubleDigits)
        {
            return value;
        }

        double power = Math.Pow(10, Math.Abs(places));
        double scaled = places > 0 ? value * power : value / power;
        double floor = Math.Floor(scaled);
        double below = places > 0 ? floor / power : floor * power;
        double above = places > 0 ? Math.Ceiling(scaled) / power : Math.Ceiling(scaled) * power;
        double down = value - below;
        double up = above - value;
        return down < up || (down == up && floor % 2 == 0) ? below : above;
    }
}
