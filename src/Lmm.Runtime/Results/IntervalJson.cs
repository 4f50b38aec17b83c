using System.Text.Json;
using Lmm.Printing;

namespace Lmm.Results;

/// <summary>Intervals as JSON.</summary>
internal static class IntervalJson
{
    /// <summary>Writes the members of a table.</summary>
    public static void WriteMembers(Utf8JsonWriter json, IntervalTable table)
    {
        json.WriteString("method", NameOf(table.Method));
        json.WriteReal("level", table.Level);
        json.WriteArray("intervals", table.Rows, row => Write(json, row));
        json.WriteArray("notes", table.Notes, json.WriteStringValue);
    }

    /// <summary>Writes an interval.</summary>
    public static void Write(Utf8JsonWriter json, ParameterInterval row)
    {
        json.WriteStartObject();
        json.WriteString("name", row.Name);
        json.WriteReal("estimate", row.Estimate);
        json.WriteReal("lower", row.Lower);
        json.WriteReal("upper", row.Upper);
        json.WriteBoolean("lowerAtBoundary", row.LowerAtBoundary);
        json.WriteBoolean("upperAtBoundary", row.UpperAtBoundary);
        if (row.StandardError is { } error)
        {
            json.WriteReal("se", error);
        }

        json.WriteEndObject();
    }

    private static string NameOf(IntervalMethod method) => method switch
    {
        IntervalMethod.Profile => "profile",
        IntervalMethod.Wald => "wald",
        _ => "bootstrap",
    };
}
