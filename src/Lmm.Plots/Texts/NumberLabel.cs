using System.Globalization;

namespace Lmm.Plots.Texts;

/// <summary>Numbers as pictures show them.</summary>
internal static class NumberLabel
{
    private const char Minus = '\u2212';

    // Numbers that are told apart by later digits are longer with an exponent than without.
    private const int MostDigits = 4;

    private const double MostWhole = 1e15;

    /// <summary>A number with a count of decimals.</summary>
    public static string Fixed(double value, int decimals)
        => Signed(Math.Round(value, Math.Min(decimals, 15)).ToString($"F{decimals}", CultureInfo.InvariantCulture));

    /// <summary>A number with three significant digits, as sentences have it.</summary>
    public static string Short(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "NA" : value > 0 ? "∞" : $"{Minus}∞";
        }

        double size = Math.Abs(value);
        return size is 0 or (>= 1e-3 and < 1e6)
            ? Fixed(value, size == 0 ? 0 : Math.Clamp(2 - (int)Math.Floor(Math.Log10(size)), 0, 5))
            : Signed(value.ToString("0.##E0", CultureInfo.InvariantCulture).Replace("E-", $"e{Minus}", StringComparison.Ordinal).Replace("E", "e", StringComparison.Ordinal));
    }

    /// <summary>A share in percent, without decimals unless it is small.</summary>
    public static string Share(double share) => $"{(share >= 0.1 || Math.Abs((100 * share) - Math.Round(100 * share)) < 1e-9 ? Fixed(100 * share, 0) : Fixed(100 * share, 1))} %";

    /// <summary>A count with separators of thousands.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>The labels of ticks, all with the same decimals, as many as tell them apart.</summary>
    /// <param name="ticks">The ticks.</param>
    /// <param name="step">The distance from one to the next.</param>
    public static string[] OfTicks(double[] ticks, double step)
    {
        double largest = ticks.Length == 0 ? 0 : ticks.Max(Math.Abs);
        int exponent = (int)Math.Floor(Math.Log10(step) + 1e-9);
        if (largest >= 1e6 || (largest > 0 && largest < 1e-3))
        {
            int power = (int)Math.Floor(Math.Log10(largest) + 1e-9);
            int digits = Decimals(step / Math.Pow(10, power));
            if (digits > MostDigits && largest is >= 1 and < MostWhole)
            {
                return Array.ConvertAll(ticks, tick => Fixed(tick, Decimals(step)));
            }

            return Array.ConvertAll(ticks, tick => tick == 0 ? "0" : $"{Fixed(tick / Math.Pow(10, power), digits)}e{Signed(power.ToString(CultureInfo.InvariantCulture))}");
        }

        int decimals = exponent > 0 ? 0 : Decimals(step);
        return Array.ConvertAll(ticks, tick => Fixed(tick, decimals));
    }

    private static int Decimals(double step)
    {
        int decimals = 0;
        while (decimals < 15 && Math.Abs((step * Math.Pow(10, decimals)) - Math.Round(step * Math.Pow(10, decimals))) > 1e-6 * step * Math.Pow(10, decimals))
        {
            decimals++;
        }

        return decimals;
    }

    // No zero has a sign.
    private static string Signed(string digits)
        => digits.StartsWith('-') ? digits.AsSpan(1).IndexOfAnyInRange('1', '9') < 0 ? digits[1..] : Minus + digits[1..] : digits;
}
