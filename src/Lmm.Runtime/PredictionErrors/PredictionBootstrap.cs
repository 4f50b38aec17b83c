using System.Globalization;
using Lmm.Resampling;

namespace Lmm.PredictionErrors;

/// <summary>
/// Prediction errors by a parametric bootstrap, which knows that variances are estimated: responses are simulated with random effects that are kept, the model is
/// fitted to each, and its predictions are compared with what they are to tell.
/// </summary>
internal static class PredictionBootstrap
{
    /// <summary>The predictions of the rows of a design, with root mean square errors, and limits less the quantiles of the errors.</summary>
    /// <exception cref="ModelException">The fit has no rows, a row has a level that no fitted row had and the options refuse it, or too many refits fail.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static (double[] Predictions, RowPrediction[] Rows, string Distribution) Of(
        ModelFit fit, ModelDesign design, PredictedTerms terms, PredictionIntervalOptions options, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        if (fit is not LinearMixedModelFit mixed)
        {
            // Student's distribution is that of errors over an estimated σ.
            return RowIntervals.Of(fit, design, terms, options, cancellationToken);
        }

        double[] predictions = RowIntervals.Predict(fit, design, terms, options);
        bool[] isEstimable = [.. Enumerable.Range(0, predictions.Length).Select(row => IsEstimable(fit, design, row))];
        var run = new BootstrapRun(options.Draws, options.Seed, predictions.Length, 0, progress, cancellationToken);
        run.Run(fit.ModelName, ResponseSimulator.Of(mixed), new PredictionRefit(mixed, design, terms, options, mixed.RefitWorkspace(cancellationToken)), mixed.Options.MaximumThreads);
        var rows = new RowPrediction[predictions.Length];
        for (int row = 0; row < rows.Length; row++)
        {
            double[] errors = [.. Enumerable.Range(0, options.Draws).Select(draw => run.Values[draw, row]).Where(double.IsFinite)];
            double tail = (1 - options.Level) / 2;
            bool isKnown = isEstimable[row] && errors.Length > 1 && !double.IsNaN(predictions[row]);
            double size = errors.Length == 0 ? 0 : errors.Max(Math.Abs);
            rows[row] = new RowPrediction(
                predictions[row],
                isKnown ? size * Math.Sqrt(errors.Average(error => size > 0 ? error / size * (error / size) : 0)) : double.NaN,
                isKnown ? predictions[row] - BootstrapLimits.Quantile(errors, tail, isLower: false) : double.NaN,
                isKnown ? predictions[row] - BootstrapLimits.Quantile(errors, tail, isLower: true) : double.NaN,
                double.NaN);
        }

        string failed = run.FailureCount > 0 ? string.Create(CultureInfo.InvariantCulture, $", {run.FailureCount} of them failed and left out") : "";
        return (predictions, rows, string.Create(CultureInfo.InvariantCulture, $"Limits are by the errors of {options.Draws} parametric-bootstrap refits, seed {options.Seed}{failed}."));
    }

    private static bool IsEstimable(ModelFit fit, ModelDesign design, int row) => fit.Rank == fit.Coefficients.Count
        || fit.Tests.Estimate.IsEstimable(Array.ConvertAll(design.FixedEffects.Columns, column => column[row]));
}
