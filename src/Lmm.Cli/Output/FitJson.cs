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
    public static string Write(FittedModel fitted, TimeSpan readTime) => JsonText.Object(json =>
    {
        fitted.Fit.WriteJsonMembers(json);
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

    private static void WriteSeconds(Utf8JsonWriter json, TimeSpan readTime, FittedModel fitted)
    {
        json.WriteStartObject("seconds");
        json.WriteReal("read", readTime.TotalSeconds);
        json.WriteReal("design", fitted.DesignTime.TotalSeconds);
        json.WriteReal("fit", fitted.FitTime.TotalSeconds);
        json.WriteEndObject();
    }
}
