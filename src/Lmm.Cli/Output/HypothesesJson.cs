using Lmm.Cli.Fitting;
using Lmm.Hypotheses;
using Lmm.Printing;

namespace Lmm.Cli.Output;

/// <summary>Tests of linear hypotheses as one JSON object.</summary>
internal static class HypothesesJson
{
    /// <summary>Writes the object.</summary>
    public static string Write(FittedModel fitted, HypothesisTests tests) => JsonText.Object(json =>
    {
        json.WriteString("formula", fitted.Fit.Formula);
        HypothesisJson.WriteMembers(json, tests);
        json.WriteWarnings(fitted.Warnings);
    });
}
