using Lmm.Cli.Fitting;
using Lmm.Printing;

namespace Lmm.Cli.Output;

/// <summary>Intervals of a fit as one JSON object; <c>docs/cli.md</c> describes its members.</summary>
internal static class IntervalsJson
{
    /// <summary>Writes the object.</summary>
    /// <param name="fitted">The fit.</param>
    /// <param name="method">The method as the command line spells it.</param>
    /// <param name="table">The intervals.</param>
    /// <param name="filtered">The number of rows that a condition left out; null where there is none.</param>
    public static string Write(FittedModel fitted, string method, IntervalTable table, int? filtered) => JsonText.Object(json =>
    {
        json.WriteString("formula", fitted.Fit.Formula);
        json.WriteString("method", method);
        json.WriteReal("level", table.Level);
        json.WriteArray("intervals", table.Rows, row =>
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
        });
        json.WriteArray("notes", table.Notes, json.WriteStringValue);
        json.WriteFiltered(filtered);
        json.WriteWarnings(fitted.Warnings);
    });
}
