using System.Globalization;

namespace Service.Endpoints;

/// <summary>What the query of a request says, with messages that say what it may.</summary>
internal static class Query
{
    /// <summary>The choice of that name; the usual one where none is given.</summary>
    /// <exception cref="BadHttpRequestException">There is no such choice.</exception>
    public static TEnum Choice<TEnum>(string name, string? text, TEnum usual)
        where TEnum : struct, Enum
    {
        if (text is null)
        {
            return usual;
        }

        string[] names = Enum.GetNames<TEnum>();
        return names.Contains(text, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse<TEnum>(text, ignoreCase: true)
            : throw new BadHttpRequestException($"{name} must be one of {string.Join(", ", names)}.");
    }

    /// <summary>The numbers of that name.</summary>
    /// <exception cref="BadHttpRequestException">One is no finite number.</exception>
    public static double[] Numbers(string name, string[] texts)
        => Array.ConvertAll(texts, text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : throw new BadHttpRequestException($"{name} must be finite numbers, with a point where there are decimals."));
}
