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

    /// <summary>Writes the members of tests of random effects.</summary>
    public static void WriteMembers(Utf8JsonWriter json, RandomTermTests tests)
    {
        json.WriteReal("logLik", tests.Fit.LogLikelihood);
        json.WriteNumber("df", tests.Fit.ParameterCount);
        json.WriteArray("tests", tests.Tests, test => Write(json, test));
        json.WriteNumber("draws", tests.Draws);
        json.WriteNumber("seed", tests.Seed);
        json.WriteArray("notes", tests.ToTable().Notes, json.WriteStringValue);
    }

    /// <summary>Writes the test of a random effect.</summary>
    public static void Write(Utf8JsonWriter json, RandomTermTest test)
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

    /// <summary>Writes a bootstrap test.</summary>
    public static void Write(Utf8JsonWriter json, ParametricBootstrapTest test)
    {
        json.WriteStartObject();
        json.WriteReal("chisq", test.ChiSquared);
        json.WriteReal("p", test.PValue);
        json.WriteNumber("draws", test.Draws);
        json.WriteNumber("failed", test.FailedDraws);
        json.WriteNumber("seed", test.Seed);
        json.WriteArray("statistics", test.Statistics, json.WriteReal);
        json.WritePropertyName("likelihoodRatio");
        Write(json, test.LikelihoodRatio);
        json.WriteEndObject();
    }

    /// <summary>Writes a comparison of models.</summary>
    public static void Write(Utf8JsonWriter json, ModelComparison comparison)
    {
        json.WriteStartObject();
        json.WriteArray("models", comparison.Models, model => Write(json, model));
        json.WriteEndObject();
    }

    /// <summary>Writes a compared model.</summary>
    public static void Write(Utf8JsonWriter json, ComparedModel model)
    {
        json.WriteStartObject();
        json.WriteString("name", model.Name);
        json.WriteString("formula", model.Fit.Formula);
        json.WriteNumber("df", model.Fit.ParameterCount);
        json.WriteReal("logLik", model.Fit.LogLikelihood);
        json.WriteReal("aic", model.Fit.Aic);
        json.WriteReal("bic", model.Fit.Bic);
        WriteCriteria(json, model);
        FitJson.WriteEnding(json, model.Fit);
        json.WriteEndObject();
    }

    /// <summary>Writes the members of a compared model that rows of a likelihood-ratio test do without.</summary>
    public static void WriteCriteria(Utf8JsonWriter json, ComparedModel model)
    {
        json.WriteReal("aicc", model.Fit.Aicc);
        json.WriteReal("aicWeight", model.AicWeight);
        json.WriteReal("aiccWeight", model.AiccWeight);
        json.WriteReal("bicWeight", model.BicWeight);
    }

    /// <summary>Writes the model without each of its terms.</summary>
    public static void Write(Utf8JsonWriter json, DropOne dropped)
    {
        json.WriteStartObject();
        json.WriteString("formula", dropped.Full.Formula);
        json.WriteReal("logLik", dropped.Full.LogLikelihood);
        json.WriteReal("aic", dropped.Full.Aic);
        json.WriteArray("terms", dropped.Terms, term => Write(json, term));
        json.WriteEndObject();
    }

    /// <summary>Writes the model without a term.</summary>
    public static void Write(Utf8JsonWriter json, DroppedTerm dropped)
    {
        json.WriteStartObject();
        json.WriteString("term", dropped.Term);
        json.WriteReal("logLik", dropped.LogLikelihood);
        json.WriteReal("aic", dropped.Aic);
        json.WriteReal("chisq", dropped.ChiSquared);
        json.WriteNumber("chisqDf", dropped.DegreesOfFreedom);
        json.WriteReal("p", dropped.PValue);
        json.WriteBoolean("converged", dropped.Converged);
        json.WriteEndObject();
    }
}
