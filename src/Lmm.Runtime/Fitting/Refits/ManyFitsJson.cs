using System.Text.Json;
using Lmm.Printing;

namespace Lmm.Fitting.Refits;

/// <summary>Fits of many responses in JSON.</summary>
internal static class ManyFitsJson
{
    /// <summary>Writes all fits.</summary>
    public static void Write(Utf8JsonWriter json, ManyFits fits)
    {
        json.WriteStartObject();
        json.WriteString("formula", fits.Formula);
        json.WriteString("criterion", fits.Estimation == Estimation.RestrictedMaximumLikelihood ? "REML" : "ML");
        json.WriteArray("fixed", fits.CoefficientNames, json.WriteStringValue);
        json.WriteArray("responses", Enumerable.Range(0, fits.Count), response => Write(json, fits[response]));
        json.WriteEndObject();
    }

    /// <summary>Writes the fit of a response; coefficients are in the order of their names.</summary>
    public static void Write(Utf8JsonWriter json, ResponseFit fit)
    {
        json.WriteStartObject();
        json.WriteString("name", fit.Name);
        json.WriteString("outcome", JsonNamingPolicy.CamelCase.ConvertName(fit.Outcome.ToString()));
        json.WriteString("message", fit.Message);
        json.WriteNumber("nobs", fit.ObservationCount);
        json.WriteReal("objective", fit.Objective);
        json.WriteReal("sigma", fit.Sigma);
        json.WriteArray("theta", fit.Theta, json.WriteReal);
        json.WriteArray("estimates", fit.Beta, json.WriteReal);
        json.WriteArray("se", fit.StandardErrors, json.WriteReal);
        json.WriteBoolean("converged", fit.Converged);
        json.WriteBoolean("singular", fit.IsSingular);
        json.WriteNumber("evaluations", fit.Evaluations);
        json.WriteEndObject();
    }

    /// <summary>Writes one coefficient over all responses.</summary>
    public static void Write(Utf8JsonWriter json, CoefficientSeries series)
    {
        json.WriteStartObject();
        json.WriteString("name", series.Name);
        json.WriteArray("estimates", series.Estimates, json.WriteReal);
        json.WriteArray("se", Enumerable.Range(0, series.Count), response => json.WriteReal(series[response].StandardError));
        json.WriteEndObject();
    }
}
