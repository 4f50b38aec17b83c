using Lmm.Cli.Fitting;
using Lmm.Inference;
using Lmm.Printing;

namespace Lmm.Cli.Output;

/// <summary>Tests of random effects as one JSON object.</summary>
internal static class RandomTermsJson
{
    /// <summary>Writes the object.</summary>
    public static string Write(FittedModel fitted, RandomTermTests tests) => JsonText.Object(json =>
    {
        json.WriteString("formula", fitted.Fit.Formula);
        TestJson.WriteMembers(json, tests);
        json.WriteWarnings(fitted.Warnings);
    });
}
