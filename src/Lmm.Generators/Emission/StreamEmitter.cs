namespace Lmm.Generators.Emission;

/// <summary>Writes the methods that fit a mixed model to rows which come one after the other and are not kept.</summary>
internal static class StreamEmitter
{
    private const string Rest = "global::Lmm.Estimation estimation = global::Lmm.Estimation.RestrictedMaximumLikelihood, global::Lmm.StreamOptions? options = null";

    /// <summary>Writes the methods.</summary>
    public static void Write(SourceWriter writer, ModelSource model)
    {
        string fit = model.Declaration.Placement.Code(model.Declaration.FitName);
        string row = model.Declaration.Row.TypeName;
        string read = $"(part, chosen, before) => {RowsEmitter.Method}(part, chosen, fitted: null, cancellationToken, withResponse: true, before)";
        string arguments = $"{TermsEmitter.Terms}, {CodeText.Literal(model.Declaration.Name)}, rows, {read}, estimation, options";
        WriteSummary(writer, model, "rows that need not fit the memory", progress: null);
        writer.Line($"{model.RowAccess} static {fit} FitStream(global::System.Collections.Generic.IEnumerable<{row}> rows, {Rest}, {EntryPoints.Cancellation})");
        writer.Continue(model.Body($"new(global::Lmm.StreamTask.Fit<{row}>({arguments}, cancellationToken))"));
        WriteSummary(writer, model, "rows that come one after the other and need not fit the memory", "Told of rows, stages and evaluations, on the threads that work; null for no reports.");
        writer.Line($"{model.RowAccess} static global::System.Threading.Tasks.Task<{fit}> FitStreamAsync(global::System.Collections.Generic.IAsyncEnumerable<{row}> rows, {Rest}, global::System.IProgress<global::Lmm.FitProgress>? progress = null, {EntryPoints.Cancellation})");
        writer.Continue(model.Body($"global::Lmm.StreamTask.FitAsync<{row}, {fit}>({arguments}, progress, static fit => new {fit}(fit), cancellationToken)"));
    }

    /// <summary>Writes the methods that compute residuals of rows which are given again.</summary>
    public static void WriteResiduals(SourceWriter writer, ModelSource model)
    {
        WriteResiduals(writer, model, "IEnumerable", "ResidualsOf", "rows");
        WriteResiduals(writer, model, "IAsyncEnumerable", "ResidualsOfAsync", "rows that come one after the other");
    }

    private static void WriteResiduals(SourceWriter writer, ModelSource model, string sequence, string method, string rows)
    {
        string row = model.Declaration.Row.TypeName;
        writer.Line();
        writer.Summary($"The residuals and fitted values of {rows}, such as those of a fit whose rows stayed in a database or passed in a stream. They are read when residuals are asked for, a chunk at a time.");
        writer.Line("/// <param name=\"rows\">The rows; they are read once.</param>");
        writer.Line("/// <param name=\"fit\">The fit; it needs no rows of its own.</param>");
        writer.Line("/// <param name=\"options\">What is predicted, and what of levels that no fitted row had; null for the defaults.</param>");
        writer.Line("/// <param name=\"cancellationToken\">Stops the work.</param>");
        writer.Line("/// <returns>One residual per row, in the order of the rows; NaN for rows that lack a value.</returns>");
        writer.Line("/// <exception cref=\"global::Lmm.ModelException\">A row has a level that no fitted row had, or an infinite value, or the response learns from all rows.</exception>");
        model.WriteMethodAttributes(writer);
        writer.Line($"{model.RowAccess} static global::System.Collections.Generic.{sequence}<global::Lmm.RowResidual> {method}(global::System.Collections.Generic.{sequence}<{row}> rows, {model.Declaration.Placement.Code(model.Declaration.FitName)} fit, global::Lmm.PredictionOptions? options = null, {EntryPoints.Cancellation})");
        writer.Continue(model.Body($"global::Lmm.ResidualStreams.{method}<{row}>(fit, rows, (part, before) => {RowsEmitter.Method}(part, options: null, fitted: null, cancellationToken, withResponse: true, before), part => BuildDesign(part, fit, cancellationToken), options, cancellationToken)"));
    }

    private static void WriteSummary(SourceWriter writer, ModelSource model, string rows, string? progress)
    {
        writer.Line();
        writer.Summary($"Fits the model {CodeText.Code(model.Declaration.Formula)} to {rows}: they are summed chunk by chunk and forgotten, so that the fit has estimates, but no residuals.");
        writer.Line("/// <param name=\"rows\">The rows; they are read once.</param>");
        writer.Line("/// <param name=\"estimation\">The criterion: REML by default; maximum likelihood for comparing fixed effects.</param>");
        writer.Line("/// <param name=\"options\">Rows per chunk, limits and the options of the fit; null for the defaults.</param>");
        if (progress is not null)
        {
            writer.Line($"/// <param name=\"progress\">{progress}</param>");
        }

        writer.Line("/// <param name=\"cancellationToken\">Stops the work.</param>");
        writer.Line("/// <exception cref=\"global::Lmm.ModelException\">The rows cannot be fitted; the message says why.</exception>");
        writer.Line("/// <exception cref=\"global::System.OperationCanceledException\">The work was cancelled.</exception>");
        model.WriteMethodAttributes(writer);
    }
}
