using Lmm.Cli.Fitting;
using Lmm.Design;
using Lmm.Results;

namespace Lmm.Cli.Output;

/// <summary>The rows of a file with what a fit says of them: one line per row, empty cells where a row was left out.</summary>
internal sealed class AugmentedRows
{
    private static readonly string[] Names = [".fitted", ".fixed", ".resid", ".scaled", ".hat", ".cooksd"];

    private readonly string _file;
    private readonly CsvOptions _options;
    private readonly double[][] _columns;

    /// <summary>Takes the values from a fit.</summary>
    /// <param name="file">The file that was fitted.</param>
    /// <param name="options">How it is written.</param>
    /// <param name="fitted">The fit.</param>
    /// <param name="choice">The rows of the file that were wanted; null for all.</param>
    public AugmentedRows(string file, CsvOptions options, FittedModel fitted, RowChoice? choice)
    {
        _file = file;
        _options = options;
        ModelFit fit = fitted.Fit;
        var mixed = fit as LinearMixedModelFit;
        _columns =
        [
            OfInput(fit.FittedValues),
            OfInput(mixed is null ? fit.FittedValues : LinearPredictor.OfFixedEffects(fitted.Design, mixed.Solution.Beta)),
            OfInput(fit.Residuals),
            OfInput(mixed?.ScaledResiduals ?? ((LinearModelFit)fit).WeightedResiduals.Select(residual => residual / fit.Sigma)),
            OfInput(OrNone(() => fit.Influence.Leverage)),
            OfInput(OrNone(() => fit.Influence.CooksDistances)),
        ];

        double[] OfInput(IEnumerable<double> kept)
        {
            double[] values = PlacedValues.OfInput(fitted.Design.Rows, [.. kept]);
            return choice is null ? values : choice.OfInput(values);
        }

        // Where groups lie far apart, or random effects are too many, there is no leverage, and all else there is.
        IEnumerable<double> OrNone(Func<RowValues> values)
        {
            try
            {
                return values();
            }
            catch (ModelException fault) when (fault.Code == LmmErrorCode.NotAvailable)
            {
                return Enumerable.Repeat(double.NaN, fit.Rows.Count);
            }
        }
    }

    /// <summary>Writes header and rows.</summary>
    /// <exception cref="DataSourceException">The file cannot be read again.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void Write(TextWriter writer, CancellationToken cancellationToken)
        => AppendedColumns.Write(writer, _file, _options, [.. Names.Select((name, column) => (name, (IReadOnlyList<double>)_columns[column]))], cancellationToken);
}
