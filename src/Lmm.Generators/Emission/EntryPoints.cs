namespace Lmm.Generators.Emission;

/// <summary>Writes the public methods of a model's class.</summary>
internal static class EntryPoints
{
    private const string Options = "global::Lmm.FitOptions? options = null";
    private const string Cancellation = "global::System.Threading.CancellationToken cancellationToken = default";

    /// <summary>Writes the methods.</summary>
    public static void Write(SourceWriter writer, ModelSource model)
    {
        string fitName = model.Declaration.Placement.Code(model.Declaration.FitName);
        string rows = $"global::System.Collections.Generic.IEnumerable<{model.Declaration.Row.TypeName}> rows";

        writer.Summary($"Fits the model {CodeText.Code(model.Declaration.Formula)} to rows.");
        WriteParameters(writer, model.IsMixed);
        model.WriteMethodAttributes(writer);
        if (model.IsMixed)
        {
            writer.Line($"{model.RowAccess} static {fitName} Fit({rows}, global::Lmm.Estimation estimation = global::Lmm.Estimation.RestrictedMaximumLikelihood, {Options}, {Cancellation})");
            writer.Continue(model.Body("new(global::Lmm.LinearMixedModel.Fit(BuildDesign(rows, options, cancellationToken), estimation, options, cancellationToken))"));
        }
        else
        {
            writer.Line($"{model.RowAccess} static {fitName} Fit({rows}, {Options}, {Cancellation})");
            writer.Continue(model.Body("new(global::Lmm.LinearModel.Fit(BuildDesign(rows, options, cancellationToken), options, cancellationToken))"));
        }

        writer.Line();
        writer.Summary("Builds the model's design from rows, without fitting it.");
        WriteParameters(writer, withEstimation: false);
        model.WriteMethodAttributes(writer);
        writer.Line($"{model.RowAccess} static global::Lmm.ModelDesign BuildDesign({rows}, {Options}, {Cancellation})");
        writer.Continue(model.Body($"{DesignEmitter.Method}({RowsEmitter.Method}(rows, options, fitted: null, cancellationToken))"));
        writer.Line();
        writer.Summary("Builds the design of rows to predict, by the levels and transforms that a fit has learned.");
        writer.Line("/// <param name=\"rows\">The rows; they are read once. Their responses and weights do not matter.</param>");
        writer.Line("/// <param name=\"fit\">The fit.</param>");
        writer.Line("/// <param name=\"cancellationToken\">Stops the work.</param>");
        writer.Line("/// <exception cref=\"global::Lmm.ModelException\">A row has a level of a fixed effect that no fitted row had, or an infinite value.</exception>");
        model.WriteMethodAttributes(writer);
        writer.Line($"{model.RowAccess} static global::Lmm.ModelDesign BuildDesign({rows}, {fitName} fit, {Cancellation})");
        writer.Continue(model.Body($"{DesignEmitter.Method}({RowsEmitter.Method}(rows, options: null, fit.FittedRows, cancellationToken))"));
    }

    private static void WriteParameters(SourceWriter writer, bool withEstimation)
    {
        writer.Line("/// <param name=\"rows\">The rows; they are read once.</param>");
        if (withEstimation)
        {
            writer.Line("/// <param name=\"estimation\">The criterion: REML by default; maximum likelihood for comparing fixed effects.</param>");
        }

        writer.Line("/// <param name=\"options\">How to treat missing values, and limits; null for the defaults.</param>");
        writer.Line("/// <param name=\"cancellationToken\">Stops the work.</param>");
        writer.Line("/// <exception cref=\"global::Lmm.ModelException\">The rows cannot be fitted; the message says why.</exception>");
    }
}
