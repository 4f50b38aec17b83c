using System.Text.Json;
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
        json.WriteArray("hypotheses", tests.Rows, test => WriteRow(json, test));
        json.WriteStartObject("joint");
        json.WriteNumber("numDf", tests.Joint.NumeratorDegreesOfFreedom);
        json.WriteReal("denDf", tests.Joint.DenominatorDegreesOfFreedom ?? double.NaN);
        json.WriteReal("f", tests.Joint.F);
        json.WriteReal("p", tests.Joint.PValue ?? double.NaN);
        json.WriteEndObject();
        json.WriteArray("notes", tests.Notes, json.WriteStringValue);
        json.WriteWarnings(fitted.Warnings);
    });

    private static void WriteRow(Utf8JsonWriter json, CoefficientTest test)
    {
        json.WriteStartObject();
        json.WriteString("hypothesis", test.Name);
        json.WriteReal("estimate", test.Estimate);
        json.WriteReal("se", test.StandardError);
        json.WriteReal("df", test.DegreesOfFreedom ?? double.NaN);
        json.WriteReal("statistic", test.Statistic);
        json.WriteReal("p", test.PValue ?? double.NaN);
        json.WriteEndObject();
    }
}
