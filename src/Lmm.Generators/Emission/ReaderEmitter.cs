using Lmm.Generators.Declarations;

namespace Lmm.Generators.Emission;

/// <summary>
/// Writes a model's methods that read rows from a text file and from a query, by the readers of the row type; none for a row type that generated code
/// cannot make.
/// </summary>
internal sealed class ReaderEmitter
{
    private const string Cancellation = "global::System.Threading.CancellationToken cancellationToken = default";

    private readonly SourceWriter _writer;
    private readonly ModelSource _model;
    private readonly RowInput[] _needed;
    private readonly RowInput[] _optional;
    private readonly string _used;

    private ReaderEmitter(SourceWriter writer, ModelSource model)
    {
        _writer = writer;
        _model = model;
        var used = new HashSet<string>(model.Spec.Variables.Select(variable => variable.Declaration.Name), StringComparer.Ordinal);
        RowInput[] inputs = [.. RowEmitter.Inputs(model.Declaration.Row)];
        _needed = [.. inputs.Where(input => !RecordsEmitter.IsOptional(input) || used.Contains(input.Column))];
        _optional = [.. inputs.Except(_needed)];
        _used = string.Concat(_needed.Where(RecordsEmitter.IsOptional).Select(input => ", " + CodeText.Literal(input.Column)));
    }

    /// <summary>Writes the methods.</summary>
    public static void Write(SourceWriter writer, ModelSource model)
    {
        writer.Line();
        if (model.Declaration.Row.Construction is null)
        {
            writer.Line("// Rows are not read from files: no constructor that generated code can call takes just values that it can read,");
            writer.Line("// and leaves no required member open.");
            return;
        }

        new ReaderEmitter(writer, model).Write();
    }

    private void Write()
    {
        WriteEntryPoint(
            "Reads rows from a text file with delimited columns, its first line being their names.",
            [("path", "The file."), ("options", "How the file is written; null for the defaults.")],
            "The file cannot be read; the message names file, line and column.",
            $"{RecordsEmitter.Csv}(string path, {ModelSource.Runtime}.CsvOptions? options = null, {Cancellation})",
            $"{RecordsEmitter.Csv}(path, options");
        _writer.Line();
        WriteEntryPoint(
            "Reads rows from the current result of a query, to its end; the query stays open.",
            [("query", "The query's reader.")],
            "A value is not of its type; the message names row and column.",
            $"{RecordsEmitter.Query}(global::System.Data.Common.DbDataReader query, {Cancellation})",
            $"{RecordsEmitter.Query}(query");
    }

    private void WriteEntryPoint(string summary, (string Name, string Text)[] parameters, string fault, string signature, string call)
    {
        _writer.Summary(summary);
        WriteRemarks();
        foreach ((string name, string text) in parameters)
        {
            _writer.Line($"/// <param name=\"{name}\">{text}</param>");
        }

        _writer.Line("/// <param name=\"cancellationToken\">Stops the work.</param>");
        _writer.Line($"/// <exception cref=\"global::Lmm.DataSourceException\">{fault}</exception>");
        _model.WriteMethodAttributes(_writer);
        RowType row = _model.Declaration.Row;
        _writer.Line($"{_model.RowAccess} static global::System.Collections.Generic.List<{row.TypeName}> {signature}");
        _writer.Continue($"=> {new RowSource(row).ClassName}.{call}, cancellationToken{_used});");
    }

    private void WriteRemarks()
    {
        _writer.Line("/// <remarks>");
        _writer.Line($"/// Columns are matched to names as formulas are. There must be {List(_needed)}.");
        if (_optional.Length > 0)
        {
            _writer.Line($"/// Read where there is a column: {List(_optional)}.");
        }

        _writer.Line("/// </remarks>");
    }

    private static string List(IEnumerable<RowInput> inputs)
        => string.Join(", ", inputs.Select(input => CodeText.Code(input.Column)).DefaultIfEmpty("no column in particular"));
}
