using System.Text.Json;
using Lmm.Cli.Fitting;
using Lmm.Printing;

namespace Lmm.Cli.Output;

/// <summary>An analysis of variance as one JSON object; <c>docs/cli.md</c> describes its members.</summary>
internal static class AnovaJson
{
    /// <summary>Writes the object.</summary>
    public static string Write(FittedModel fitted, AnovaTable table) => JsonText.Object(json =>
    {
        json.WriteString("formula", fitted.Fit.Formula);
        json.WriteNumber("type", (int)table.Type + 1);
        json.WriteArray("tests", table.Rows, row => WriteRow(json, row));
        if (table.Residuals is { } residuals)
        {
            json.WriteStartObject("residuals");
            json.WriteReal("sumSq", residuals.SumOfSquares);
            json.WriteReal("meanSq", residuals.MeanSquare);
            json.WriteReal("df", residuals.DegreesOfFreedom);
            json.WriteEndObject();
        }

        json.WriteArray("notes", table.Notes, json.WriteStringValue);
        json.WriteWarnings(fitted.Warnings);
    });

    private static void WriteRow(Utf8JsonWriter json, AnovaRow row)
    {
        json.WriteStartObject();
        json.WriteString("term", row.Term);
        json.WriteReal("sumSq", row.SumOfSquares);
        json.WriteReal("meanSq", row.MeanSquare);
        json.WriteReal("numDf", row.IsEstimable ? row.NumeratorDegreesOfFreedom : double.NaN);
        json.WriteReal("denDf", row.DenominatorDegreesOfFreedom ?? double.NaN);
        json.WriteReal("f", row.F);
        json.WriteReal("p", row.PValue ?? double.NaN);
        json.WriteString("notEstimable", row.NotEstimable);
        json.WriteEndObject();
    }
}
