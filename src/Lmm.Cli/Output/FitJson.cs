using System.Text.Json;
using Lmm.Cli.Fitting;
using Lmm.Printing;

namespace Lmm.Cli.Output;

/// <summary>A fit as one JSON object: the library's members, the times, and the warnings; <c>docs/cli.md</c> describes them.</summary>
internal static class FitJson
{
    /// <summary>Writes the object.</summary>
    /// <param name="fitted">The fit.</param>
    /// <param name="readTime">What reading the data took.</param>
    /// <param name="filtered">The number of rows that a condition left out; null where there is none.</param>
    public static string Write(FittedModel fitted, TimeSpan readTime, int? filtered) => JsonText.Object(json =>
    {
        fitted.Fit.WriteJsonMembers(json);
        json.WriteFiltered(filtered);
        WriteSeconds(json, readTime, fitted);
        json.WriteWarnings(fitted.Warnings);
    });

    /// <summary>Writes the member with the warnings.</summary>
    public static void WriteWarnings(this Utf8JsonWriter json, IEnumerable<FitWarning> warnings) => json.WriteArray("warnings", warnings, warning =>
    {
        json.WriteStartObject();
        json.WriteString("id", warning.Id);
        json.WriteString("message", warning.Message);
        json.WriteEndObject();
    });

    /// <summary>Writes the member with the number of rows that a condition left out, where there is one.</summary>
    public static void WriteFiltered(this Utf8JsonWriter json, int? filtered)
    {
        if (filtered is { } count)
        {
            json.WriteNumber("filtered", count);
        }
    }

    private static void WriteSeconds(Utf8JsonWriter json, TimeSpan readTime, FittedModel fitted)
    {
        json.WriteStartObject("seconds");
        json.WriteReal("read", readTime.TotalSeconds);
        json.WriteReal("design", fitted.DesignTime.TotalSeconds);
        json.WriteReal("fit", fitted.FitTime.TotalSeconds);
        json.WriteEndObject();
    }
}
