using System.Text.Json;
using Lmm.Cli.Fitting;
using Lmm.Printing;

namespace Lmm.Cli.Output;

/// <summary>A fit as one JSON object: the library's members, the times, and the warnings; <c>docs/cli.md</c> describes them.</summary>
internal static class FitJson
{
    /// <summary>Writes the object.</summary>
    /// <param name="run">The fit, with what is said of it.</param>
    public static string Write(FitRun run) => JsonText.Object(json =>
    {
        run.Fit.WriteJsonMembers(json);
        json.WriteFiltered(run.Filtered);
        WriteSeconds(json, run);
        json.WriteWarnings(run.Warnings);
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

    private static void WriteSeconds(Utf8JsonWriter json, FitRun run)
    {
        json.WriteStartObject("seconds");
        json.WriteReal("read", run.ReadTime.TotalSeconds);
        json.WriteReal("design", run.DesignTime.TotalSeconds);
        json.WriteReal("fit", run.FitTime.TotalSeconds);
        json.WriteEndObject();
    }
}
