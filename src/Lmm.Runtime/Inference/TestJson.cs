using System.Text.Json;
using Lmm.Printing;
using Lmm.Results;

namespace Lmm.Inference;

/// <summary>Tests in JSON.</summary>
internal static class TestJson
{
    /// <summary>Writes a likelihood-ratio test.</summary>
    public static void Write(Utf8JsonWriter json, LikelihoodRatioTest test)
    {
        json.WriteStartObject();
        json.WriteNumber("nobs", test.Rows[0].Fit.ObservationCount);
        json.WriteArray("models", test.Rows, row => Write(json, row));
        json.WriteEndObject();
    }

    /// <summary>Writes a row of a likelihood-ratio test.</summary>
    public static void Write(Utf8JsonWriter json, LikelihoodRatioRow row)
    {
        json.WriteStartObject();
        WriteMembers(json, row);
        FitJson.WriteEnding(json, row.Fit);
        json.WriteEndObject();
    }

    /// <summary>Writes the members of a row, but for how the search ended.</summary>
    public static void WriteMembers(Utf8JsonWriter json, LikelihoodRatioRow row)
    {
        json.WriteString("name", row.Name);
        json.WriteString("formula", row.Fit.Formula);
        json.WriteNumber("df", row.Fit.ParameterCount);
        json.WriteReal("aic", row.Fit.Aic);
        json.WriteReal("bic", row.Fit.Bic);
        json.WriteReal("logLik", row.Fit.LogLikelihood);
        json.WriteReal("deviance", -2 * row.Fit.LogLikelihood);
        json.WriteReal("chisq", row.ChiSquared ?? double.NaN);
        json.WriteReal("chisqDf", row.ChiSquaredDegreesOfFreedom ?? double.NaN);
        json.WriteReal("p", row.PValue ?? double.NaN);
    }

    /// <summary>Writes an F test.</summary>
    public static void Write(Utf8JsonWriter json, FTest test)
    {
        json.WriteStartObject();
        json.WriteString("reduced", test.Reduced.Formula);
        json.WriteString("full", test.Full.Formula);
        json.WriteReal("sumOfSquares", test.SumOfSquares);
        json.WriteNumber("df", test.NumeratorDegreesOfFreedom);
        json.WriteNumber("residualDf", test.DenominatorDegreesOfFreedom);
        json.WriteReal("statistic", test.F);
        json.WriteReal("p", test.PValue);
        json.WriteEndObject();
    }
}
