using Lmm.Formula.Binding;
using Lmm.PredictionErrors;

namespace Lmm;

/// <summary>Predictions with standard errors and intervals: R's <c>predict(…, se.fit = TRUE, interval = …)</c>, for mixed models too.</summary>
public static class PredictionIntervals
{
    /// <summary>
    /// Predicts rows of a table with standard errors and intervals. The errors are exact at the estimated variances: those of β̂ and of the conditional modes are taken
    /// from their joint precision (Henderson's mixed-model equations), and a new level contributes the variance of its effects.
    /// </summary>
    /// <param name="fit">The fit.</param>
    /// <param name="rows">The rows; they need no response, and of columns that only random terms read just those of terms that are predicted.</param>
    /// <param name="options">What is predicted, and with which uncertainties; null for the defaults.</param>
    /// <param name="progress">Told how many refits of a bootstrap are done; null for no reports.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ModelException">A column is missing or holds text in place of numbers, a row has a level that no fitted row had and the options refuse it, or standard errors cannot be had of this fit.</exception>
    /// <exception cref="InvalidOperationException">The fit has no rows or no formula.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static PredictionTable Predictions(this ModelFit fit, ModelFrame rows, PredictionIntervalOptions? options = null, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(rows);
        options ??= PredictionIntervalOptions.Default;
        PredictedTerms terms = new(fit, options);
        return Predictions(fit, terms.DesignOf(rows, SpecOf(fit)), terms, options, progress, cancellationToken);
    }

    /// <summary>Predicts rows whose design was built for the fit, as generated fits do of typed rows: <c>fit.Predictions(rows)</c>.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="design">The rows' design, by the levels and transforms that the fit has learned.</param>
    /// <param name="options">What is predicted, and with which uncertainties; null for the defaults.</param>
    /// <param name="progress">Told how many refits of a bootstrap are done; null for no reports.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ModelException">A row has a level that no fitted row had and the options refuse it, or standard errors cannot be had of this fit.</exception>
    /// <exception cref="ArgumentException">The design was not built for this fit.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static PredictionTable Predictions(this ModelFit fit, ModelDesign design, PredictionIntervalOptions? options = null, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(design);
        if (design.Rows.Fitted != fit.FittedRows && design.Rows != fit.FittedRows)
        {
            throw new ArgumentException($"{fit.ModelName}: the design was not built for predictions by this fit; build it with the fit.", nameof(design));
        }

        options ??= PredictionIntervalOptions.Default;
        return Predictions(fit, design, new PredictedTerms(fit, options), options, progress, cancellationToken);
    }

    /// <summary>Predicts the rows that were fitted with standard errors and intervals.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="options">What is predicted, and with which uncertainties; null for the defaults.</param>
    /// <param name="progress">Told how many refits of a bootstrap are done; null for no reports.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ModelException">Standard errors cannot be had of this fit.</exception>
    /// <exception cref="InvalidOperationException">The fit has no rows.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static PredictionTable Predictions(this ModelFit fit, PredictionIntervalOptions? options = null, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fit);
        return Predictions(fit, fit.Design, options, progress, cancellationToken);
    }

    private static PredictionTable Predictions(ModelFit fit, ModelDesign design, PredictedTerms terms, PredictionIntervalOptions options, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        (double[] predictions, RowPrediction[] kept, string distribution) = options.Uncertainty.HasFlag(PredictionUncertainty.Variances)
            ? PredictionBootstrap.Of(fit, design, terms, options, progress, cancellationToken)
            : RowIntervals.Of(fit, design, terms, options, cancellationToken);
        RowPrediction nothing = new(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
        RowPrediction[] rows = kept;
        if (design.Rows.InputRows is { } places)
        {
            rows = new RowPrediction[design.Rows.RowCount + design.Rows.DroppedRowCount];
            Array.Fill(rows, nothing);
            for (int row = 0; row < kept.Length; row++)
            {
                rows[places[row]] = kept[row];
            }
        }

        string[] notes =
        [
            PredictionNotes.OfIntervals(fit, options),
            .. distribution.Length > 0 ? [distribution] : Array.Empty<string>(),
            .. PredictionNotes.OfRows(fit, design, terms, options, predictions, [.. kept.Select(static row => row.StandardError)]),
        ];
        return new PredictionTable(options, rows, Array.AsReadOnly(notes));
    }

    private static ModelSpec SpecOf(ModelFit fit) => fit.FittedRows is not null && fit.BoundTerms is { } terms
        ? terms.Spec
        : throw new InvalidOperationException($"{fit.ModelName} was fitted to a design built by hand, which does not know its formula's terms; build the design of the rows likewise and pass that to Predictions.");
}
