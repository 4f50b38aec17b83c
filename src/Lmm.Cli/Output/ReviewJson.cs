using Lmm.Cli.Fitting;
using Lmm.Printing;

namespace Lmm.Cli.Output;

/// <summary>A review as one JSON object; <c>docs/cli.md</c> describes its members.</summary>
internal static class ReviewJson
{
    /// <summary>Writes the object.</summary>
    public static string Write(FittedModel fitted, FitReview review) => JsonText.Object(json =>
    {
        json.WriteString("formula", fitted.Fit.Formula);
        Findings.ReviewJson.WriteMembers(json, review);
        json.WriteWarnings(fitted.Warnings);
    });
}
