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

        return T.TryParse(text, CultureInfo.InvariantCulture, out value);
    }
}
