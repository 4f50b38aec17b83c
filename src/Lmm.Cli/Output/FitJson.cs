using System.Text.Json;
using Lmm.Cli.Fitting;

namespace Lmm.Cli.Output;

/// <summary>A fit as one JSON object; <c>docs/cli.md</c> describes its members.</summary>
internal static class FitJson
{
    /// <summary>Writes the object.</summary>
    /// <param name="fitted">The fit.</param>
    /// <param name="readTime">What reading the data took.</param>
    public static string Write(FittedModel fitted, TimeSpan readTime) => JsonText.Object(json =>
    {
        ModelFit fit = fitted.Fit;
        LinearMixedModelFit? mixed = fit as LinearMixedModelFit;
        json.WriteString("formula", fit.Formula);
        json.WriteString("criterion", fit.Estimation == Estimation.RestrictedMaximumLikelihood ? "REML" : "ML");
        json.WriteReal("objective", mixed?.Objective ?? (-2 * fit.LogLikelihood));
        json.WriteReal("logLik", fit.LogLikelihood);
        json.WriteReal("aic", fit.Aic);
        json.WriteReal("bic", fit.Bic);
        json.WriteNumber("df", fit.DegreesOfFreedom);
        json.WriteNumber("nobs", fit.ObservationCount);
        json.WriteNumber("dropped", fit.DroppedRowCount);
        json.WriteArray("theta", mixed?.Theta ?? [], json.WriteReal);
        json.WriteReal("sigma", fit.Sigma);
        json.WriteArray("fixed", fit.Coefficients, coefficient => WriteCoefficient(json, coefficient));
        json.WriteMatrix("vcov", fit.Coefficients.Count, (row, column) => fit.CoefficientCovariance[row, column]);
        json.WriteArray("random", mixed is null ? [] : RandomFactor.Of(mixed, fitted.Design), factor => factor.Write(json));
        json.WriteBoolean("converged", fitted.HasConverged);
        json.WriteBoolean("singular", mixed?.IsSingular ?? false);
        json.WriteNumber("evaluations", fitted.Convergence?.Evaluations ?? 0);
        WriteSeconds(json, readTime, fitted);
        json.WriteWarnings(fitted.Warnings);
    });

    /// <summary>Writes the member with the warnings.</summary>
    public static void WriteWarnings(this Utf8JsonWriter json, IEnumerable<FitWarning> warnings) => json.WriteArray("warnings", warnings, warning =>
    {
        json.WriteStartObject();
        json.WriteString("id", warning.Id);
        json.WriteString("message", warning.Message);
        json.WriteEndObject();
    });

    private static void WriteCoefficient(Utf8JsonWriter json, Coefficient coefficient)
    {
        json.WriteStartObject();
        json.WriteString("name", coefficient.Name);
        json.WriteReal("estimate", coefficient.Estimate);
        json.WriteReal("se", coefficient.StandardError);
        json.WriteReal("statistic", coefficient.Statistic);
        if (coefficient.PValue is { } p)
        {
            json.WriteReal("p", p);
        }

        json.WriteEndObject();
    }

    private static void WriteSeconds(Utf8JsonWriter json, TimeSpan readTime, FittedModel fitted)
    {
        json.WriteStartObject("seconds");
        json.WriteReal("read", readTime.TotalSeconds);
        json.WriteReal("design", fitted.DesignTime.TotalSeconds);
        json.WriteReal("fit", fitted.FitTime.TotalSeconds);
        json.WriteEndObject();
    }
}
