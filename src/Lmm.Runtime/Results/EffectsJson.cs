using System.Text.Json;
using Lmm.Printing;

namespace Lmm.Results;

/// <summary>Random effects in JSON: variance components and conditional modes.</summary>
internal static class EffectsJson
{
    /// <summary>Writes a grouping factor: its components, and the modes of its levels.</summary>
    public static void Write(Utf8JsonWriter json, RandomEffects effects)
    {
        json.WriteStartObject();
        json.WriteString("name", effects.Grouping);
        json.WriteNumber("levels", effects.Levels.Count);
        WriteComponents(json, effects.VarianceComponents);
        json.WriteArray("modes", Enumerable.Range(0, effects.Levels.Count), level => Write(json, effects.ModesAt(level)));
        json.WriteEndObject();
    }

    /// <summary>Writes the members that describe the distribution of the effects.</summary>
    public static void WriteComponents(Utf8JsonWriter json, IReadOnlyList<VarianceComponent> components)
    {
        json.WriteArray("columns", components, component => json.WriteStringValue(component.Name));
        json.WriteArray("sd", components, component => json.WriteReal(component.StandardDeviation));
        json.WriteMatrix("correlations", components.Count, (row, column) => row == column ? 1 : components[row].Correlation(components[column]));
    }

    /// <summary>Writes a variance component.</summary>
    public static void Write(Utf8JsonWriter json, VarianceComponent component)
    {
        json.WriteStartObject();
        json.WriteString("name", component.Name);
        json.WriteReal("variance", component.Variance);
        json.WriteReal("sd", component.StandardDeviation);
        json.WriteEndObject();
    }

    /// <summary>Writes the modes of a level.</summary>
    public static void Write(Utf8JsonWriter json, ConditionalModes modes)
    {
        json.WriteStartObject();
        json.WriteString("level", modes.Level);
        json.WriteArray("effects", Enumerable.Range(0, modes.Count), effect =>
        {
            json.WriteStartObject();
            json.WriteString("effect", modes.EffectNames[effect]);
            WriteMembers(json, modes[effect]);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    /// <summary>Writes one mode.</summary>
    public static void Write(Utf8JsonWriter json, ConditionalMode mode)
    {
        json.WriteStartObject();
        WriteMembers(json, mode);
        json.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter json, ConditionalMode mode)
    {
        json.WriteReal("value", mode.Value);
        json.WriteReal("sd", mode.StandardDeviation);
    }
}
