using System.Globalization;
using Lmm.Printing;
using Lmm.Variables;

namespace Lmm.PredictionErrors;

/// <summary>What readers of predictions have to know.</summary>
internal static class PredictionNotes
{
    /// <summary>What the intervals are of and which uncertainties are in.</summary>
    public static string OfIntervals(ModelFit fit, PredictionIntervalOptions options)
    {
        PredictionUncertainty uncertainty = options.Uncertainty;
        List<string> parts = [];
        if (uncertainty.HasFlag(PredictionUncertainty.Coefficients))
        {
            parts.Add("coefficients");
        }

        if (uncertainty.HasFlag(PredictionUncertainty.RandomEffects) && fit is LinearMixedModelFit)
        {
            parts.Add(uncertainty.HasFlag(PredictionUncertainty.Coefficients) ? "random effects (with their covariance with coefficients)" : "random effects");
        }

        if (uncertainty.HasFlag(PredictionUncertainty.Variances))
        {
            parts.Add("variances (by bootstrap)");
        }

        if (options.IsPrediction)
        {
            parts.Add("residual of a new response");
        }

        string what = options.IsPrediction ? "prediction intervals of new responses" : "confidence intervals of expected responses";
        return $"{Percent.Of(options.Level)} {what}, {Target(fit, options)}; uncertainty that is in: {(parts.Count == 0 ? "none" : string.Join(", ", parts))}.";
    }

    /// <summary>The rows that have no prediction or no interval, and those that the fit says little of.</summary>
    public static IEnumerable<string> OfRows(ModelFit fit, ModelDesign design, PredictedTerms terms, PredictionIntervalOptions options, double[] predictions, double[] errors)
    {
        int lacking = design.Rows.DroppedRowCount + predictions.Count(double.IsNaN);
        if (lacking > 0)
        {
            yield return Rows(lacking, "lacks a value and has no prediction", "lack a value and have no prediction");
        }

        int unknown = Enumerable.Range(0, errors.Length).Count(row => double.IsNaN(errors[row]) && !double.IsNaN(predictions[row]));
        if (unknown > 0)
        {
            yield return Rows(unknown, "has no interval: it asks for a combination of coefficients that is not estimable, or lacks the covariate of a random effect", "have no interval: they ask for combinations of coefficients that are not estimable, or lack the covariate of a random effect");
        }

        foreach ((string name, int count) in NewLevels(design, terms))
        {
            yield return options.Uncertainty.HasFlag(PredictionUncertainty.RandomEffects)
                ? Rows(count, $"has a new level of {name}: its effects are predicted as zero, and their variance is in", $"have new levels of {name}: their effects are predicted as zero, and their variance is in")
                : Rows(count, $"has a new level of {name}: its effects are predicted as zero, and their variance is left out", $"have new levels of {name}: their effects are predicted as zero, and their variance is left out");
        }

        if (options.IsPrediction && design.Weights is null && fit.Shape.WeightsName is not null)
        {
            yield return "New responses are taken to have weight one.";
        }

        foreach (Extrapolation beyond in design.Rows.Extrapolations)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{beyond.Label}: {design.Rows.Places.Of(beyond.FirstRow)} has the value {beyond.FirstValue:R}{(beyond.Count > 1 ? $", and {beyond.Count - 1} more rows have others," : "")} beyond the boundary knots {beyond.Lower:R} and {beyond.Upper:R}; the spline goes on there by a formula that no data support.");
        }
    }

    private static IEnumerable<(string Name, int Count)> NewLevels(ModelDesign design, PredictedTerms terms)
        => design.RandomTerms.Index()
            .Where(term => terms.Has(term.Index))
            .Select(static term => (term.Item.Grouping.Name, Count: term.Item.Grouping.Codes.Count(static code => code < 0)))
            .Where(static term => term.Count > 0)
            .Distinct();

    private static string Target(ModelFit fit, PredictionIntervalOptions options)
        => fit is not LinearMixedModelFit ? "given the covariates"
            : options.Target == PredictionTarget.Population ? "for the population"
            : options.GroupingFactors is { } names ? $"given the random effects of {(names.Count == 0 ? "no grouping factor" : string.Join(", ", names))}"
            : "given the random effects of the rows' levels";

    private static string Rows(int count, string one, string many)
        => count == 1 ? $"1 row {one}." : string.Create(CultureInfo.InvariantCulture, $"{count} rows {many}.");
}
