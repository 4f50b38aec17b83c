using System.Data.Common;
using System.Globalization;
using Lmm.Cli.Databases;
using Lmm.Cli.Output;

namespace Lmm.Cli.Fitting;

/// <summary>Fits models to rows that stay in their database.</summary>
internal static class DatabaseRun
{
    /// <summary>Fits a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="estimation">The criterion.</param>
    /// <param name="options">Weights, offset, factors, and how to fit.</param>
    /// <param name="context">The run.</param>
    /// <exception cref="DataSourceException">The engine refuses a statement, or cannot be reached.</exception>
    /// <exception cref="InputException">The database is not there, or the response weighs itself, or is taken off itself.</exception>
    /// <exception cref="ModelException">The formula does not fit the columns, or the rows cannot be fitted.</exception>
    public static FitRun Fit(Model model, DatabaseRows rows, Estimation estimation, DatabaseOptions options, ToolContext context)
    {
        List<FitWarning> warnings = [];
        string stage = $"summing rows of {rows.Name} in their database";
        DatabaseProgress progress = new(context.Stages, $"fitting {model.Formula}");
        (LinearMixedModelFit fit, TimeSpan time) = context.Stages.Run(
            stage,
            () =>
            {
                using DbConnection connection = rows.Connect();
                return DatabaseFitting.FitIn(
                    model,
                    connection,
                    rows.Source,
                    estimation,
                    options with { Interrupt = rows.Interrupt },
                    bound =>
                    {
                        ModelBinding.RefuseResponse(bound.Spec!, options.Weights, options.Offset, static (response, name) => response == name);
                        warnings.AddRange(FitWarning.OfFormula(model.Formula, bound.Diagnostics));
                    },
                    progress,
                    context.CancellationToken);
            },
            fit => string.Create(CultureInfo.InvariantCulture, $"fitted {fit.ObservationCount} rows of {rows.Name} as {fit.Cells}"),
            context.CancellationToken);
        TimeSpan summed = progress.SummingTime;
        return new FitRun(fit, [.. warnings, .. FitWarning.Of(fit)], summed, TimeSpan.Zero, time - summed, Filtered: null);
    }

    /// <summary>The statements of a fit without passwords, with empty lines between them; none but the one that asks for the columns is run.</summary>
    /// <inheritdoc cref="Fit"/>
    public static string Statements(Model model, DatabaseRows rows, DatabaseOptions options)
    {
        using DbConnection connection = rows.Connect();
        return HiddenAddresses.Masked(string.Join("\n\n", model.ShowSql(connection, rows.Source, options)) + "\n");
    }
}
