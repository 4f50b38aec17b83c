using System.Text.Json;
using Lmm.Printing;

namespace Lmm.PredictionErrors;

/// <summary>Predictions as JSON.</summary>
internal static class PredictionJson
{
    /// <summary>Writes the members of a table.</summary>
    public static void WriteMembers(Utf8JsonWriter json, PredictionTable table)
    {
        json.WriteString("interval", table.Options.IsPrediction ? "prediction" : "confidence");
        json.WriteReal("level", table.Options.Level);
        json.WriteArray("predictions", table, row => Write(json, row));
        json.WriteArray("notes", table.Notes, json.WriteStringValue);
    }

    /// <summary>Writes the prediction of a row.</summary>
    public static void Write(Utf8JsonWriter json, RowPrediction row)
    {
        json.WriteStartObject();
        json.WriteReal("prediction", row.Prediction);
        json.WriteReal("se", row.StandardError);
        json.WriteReal("df", row.DegreesOfFreedom);
        json.WriteReal("lower", row.Lower);
        json.WriteReal("upper", row.Upper);
        json.WriteEndObject();
    }
}
