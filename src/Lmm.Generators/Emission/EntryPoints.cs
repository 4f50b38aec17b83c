namespace Lmm.Generators.Emission;

/// <summary>Writes the public methods of a model's class.</summary>
internal static class EntryPoints
{
    /// <summary>The parameter of methods that can be stopped.</summary>
    public const string Cancellation = "global::System.Threading.CancellationToken cancellationToken = default";

    private const string Options = "global::Lmm.FitOptions? options = null";

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

        WriteAsync(writer, model, fitName, "IEnumerable", "on another thread", "they are read once, on that thread");
        WriteAsync(writer, model, fitName, "IAsyncEnumerable", "that come one after the other", "they are read once, and are all in memory before the fit begins");
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
        WriteLoad(writer, model, fitName, "string path", "path", "The file that <c>Save</c> has written.", "file");
        WriteLoad(writer, model, fitName, "global::System.IO.Stream stream", "stream", "The stream that <c>Save</c> has written to; it is read to the end of what was saved, and stays open.", "stream");
    }

    private static void WriteLoad(SourceWriter writer, ModelSource model, string fitName, string parameter, string name, string description, string source)
    {
        writer.Line();
        writer.Summary($"Loads a fit of the model from a {source}: it predicts, tests and compares to the last bit as it did, without rows.");
        writer.Line($"/// <param name=\"{name}\">{description}</param>");
        writer.Line($"/// <exception cref=\"global::Lmm.SavedFileException\">The {source} cannot be read, is damaged, of another version, or of another model.</exception>");
        model.WriteMethodAttributes(writer);
        writer.Line($"{model.TypeAccess} static {fitName} Load({parameter})");
        writer.Continue(model.Body($"new(global::Lmm.{(model.IsMixed ? "LinearMixedModelFit" : "LinearModelFit")}.Load({name}, {TermsEmitter.Terms}))"));
    }

    private static void WriteAsync(SourceWriter writer, ModelSource model, string fitName, string sequence, string how, string rows)
    {
        writer.Line();
        writer.Summary($"Fits the model {CodeText.Code(model.Declaration.Formula)} to rows {how}.");
        WriteParameters(writer, model.IsMixed, rows, "Told of rows, stages and evaluations, on the threads that work; null for no reports.");
        writer.Line("/// <exception cref=\"global::System.OperationCanceledException\">The work was cancelled.</exception>");
        model.WriteMethodAttributes(writer);
        string estimation = model.IsMixed ? "global::Lmm.Estimation estimation = global::Lmm.Estimation.RestrictedMaximumLikelihood, " : "";
        writer.Line($"{model.RowAccess} static global::System.Threading.Tasks.Task<{fitName}> FitAsync(global::System.Collections.Generic.{sequence}<{model.Declaration.Row.TypeName}> rows, {estimation}{Options}, global::System.IProgress<global::Lmm.FitProgress>? progress = null, {Cancellation})");
        string design = $"{DesignEmitter.Method}({RowsEmitter.Method}(read, options, fitted: null, cancellationToken))";
        writer.Continue(model.Body($"global::Lmm.FitTask.Run(rows, read => new {fitName}(global::Lmm.{(model.IsMixed ? $"FitTask.Mixed({design}, estimation" : $"FitTask.Linear({design}")}, options, progress, cancellationToken)), progress, cancellationToken)"));
    }

    private static void WriteParameters(SourceWriter writer, bool withEstimation, string rows = "they are read once", string? progress = null)
    {
        writer.Line($"/// <param name=\"rows\">The rows; {rows}.</param>");
        if (withEstimation)
        {
            writer.Line("/// <param name=\"estimation\">The criterion: REML by default; maximum likelihood for comparing fixed effects.</param>");
        }

        writer.Line("/// <param name=\"options\">How to treat missing values, and limits; null for the defaults.</param>");
        if (progress is not null)
        {
            writer.Line($"/// <param name=\"progress\">{progress}</param>");
        }

        writer.Line("/// <param name=\"cancellationToken\">Stops the work.</param>");
        writer.Line("/// <exception cref=\"global::Lmm.ModelException\">The rows cannot be fitted; the message says why.</exception>");
    }
}
