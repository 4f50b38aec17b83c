using System.Text.Json;
using Lmm.Printing;

namespace Lmm.Power;

/// <summary>Powers as JSON.</summary>
internal static class PowerJson
{
    /// <summary>Writes the members of a table.</summary>
    public static void WriteMembers(Utf8JsonWriter json, PowerTable table)
    {
        json.WriteString("test", table.Test.Name);
        json.WriteReal("alpha", table.Options.Alpha);
        json.WriteReal("level", table.Options.Level);
        json.WriteNumber("seed", table.Options.Seed);
        json.WriteArray("power", table.Rows, row => Write(json, row));
        json.WriteArray("notes", table.Notes, json.WriteStringValue);
    }

    /// <summary>Writes the power in a design.</summary>
    public static void Write(Utf8JsonWriter json, PowerRow row)
    {
        json.WriteStartObject();
        if (row.Levels is { } levels)
        {
            json.WriteNumber("levels", levels);
        }

        json.WriteNumber("copies", row.Copies);
        json.WriteNumber("rows", row.RowCount);
        json.WriteNumber("draws", row.Draws);
        json.WriteNumber("failed", row.FailedDraws);
        json.WriteNumber("significant", row.Significant);
        json.WriteReal("power", row.Power);
        json.WriteReal("lower", row.Lower);
        json.WriteReal("upper", row.Upper);
        json.WriteEndObject();
    }
}
