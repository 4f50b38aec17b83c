using System.Globalization;

namespace Lmm.Formula.Syntax;

/// <summary>Numbers as R prints them in labels: at most 15 significant digits, in the shorter of fixed and scientific notation.</summary>
internal static class NumberText
{
    private const int SignificantDigits = 15;

    /// <summary>The number as R's <c>deparse</c> prints it.</summary>
    /// <param name="value">A number that is not NaN.</param>
    public static string Of(double value)
    {
        if (value == 0 || double.IsInfinity(value))
        {
            return value == 0 ? "0" : value > 0 ? "Inf" : "-Inf";
        }

        if (value < 0)
        {
            return "-" + Of(-value);
        }

        // d.ddde±xx with trailing zeros of the mantissa dropped
        string[] parts = value.ToString("E" + (SignificantDigits - 1), CultureInfo.InvariantCulture).Split('E');
        string digits = parts[0].Replace(".", "").TrimEnd('0');
        int exponent = int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

        string scientific = Mantissa(digits) + "e" + (exponent < 0 ? "-" : "+") + Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
        int decimals = Math.Max(0, digits.Length - 1 - exponent);
        int fixedWidth = (exponent >= 0 ? exponent + 1 : 1) + (decimals > 0 ? decimals + 1 : 0);
        return fixedWidth <= scientific.Length ? Fixed(digits, exponent) : scientific;
    }

    private static string Mantissa(string digits) => digits.Length == 1 ? digits : digits[0] + "." + digits.Substring(1);

    private static string Fixed(string digits, int exponent)
    {
        if (exponent < 0)
        {
            return "0." + new string('0', -exponent - 1) + digits;
        }

        return digits.Length <= exponent + 1
            ? digits.PadRight(exponent + 1, '0')
            : digits.Substring(0, exponent + 1) + "." + digits.Substring(exponent + 1);
    }
}
