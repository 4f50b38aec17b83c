using System.Buffers;
using System.Globalization;

namespace Lmm.Reading;

/// <summary>Reads numbers from UTF-8 text, correctly rounded.</summary>
internal static class Utf8Number
{
    private const int SafeDigits = 18;
    private const double LargestExact = 9007199254740992;

    private static readonly SearchValues<byte> WholeCharacters = SearchValues.Create("+-0123456789"u8);
    private static readonly NumberFormatInfo CommaFormat = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

    /// <summary>Reads a whole number: an optional sign and digits, of up to 64 bits.</summary>
    public static bool TryReadWhole(ReadOnlySpan<byte> text, out long value)
        => TryReadPlainWhole(text, out value) || (PlainNumber.MayDiffer(text) && TryReadPlainWhole(PlainNumber.Of(text), out value));

    private static bool TryReadPlainWhole(ReadOnlySpan<byte> text, out long value)
    {
        int start = text.Length > 0 && text[0] is (byte)'-' or (byte)'+' ? 1 : 0;
        int digits = text.Length - start;
        value = 0;
        if (digits is 0 or > SafeDigits)
        {
            return digits > SafeDigits && !EndsWithNul(text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
        }

        for (int i = start; i < text.Length; i++)
        {
            uint digit = (uint)(text[i] - '0');
            if (digit > 9)
            {
                return false;
            }

            value = (value * 10) + digit;
        }

        value = text[0] == (byte)'-' ? -value : value;
        return true;
    }

    /// <summary>
    /// Reads a number in decimal or scientific notation, or an infinity (<c>Inf</c>, <c>Infinity</c>) or <c>NaN</c> in any
    /// case. Whole numbers of more than 64 bits are none: as doubles different ones would be equal.
    /// </summary>
    public static bool TryReadReal(ReadOnlySpan<byte> text, bool decimalComma, out double value)
    {
        return TryReadNumber(text, decimalComma, out value) && !IsLongWhole(text);
    }

    /// <summary>As <see cref="TryReadReal"/>, whole numbers of any length included.</summary>
    public static bool TryReadNumber(ReadOnlySpan<byte> text, bool decimalComma, out double value)
        => TryReadPlainNumber(text, decimalComma, out value) || (PlainNumber.MayDiffer(text) && TryReadPlainNumber(PlainNumber.Of(text), decimalComma, out value));

    private static bool TryReadPlainNumber(ReadOnlySpan<byte> text, bool decimalComma, out double value)
        => (double.TryParse(text, NumberStyles.Float, Format(decimalComma), out value) && !EndsWithNul(text)) || TryReadInfinity(text, out value);

    /// <summary>Reads a whole number that is written as a real one, such as <c>3.0</c>, where doubles tell whole numbers apart.</summary>
    public static bool TryReadWholeValue(ReadOnlySpan<byte> text, bool decimalComma, out long value)
    {
        bool isWhole = TryReadReal(text, decimalComma, out double real) && Math.Floor(real) == real && Math.Abs(real) <= LargestExact;
        value = isWhole ? (long)real : 0;
        return isWhole;
    }

    /// <summary>The format of numbers with a point or a comma.</summary>
    public static NumberFormatInfo Format(bool decimalComma) => decimalComma ? CommaFormat : NumberFormatInfo.InvariantInfo;

    // The framework's parsers pass over zeros at the end, as of strings in C.
    private static bool EndsWithNul(ReadOnlySpan<byte> text) => text.EndsWith((byte)0);

    // R writes infinities so.
    private static bool TryReadInfinity(ReadOnlySpan<byte> text, out double value)
    {
        value = text.Length > 0 && text[0] == (byte)'-' ? double.NegativeInfinity : double.PositiveInfinity;
        ReadOnlySpan<byte> letters = text.Length > 0 && text[0] is (byte)'-' or (byte)'+' ? text[1..] : text;
        return letters.Length == 3 && (letters[0] | 0x20) == 'i' && (letters[1] | 0x20) == 'n' && (letters[2] | 0x20) == 'f';
    }

    /// <summary>True for whole numbers of more than 64 bits.</summary>
    public static bool IsLongWhole(ReadOnlySpan<byte> text)
        => text.Length > SafeDigits
            && !text.ContainsAnyExcept(WholeCharacters)
            && !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
}
