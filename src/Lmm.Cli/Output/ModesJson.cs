using System.Text.Json;
using Lmm.Cli.Fitting;
using Lmm.Printing;

namespace Lmm.Cli.Output;

/// <summary>The conditional modes of a fit as one JSON object; <c>docs/cli.md</c> describes its members.</summary>
internal static class ModesJson
{
    /// <summary>Writes the object, with the modes of some grouping factors.</summary>
    public static string Write(LinearMixedModelFit fit, IReadOnlyList<RandomEffects> factors, IEnumerable<FitWarning> warnings) => JsonText.Object(json =>
    {
        json.WriteString("formula", fit.Formula);
        json.WriteStartArray("modes");
        foreach (RandomEffects effects in factors)
        {
            for (int level = 0; level < effects.Levels.Count; level++)
            {
                WriteLevel(json, effects.Grouping, effects.ModesAt(level));
            }
        }

        json.WriteEndArray();
        json.WriteArray("covariances", factors, effects => WriteCovariances(json, fit.Diagnostics.ConditionalModes(effects.Grouping)));
        json.WriteWarnings(warnings);
    });

    private static void WriteCovariances(Utf8JsonWriter json, ConditionalModeTable modes)
    {
        json.WriteStartObject();
        json.WriteString("group", modes.Grouping);
        json.WriteArray("effects", modes.EffectNames, json.WriteStringValue);
        Results.DiagnosticsJson.WriteCovariances(json, modes);
        json.WriteEndObject();
    }

    private static void WriteLevel(Utf8JsonWriter json, string group, ConditionalModes level)
    {
        for (int effect = 0; effect < level.Count; effect++)
        {
            json.WriteStartObject();
            json.WriteString("group", group);
            json.WriteString("level", level.Level);
            json.WriteString("effect", level.EffectNames[effect]);
            json.WriteReal("value", level[effect].Value);
            json.WriteReal("sd", level[effect].StandardDeviation);
            json.WriteEndObject();
        }
    }
}
