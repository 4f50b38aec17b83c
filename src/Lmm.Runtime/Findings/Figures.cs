using System.Globalization;
using Lmm.Printing;

namespace Lmm.Findings;

/// <summary>Numbers and names in the sentences of findings.</summary>
internal static class Figures
{
    private const int Digits = 3;
    private const int MostListed = 6;

    /// <summary>A number to three significant digits.</summary>
    public static string Of(double value) => RealFormat.FormatOne(value, Digits);

    /// <summary>A number of things.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number of things with what they are: <c>1 row</c>, <c>12 rows</c>.</summary>
    public static string Count(long count, string one, string many) => $"{Count(count)} {(count == 1 ? one : many)}";

    /// <summary>A p-value as in <c>p = 0.031</c> and <c>p &lt; 2e-16</c>.</summary>
    public static string P(double value) => PValueFormat.FormatAll([value], 2)[0].Trim() is var text && text.StartsWith('<') ? $"p < {text[1..].Trim()}" : $"p = {text}";

    /// <summary>A share in whole percent.</summary>
    public static string Share(double share) => (100 * share).ToString("0", CultureInfo.InvariantCulture) + " %";

    /// <summary>A factor as in <c>1.92</c>.</summary>
    public static string Factor(double factor) => factor < 10 ? factor.ToString("0.00", CultureInfo.InvariantCulture) : Of(factor);

    /// <summary>Names, the first of them where they are many.</summary>
    public static string List(IReadOnlyCollection<string> names) => names.Count <= MostListed
        ? Join([.. names])
        : $"{string.Join(", ", names.Take(MostListed))} and {Count(names.Count - MostListed)} more";

    /// <summary>All of some phrases.</summary>
    public static string Join(string[] phrases) => phrases.Length < 2 ? string.Concat(phrases) : $"{string.Join(", ", phrases[..^1])} and {phrases[^1]}";
}
