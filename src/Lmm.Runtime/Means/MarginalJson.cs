using System.Text.Json;
using Lmm.Hypotheses;
using Lmm.Printing;

namespace Lmm.Means;

/// <summary>Marginal means, slopes and contrasts in JSON.</summary>
internal static class MarginalJson
{
    /// <summary>Writes a mean or a slope.</summary>
    /// <param name="json">Where to write.</param>
    /// <param name="row">The estimate.</param>
    /// <param name="of">The covariate of a slope; null for a mean.</param>
    public static void Write(Utf8JsonWriter json, MarginalEstimate row, string? of)
    {
        json.WriteStartObject();
        if (of is not null)
        {
            json.WriteString("of", of);
        }

        WriteLevels(json, row.Levels);
        json.WriteReal("estimate", row.Estimate);
        json.WriteReal("se", row.StandardError);
        json.WriteReal("df", row.DegreesOfFreedom ?? double.NaN);
        json.WriteReal("lower", row.Lower);
        json.WriteReal("upper", row.Upper);
        if (row.NotEstimable is { } reason)
        {
            json.WriteString("notEstimable", reason);
        }

        json.WriteEndObject();
    }

    /// <summary>Writes a contrast.</summary>
    public static void Write(Utf8JsonWriter json, ContrastEstimate row)
    {
        json.WriteStartObject();
        json.WriteString("contrast", row.Contrast);
        WriteLevels(json, row.Levels);
        HypothesisJson.WriteNumbers(json, row.Test);
        json.WriteReal("lower", row.Lower);
        json.WriteReal("upper", row.Upper);
        json.WriteEndObject();
    }

    private static void WriteLevels(Utf8JsonWriter json, IReadOnlyList<FactorLevel> levels)
    {
        json.WriteStartObject("levels");
        foreach (FactorLevel level in levels)
        {
            if (level.Value is { } number)
            {
                json.WriteReal(level.Factor, number);
            }
            else
            {
                json.WriteString(level.Factor, level.Level);
            }
        }

        json.WriteEndObject();
    }
}
