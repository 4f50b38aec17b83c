using System.Globalization;

namespace Lmm.Printing;

/// <summary>Numbers as C's <c>printf</c> writes them.</summary>
internal static class CFormat
{
    /// <summary><c>%.{decimals}f</c>.</summary>
    public static string Fixed(double value, int decimals)
    {
        if (!double.IsFinite(value))
        {
            return NotFinite(value);
        }

        ExactDecimal expansion = new(value);
        int kept = expansion.IsZero ? -1 : expansion.Exponent + 1 + decimals;
        string digits = "";
        if (kept >= 0)
        {
            (string rounded, int exponent) = expansion.Round(kept);
            digits = exponent > expansion.Exponent ? rounded.PadRight(kept + 1, '0') : rounded;
        }

        digits = digits.PadLeft(decimals + 1, '0');
        string sign = double.IsNegative(value) ? "-" : "";
        return decimals == 0 ? sign + digits : $"{sign}{digits[..^decimals]}.{digits[^decimals..]}";
    }

    /// <summary><c>%.{decimals}e</c>: an exponent of two digits at least.</summary>
    public static string Scientific(double value, int decimals)
    {
        if (!double.IsFinite(value))
        {
            return NotFinite(value);
        }

        (string digits, int exponent) = new ExactDecimal(value).Round(decimals + 1);
        string sign = double.IsNegative(value) ? "-" : "";
        string fraction = decimals == 0 ? "" : "." + digits[1..];
        string power = Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
        return $"{sign}{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{power}";
    }

    /// <summary><c>%.{digits}g</c>: fixed or scientific by size, trailing zeros dropped; what R's <c>formatC</c> writes by default.</summary>
    public static string General(double value, int digits)
    {
        if (!double.IsFinite(value))
        {
            return NotFinite(value);
        }

        int precision = Math.Max(digits, 1);
        int exponent = new ExactDecimal(value).Round(precision).Exponent;
        if (exponent >= -4 && exponent < precision)
        {
            return WithoutTrailingZeros(Fixed(value, precision - 1 - exponent));
        }

        string scientific = Scientific(value, precision - 1);
        int mark = scientific.IndexOf('e', StringComparison.Ordinal);
        return WithoutTrailingZeros(scientific[..mark]) + scientific[mark..];
    }

    private static string WithoutTrailingZeros(string number)
        => number.Contains('.', StringComparison.Ordinal) ? number.TrimEnd('0').TrimEnd('.') : number;

    private static string NotFinite(double value) => double.IsNaN(value) ? "NaN" : value > 0 ? "Inf" : "-Inf";
}
