using Lmm.Cli.Fitting;
using Lmm.Printing;

namespace Lmm.Cli.Output;

/// <summary>Tests of linear hypotheses as one JSON object.</summary>
internal static class HypothesesJson
{
    /// <summary>Writes the object.</summary>
    public static string Write(FittedModel fitted, HypothesisTests tests) => JsonText.Object(json =>
    {
        json.WriteString("formula", fitted.Fit.Formula);
        json.WriteArray("hypotheses", tests.Rows, test => Results.FitJson.Write(json, test, "hypothesis"));
        json.WriteStartObject("joint");
        json.WriteNumber("numDf", tests.Joint.NumeratorDegreesOfFreedom);
        json.WriteReal("denDf", tests.Joint.DenominatorDegreesOfFreedom ?? double.NaN);
        json.WriteReal("f", tests.Joint.F);
        json.WriteReal("p", tests.Joint.PValue ?? double.NaN);
        json.WriteEndObject();
        json.WriteArray("notes", tests.Notes, json.WriteStringValue);
        json.WriteWarnings(fitted.Warnings);
    });
}
