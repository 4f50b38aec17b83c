using System.Globalization;
using System.Numerics;
using System.Text;

namespace Lmm.Printing;

/// <summary>
/// The exact decimal expansion of a positive double, rounded to any digit with ties to even, as C's <c>printf</c> does.
/// .NET's own formatting rounds ties away from zero and so differs from R's on values such as 0.125.
/// </summary>
internal readonly struct ExactDecimal
{
    private const int MantissaBits = 52;
    private const int ExponentBias = 1075;

    private readonly string _digits;

    /// <summary>Expands a finite double; its sign is dropped.</summary>
    public ExactDecimal(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(Math.Abs(value));
        int exponentField = (int)(bits >> MantissaBits);
        BigInteger mantissa = (bits & ((1L << MantissaBits) - 1)) | (exponentField == 0 ? 0 : 1L << MantissaBits);
        int binaryExponent = Math.Max(exponentField, 1) - ExponentBias;

        // m 2^e = m 5^-e 10^e for negative e.
        BigInteger whole = binaryExponent >= 0 ? mantissa << binaryExponent : mantissa * BigInteger.Pow(5, -binaryExponent);
        _digits = whole.ToString(CultureInfo.InvariantCulture);
        Exponent = _digits.Length - 1 + Math.Min(binaryExponent, 0);
    }

    /// <summary>The power of ten of the first digit; meaningless for zero.</summary>
    public int Exponent { get; }

    /// <summary>True for zero.</summary>
    public bool IsZero => _digits == "0";

    /// <summary>The first <paramref name="count"/> digits, rounded; the exponent rises by one when rounding carries over.</summary>
    /// <param name="count">The number of digits; not positive when only a carry can remain.</param>
    public (string Digits, int Exponent) Round(int count)
    {
        if (count < 0 || IsZero)
        {
            return (new string('0', Math.Max(count, 0)), IsZero ? 0 : Exponent);
        }

        if (count >= _digits.Length)
        {
            return (_digits.PadRight(count, '0'), Exponent);
        }

        StringBuilder kept = new(_digits, 0, count, count + 1);
        if (!RoundsUp(count))
        {
            return (kept.ToString(), Exponent);
        }

        for (int i = count - 1; i >= 0; i--)
        {
            if (kept[i] != '9')
            {
                kept[i]++;
                return (kept.ToString(), Exponent);
            }

            kept[i] = '0';
        }

        return (kept.Insert(0, '1').ToString(0, Math.Max(count, 1)), Exponent + 1);
    }

    private bool RoundsUp(int count)
    {
        char next = _digits[count];
        if (next != '5' || _digits.AsSpan(count + 1).ContainsAnyExcept('0'))
        {
            return next >= '5';
        }

        return count > 0 && (_digits[count - 1] - '0') % 2 == 1;
    }
}
