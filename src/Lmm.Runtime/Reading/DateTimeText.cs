using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Lmm.Reading;

/// <summary>Reads values from text, times so that they are the same on every machine.</summary>
internal static class DateTimeText
{
    /// <summary>
    /// Reads a value. A <see cref="DateTime"/> with an offset or Z becomes universal time, one without stays unspecified; a
    /// <see cref="DateTimeOffset"/> keeps its offset, and has the offset zero where none is written.
    /// </summary>
    public static bool TryParse<T>(string text, [MaybeNullWhen(false)] out T value)
        where T : IParsable<T>
    {
        if (typeof(T) == typeof(DateTime))
        {
            bool isTime = DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out DateTime time);
            value = (T)(object)time;
            return isTime;
        }

        if (typeof(T) == typeof(DateTimeOffset))
        {
            bool isTime = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time);
            value = (T)(object)time;
            return isTime;
        }

        if (typeof(T) == typeof(DateOnly) && TryDay(text, out DateOnly day))
        {
            value = (T)(object)day;
            return true;
        }

        return T.TryParse(text, CultureInfo.InvariantCulture, out value);
    }

    // The usual form, which the framework's parser takes for one of many.
    private static bool TryDay(string text, out DateOnly day)
    {
        if (text is [_, _, _, _, '-', _, _, '-', _, _]
            && TryWhole(text.AsSpan(0, 4), out int year) && TryWhole(text.AsSpan(5, 2), out int month) && TryWhole(text.AsSpan(8, 2), out int number)
            && year > 0 && month is >= 1 and <= 12 && number >= 1 && number <= DateTime.DaysInMonth(year, month))
        {
            day = new DateOnly(year, month, number);
            return true;
        }

        day = default;
        return false;
    }

    private static bool TryWhole(ReadOnlySpan<char> digits, out int whole)
    {
        whole = 0;
        foreach (char digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }

            whole = (10 * whole) + (digit - '0');
        }

        return true;
    }
}
