using System.Globalization;
using Lmm.Formula.Syntax;

namespace Lmm.Variables;

/// <summary>How the values of a factor are written: the same on every machine.</summary>
internal static class LevelLabel
{
    private const int MostListed = 12;

    /// <summary>The label of a value: truth values and floating-point numbers as R writes them, dates by ISO 8601, all else by the invariant culture.</summary>
    public static string Of<T>(T value) => value switch
    {
        string text => text,
        double number => NumberText.Of(number),
        bool truth => truth ? "TRUE" : "FALSE",
        DateOnly date => date.ToString("O", CultureInfo.InvariantCulture),
        DateTime time => Everywhere(time).ToString("O", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? "",
    };

    /// <summary>A time that is the same on every machine: local times as universal ones, all others as they are.</summary>
    public static DateTime Everywhere(DateTime time) => time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : time;

    /// <summary>The labels one after another; of many just the first.</summary>
    public static string List(IReadOnlyCollection<string> labels)
        => labels.Count <= MostListed
            ? string.Join(", ", labels)
            : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", labels.Take(MostListed))}, … {labels.Count} in all");
}
