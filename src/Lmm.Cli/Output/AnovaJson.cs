using Lmm.Cli.Fitting;
using Lmm.Hypotheses;
using Lmm.Printing;

namespace Lmm.Cli.Output;

/// <summary>An analysis of variance as one JSON object; <c>docs/cli.md</c> describes its members.</summary>
internal static class AnovaJson
{
    /// <summary>Writes the object.</summary>
    public static string Write(FittedModel fitted, AnovaTable table) => JsonText.Object(json =>
    {
        json.WriteString("formula", fitted.Fit.Formula);
        HypothesisJson.WriteMembers(json, table);
        json.WriteWarnings(fitted.Warnings);
    });
}
