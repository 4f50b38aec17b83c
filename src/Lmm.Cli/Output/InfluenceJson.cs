using Lmm.Cli.Fitting;
using Lmm.Printing;

namespace Lmm.Cli.Output;

/// <summary>What rows, or levels of a factor, do to a fit as one JSON object; <c>docs/cli.md</c> describes its members.</summary>
internal static class InfluenceJson
{
    /// <summary>Writes the object.</summary>
    /// <param name="fitted">The fit.</param>
    /// <param name="table">The estimates without levels; null for rows.</param>
    /// <param name="filtered">The number of rows that a condition left out; null where there is none.</param>
    public static string Write(FittedModel fitted, LevelInfluenceTable? table, int? filtered) => JsonText.Object(json =>
    {
        json.WriteString("formula", fitted.Fit.Formula);
        if (table is null)
        {
            Results.InfluenceJson.WriteMembers(json, fitted.Fit.Influence);
        }
        else
        {
            Results.InfluenceJson.WriteMembers(json, table);
        }

        json.WriteFiltered(filtered);
        json.WriteWarnings(fitted.Warnings);
    });
}
