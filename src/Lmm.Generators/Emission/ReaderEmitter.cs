using Lmm.Generators.Declarations;

namespace Lmm.Generators.Emission;

/// <summary>
/// Writes a model's methods that read rows from a text and from a query, by the reader of the row type; none for a row type that generated code
/// cannot make.
/// </summary>
internal sealed class ReaderEmitter
{
    private const string Query = "global::System.Data.Common.DbDataReader query";
    private const string Options = "global::Lmm.CsvOptions? options";
    private const string Cancellation = "global::System.Threading.CancellationToken cancellationToken";

    private static readonly string[] Sources = ["string path", "global::System.IO.Stream stream", "global::System.IO.TextReader text"];

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
        _used = string.Join(", ", _needed.Where(RecordsEmitter.IsOptional).Select(input => CodeText.Literal(input.Column)));
    }

    /// <summary>Writes the methods.</summary>
    public static void Write(SourceWriter writer, ModelSource model)
    {
        if (model.Declaration.Row.Construction is null)
        {
            writer.Line();
            writer.Line("// Rows are not read from files: no constructor that generated code can call takes just values that it can read,");
            writer.Line("// and leaves no required member open.");
            return;
        }

        new ReaderEmitter(writer, model).Write();
    }

    private void Write()
    {
        foreach (string source in Sources)
        {
            WriteMethod("List", "ReadCsv", [source, Options, Cancellation]);
        }

        WriteMethod("List", "Read", [Query, Cancellation]);
        foreach (string source in Sources)
        {
            WriteMethod("IEnumerable", "EnumerateCsv", [source, Options]);
        }

        WriteMethod("IEnumerable", "Enumerate", [Query]);
        foreach (string source in Sources)
        {
            WriteMethod("IAsyncEnumerable", "EnumerateCsvAsync", [source, Options, Cancellation]);
        }

        WriteMethod("IAsyncEnumerable", "EnumerateAsync", [Query, Cancellation]);
    }

    // What the methods do is documented where they are implemented.
    private void WriteMethod(string collection, string name, string[] parameters)
    {
        _writer.Line();
        _writer.Line($"/// <inheritdoc cref=\"{ModelSource.Runtime}.RowReader{{TRow, TForm}}.{name}({string.Join(", ", parameters.Select(TypeOf))})\"/>");
        WriteRemarks();
        _model.WriteMethodAttributes(_writer);
        RowType row = _model.Declaration.Row;
        _writer.Line($"{_model.RowAccess} static global::System.Collections.Generic.{collection}<{row.TypeName}> {name}({string.Join(", ", parameters.Select(WithDefault))})");
        _writer.Continue($"=> {new RowSource(row).ClassName}.{RecordsEmitter.Reader}({_used}).{name}({string.Join(", ", parameters.Select(NameOf))});");
    }

    private static string TypeOf(string parameter) => parameter.Substring(0, parameter.IndexOf(' '));

    private static string NameOf(string parameter) => parameter.Substring(parameter.IndexOf(' ') + 1);

    private static string WithDefault(string parameter) => parameter switch
    {
        Options => parameter + " = null",
        Cancellation => parameter + " = default",
        _ => parameter,
    };

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
