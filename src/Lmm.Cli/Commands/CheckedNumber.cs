using System.CommandLine.Parsing;
using System.Globalization;

namespace Lmm.Cli.Commands;

/// <summary>Reads the numbers that options have, and refuses others by the option's name, what it must be and what was given.</summary>
internal static class CheckedNumber
{
    /// <summary>A whole number that is not too small.</summary>
    public static Func<ArgumentResult, int?> Count(string name, int least) => Of(
        name,
        $"a whole number from {least}",
        text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least ? value : (int?)null);

    /// <summary>A whole number of either sign.</summary>
    public static Func<ArgumentResult, long?> Whole(string name) => Of(
        name,
        "a whole number",
        static text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : (long?)null);

    /// <summary>A number between 0 and 1.</summary>
    /// <param name="name">The option.</param>
    /// <param name="example">One that is, as it is written.</param>
    public static Func<ArgumentResult, double?> Share(string name, string example) => Of(
        name,
        $"between 0 and 1, such as {example}",
        static text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value > 0 && value < 1 ? value : (double?)null);

    private static Func<ArgumentResult, T?> Of<T>(string name, string what, Func<string, T?> read)
        where T : struct
        => given =>
        {
            if (given.Tokens is [{ Value: var text }] && read(text) is { } value)
            {
                return value;
            }

            given.AddError($"{name} must be {what}, not '{string.Join(' ', given.Tokens.Select(static token => token.Value))}'");
            return null;
        };
}
