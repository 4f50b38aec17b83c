using System.Text.Json;
using Lmm.Cli.Fitting;
using Lmm.Inference;
using Lmm.Printing;

namespace Lmm.Cli.Output;

/// <summary>A comparison of models as one JSON object; <c>docs/cli.md</c> describes its members.</summary>
internal static class ComparisonJson
{
    /// <summary>Writes the object.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="readTime">What reading the data took.</param>
    /// <param name="filtered">The number of rows that a condition left out; null where there is none.</param>
    public static string Write(NestedComparison comparison, TimeSpan readTime, int? filtered) => JsonText.Object(json =>
    {
        json.WriteNumber("nobs", comparison.Fits[0].Fit.ObservationCount);
        json.WriteNumber("dropped", comparison.DroppedRowCount);
        json.WriteFiltered(filtered);
        IReadOnlyList<ComparedModel> weighted = ModelComparison.Of([.. comparison.Test.Rows.Select(static row => (row.Name, row.Fit))]).Models;
        json.WriteArray("models", comparison.Test.Rows.Zip(comparison.Fits, weighted), model => WriteModel(json, model.First, model.Second, model.Third));
        json.WriteStartObject("seconds");
        json.WriteReal("read", readTime.TotalSeconds);
        json.WriteReal("design", comparison.Fits.Sum(fit => fit.DesignTime.TotalSeconds));
        json.WriteReal("fit", comparison.Fits.Sum(fit => fit.FitTime.TotalSeconds));
        json.WriteEndObject();
        json.WriteWarnings(comparison.Warnings);
    });

    private static void WriteModel(Utf8JsonWriter json, LikelihoodRatioRow row, FittedModel fitted, ComparedModel weighted)
    {
        json.WriteStartObject();
        TestJson.WriteMembers(json, row);
        TestJson.WriteCriteria(json, weighted);
        json.WriteBoolean("converged", fitted.HasConverged);
        json.WriteBoolean("singular", (fitted.Fit as LinearMixedModelFit)?.IsSingular ?? false);
        json.WriteEndObject();
    }
}
