using Lmm.Design;
using Lmm.Distributions;

namespace Lmm.PredictionErrors;

/// <summary>Predictions and their limits, row by row of a design.</summary>
internal static class RowIntervals
{
    /// <summary>The predictions of the rows of a design.</summary>
    /// <exception cref="ModelException">A row has a level that no fitted row had and the options refuse it, or standard errors cannot be had.</exception>
    public static (double[] Predictions, RowPrediction[] Rows, string Distribution) Of(ModelFit fit, ModelDesign design, PredictedTerms terms, PredictionIntervalOptions options, CancellationToken cancellationToken)
    {
        double[] predictions = Predict(fit, design, terms, options);
        RowErrors? errors = fit is LinearMixedModelFit mixed ? new RowErrors(mixed, design, terms, options.Uncertainty, cancellationToken) : null;
        double tail = 1 - options.Level;
        Lazy<double> normal = new(() => Quantile.Normal(tail));
        bool isStudent = false;
        bool isNormal = false;
        var rows = new RowPrediction[predictions.Length];
        for (int row = 0; row < rows.Length; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (double error, double degrees) = Error(fit, design, errors, options.Uncertainty, row);
            degrees = double.IsNaN(degrees) && fit.Tests.Method == DegreesOfFreedomMethod.None ? double.PositiveInfinity : degrees;
            bool hasLimits = !double.IsNaN(predictions[row]) && !double.IsNaN(error);
            isNormal |= hasLimits && double.IsPositiveInfinity(degrees);
            isStudent |= hasLimits && double.IsFinite(degrees);
            double half = !hasLimits ? double.NaN : (double.IsPositiveInfinity(degrees) ? normal.Value : Quantile.Student(tail, degrees)) * error;
            rows[row] = new RowPrediction(
                predictions[row],
                double.IsNaN(predictions[row]) ? double.NaN : error,
                predictions[row] - half,
                predictions[row] + half,
                hasLimits ? degrees : double.NaN);
        }

        return (predictions, rows, Distribution(fit, isStudent, isNormal));
    }

    /// <summary>Offset + Xβ̂ and the conditional modes of the terms that are asked for.</summary>
    public static double[] Predict(ModelFit fit, ModelDesign design, PredictedTerms terms, PredictionIntervalOptions options)
    {
        double[] values = LinearPredictor.OfFixedEffects(design, [.. fit.Coefficients.Select(static coefficient => coefficient.Estimate)]);
        if (fit is LinearMixedModelFit mixed)
        {
            for (int term = 0; term < design.RandomTerms.Length; term++)
            {
                if (!terms.Has(term))
                {
                    continue;
                }

                if (options.NewLevels == NewLevels.Refuse)
                {
                    LinearPredictor.RefuseNewLevels(values, design.RandomTerms[term].Grouping);
                }

                LinearPredictor.AddRandomEffects(values, design.RandomTerms[term], mixed.Solution.RandomTerms[term].Modes);
            }
        }

        return values;
    }

    private static (double Error, double DegreesOfFreedom) Error(ModelFit fit, ModelDesign design, RowErrors? errors, PredictionUncertainty uncertainty, int row)
    {
        bool hasCoefficients = uncertainty.HasFlag(PredictionUncertainty.Coefficients);
        double[] function = hasCoefficients ? Array.ConvertAll(design.FixedEffects.Columns, column => column[row]) : [];
        if (hasCoefficients && (errors is null || errors.IsOfCoefficientsAlone(row)))
        {
            CoefficientTest test = fit.Tests.Single("", function, 0);
            double residual = uncertainty.HasFlag(PredictionUncertainty.Residuals) ? ResidualErrors.Of(design, fit.Sigma, row) : 0;
            return !test.IsEstimable ? (double.NaN, double.NaN)
                : errors is null ? (double.Hypot(test.StandardError, residual), fit.ResidualDegreesOfFreedom)
                : (test.StandardError, test.DegreesOfFreedom ?? double.NaN);
        }

        if (errors is null)
        {
            return (uncertainty.HasFlag(PredictionUncertainty.Residuals) ? ResidualErrors.Of(design, fit.Sigma, row) : 0, fit.ResidualDegreesOfFreedom);
        }

        return hasCoefficients && !fit.Tests.Estimate.IsEstimable(function)
            ? (double.NaN, double.NaN)
            : (errors.Of(row), double.PositiveInfinity);
    }

    private static string Distribution(ModelFit fit, bool isStudent, bool isNormal)
    {
        string student = fit is LinearMixedModelFit ? $"Student's distribution with degrees of freedom by the method {fit.Tests.Method}" : "Student's distribution with the degrees of freedom of the residuals";
        return (isStudent, isNormal) switch
        {
            (true, true) => $"Limits are by {student} where the coefficients alone are uncertain, else by the normal distribution.",
            (true, false) => $"Limits are by {student}.",
            (false, true) => "Limits are by the normal distribution.",
            _ => "",
        };
    }
}
