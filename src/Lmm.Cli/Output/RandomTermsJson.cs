using System.Text.Json;
using Lmm.Cli.Fitting;
using Lmm.Printing;

namespace Lmm.Cli.Output;

/// <summary>Tests of random effects as one JSON object.</summary>
internal static class RandomTermsJson
{
    /// <summary>Writes the object.</summary>
    public static string Write(FittedModel fitted, RandomTermTests tests) => JsonText.Object(json =>
    {
        json.WriteString("formula", fitted.Fit.Formula);
        json.WriteReal("logLik", fitted.Fit.LogLikelihood);
        json.WriteNumber("df", fitted.Fit.ParameterCount);
        json.WriteArray("tests", tests.Tests, test => WriteTest(json, test));
        json.WriteNumber("draws", tests.Draws);
        json.WriteNumber("seed", tests.Seed);
        json.WriteArray("notes", tests.ToTable().Notes, json.WriteStringValue);
        json.WriteWarnings(fitted.Warnings);
    });

    private static void WriteTest(Utf8JsonWriter json, RandomTermTest test)
    {
        json.WriteStartObject();
        json.WriteString("term", test.Term);
        json.WriteReal("logLik", test.LogLikelihood);
        json.WriteNumber("df", test.ParameterCount);
        json.WriteReal("chisq", test.ChiSquared);
        json.WriteNumber("chisqDf", test.ChiSquaredDegreesOfFreedom);
        json.WriteReal("p", test.PValue);
        json.WriteReal("pBoundary", test.BoundaryPValue ?? double.NaN);
        json.WriteEndObject();
    }
}
