using Lmm.Cli.Fitting;
using Lmm.Printing;
using Lmm.Results;

namespace Lmm.Cli.Output;

/// <summary>Intervals of a fit as one JSON object; <c>docs/cli.md</c> describes its members.</summary>
internal static class IntervalsJson
{
    /// <summary>Writes the object.</summary>
    /// <param name="fitted">The fit.</param>
    /// <param name="table">The intervals.</param>
    /// <param name="filtered">The number of rows that a condition left out; null where there is none.</param>
    public static string Write(FittedModel fitted, IntervalTable table, int? filtered) => JsonText.Object(json =>
    {
        json.WriteString("formula", fitted.Fit.Formula);
        IntervalJson.WriteMembers(json, table);
        json.WriteFiltered(filtered);
        json.WriteWarnings(fitted.Warnings);
    });
}
