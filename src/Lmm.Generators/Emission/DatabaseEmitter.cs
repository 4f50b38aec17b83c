using Lmm.Generators.Declarations;

namespace Lmm.Generators.Emission;

/// <summary>Writes the methods that fit a mixed model to rows which stay in a database.</summary>
internal static class DatabaseEmitter
{
    private const string Connection = "global::System.Data.Common.DbConnection connection";
    private const string Connections = "global::System.Collections.Generic.IReadOnlyList<global::System.Data.Common.DbConnection> connections";
    private const string Rest = "string source, global::Lmm.Estimation estimation = global::Lmm.Estimation.RestrictedMaximumLikelihood, global::Lmm.DatabaseOptions? options = null";
    private const string Cancellation = "global::System.Threading.CancellationToken cancellationToken = default";
    private const string Progress = "global::System.IProgress<global::Lmm.FitProgress>? progress = null";

    /// <summary>Writes the methods.</summary>
    public static void Write(SourceWriter writer, ModelSource model)
    {
        string fit = model.Declaration.Placement.Code(model.Declaration.FitName);
        string formula = CodeText.Code(model.Declaration.Formula);
        WriteFit(writer, model, $"Fits the model {formula} to rows that stay in a database: the engine sums them, and the solver takes the sums.", $"{fit} FitIn({Connection}, {Rest}, {Cancellation})", Synchronous("[connection]"));
        WriteFit(writer, model, $"Fits the model {formula} to rows that are spread over several databases, each row in one of them.", $"{fit} FitIn({Connections}, {Rest}, {Cancellation})", Synchronous("connections"));
        string task = $"global::System.Threading.Tasks.Task<{fit}>";
        WriteFit(writer, model, $"Fits the model {formula} to rows that stay in a database, asynchronously.", $"{task} FitInAsync({Connection}, {Rest}, {Progress}, {Cancellation})", Asynchronous("[connection]"));
        WriteFit(writer, model, $"Fits the model {formula} to rows that are spread over several databases, asynchronously.", $"{task} FitInAsync({Connections}, {Rest}, {Progress}, {Cancellation})", Asynchronous("connections"));
        writer.Line();
        writer.Summary("The statements that such a fit sends, in their order, for columns that are called like the variables.");
        writer.Line("/// <param name=\"dialect\">The engine.</param>");
        writer.Line("/// <param name=\"source\">A table or view, a call of the engine's, or a query.</param>");
        writer.Line("/// <param name=\"options\">The strategy; null for the default.</param>");
        model.WriteMethodAttributes(writer);
        writer.Line($"{model.TypeAccess} static global::System.Collections.Generic.IReadOnlyList<global::Lmm.SqlStatement> ShowSql(global::Lmm.SqlDialect dialect, string source, global::Lmm.DatabaseOptions? options = null)");
        writer.Continue(model.Body($"global::Lmm.DatabaseTask.ShowSql({TermsEmitter.Terms}, dialect, source, options)"));

        string Call(string connections, string isAsync, string progress)
            => $"global::Lmm.DatabaseTask.FitAsync({TermsEmitter.Terms}, {CodeText.Literal(model.Declaration.Name)}, {connections}, source, estimation, options, isAsync: {isAsync}, {progress}, static fit => new {fit}(fit), cancellationToken)";
        string Synchronous(string connections) => $"{Call(connections, connections == "connections" ? "true" : "false", "progress: null")}.GetAwaiter().GetResult()";
        string Asynchronous(string connections) => Call(connections, "true", "progress");
    }

    /// <summary>Writes the methods that fit the model to many responses.</summary>
    public static void WriteMany(SourceWriter writer, ModelSource model)
    {
        const string Responses = "string source, global::Lmm.DatabaseResponses responses";
        string rest = Rest.Replace("string source", Responses);
        string formula = CodeText.Code(model.Declaration.Formula);
        string fits = GeneratedMembers.NestedClass;
        WriteFit(writer, model, $"Fits the model {formula} to many responses that stay in a database: the engine sums their rows, and each is fitted from its sums.", $"{fits} FitManyIn({Connection}, {rest}, {Cancellation})", $"{Call("[connection]", "false", "progress: null")}.GetAwaiter().GetResult()");
        WriteFit(writer, model, $"Fits the model {formula} to many responses whose rows are spread over several databases, each row in one of them.", $"{fits} FitManyIn({Connections}, {rest}, {Cancellation})", $"{Call("connections", "true", "progress: null")}.GetAwaiter().GetResult()");
        string task = $"global::System.Threading.Tasks.Task<{fits}>";
        WriteFit(writer, model, $"Fits the model {formula} to many responses that stay in a database, asynchronously.", $"{task} FitManyInAsync({Connection}, {rest}, {Progress}, {Cancellation})", Call("[connection]", "true", "progress"));
        WriteFit(writer, model, $"Fits the model {formula} to many responses whose rows are spread over several databases, asynchronously.", $"{task} FitManyInAsync({Connections}, {rest}, {Progress}, {Cancellation})", Call("connections", "true", "progress"));
        writer.Line();
        writer.Summary("The statements that such fits send, in their order, of batches the first, for columns that are called like the variables.");
        writer.Line("/// <param name=\"dialect\">The engine.</param>");
        writer.Line("/// <param name=\"source\">A table or view, a call of the engine's, or a query.</param>");
        writer.Line("/// <param name=\"responses\">Where the responses stand: a column for each, or a row for each value.</param>");
        writer.Line("/// <param name=\"options\">The strategy; null for the default.</param>");
        model.WriteMethodAttributes(writer);
        writer.Line($"{model.TypeAccess} static global::System.Collections.Generic.IReadOnlyList<global::Lmm.SqlStatement> ShowSql(global::Lmm.SqlDialect dialect, {Responses}, global::Lmm.DatabaseOptions? options = null)");
        writer.Continue(model.Body($"global::Lmm.DatabaseTask.ShowSql({TermsEmitter.Terms}, {CodeText.Literal(model.Declaration.Name)}, dialect, source, responses, options)"));

        string Call(string connections, string isAsync, string progress)
            => $"global::Lmm.DatabaseTask.FitManyAsync({TermsEmitter.Terms}, {CodeText.Literal(model.Declaration.Name)}, {connections}, source, responses, estimation, options, isAsync: {isAsync}, {progress}, static fits => new {GeneratedMembers.NestedClass}(fits), cancellationToken)";
    }

    private static void WriteFit(SourceWriter writer, ModelSource model, string summary, string signature, string body)
    {
        writer.Line();
        writer.Summary(summary);
        writer.Line(signature.Contains("connections") ? "/// <param name=\"connections\">The connections, each to rows of its own.</param>" : "/// <param name=\"connection\">The connection; one that is closed is opened and closed again.</param>");
        writer.Line("/// <param name=\"source\">A table or view, of which each part of the name is quoted; a call of the engine's; or a query. It becomes a part of the statements.</param>");
        if (signature.Contains("responses"))
        {
            writer.Line("/// <param name=\"responses\">Where the responses stand: a column for each, or a row for each value.</param>");
        }

        writer.Line("/// <param name=\"estimation\">The criterion: REML by default; maximum likelihood for comparing fixed effects.</param>");
        writer.Line("/// <param name=\"options\">Strategy and limits; null for the defaults.</param>");
        if (signature.Contains("progress"))
        {
            writer.Line("/// <param name=\"progress\">Told of the stages; null for no reports.</param>");
        }

        writer.Line("/// <param name=\"cancellationToken\">Stops the work, in the engine too.</param>");
        writer.Line("/// <exception cref=\"global::Lmm.ModelException\">The rows cannot be fitted; the message says why.</exception>");
        writer.Line("/// <exception cref=\"global::Lmm.DataSourceException\">The engine refuses a statement; the message has its own.</exception>");
        model.WriteMethodAttributes(writer);
        writer.Line($"{model.TypeAccess} static {signature}");
        writer.Continue(model.Body(body));
    }
}
