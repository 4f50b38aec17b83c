using System.Globalization;
using Lmm.Generators.Declarations;

namespace Lmm.Generators.Emission;

/// <summary>Writes the methods that read rows from a text file and from a query; none for a row type that generated code cannot make.</summary>
internal sealed class ReaderEmitter
{
    /// <summary>The name of the method that both readers share.</summary>
    public const string Method = "ReadRecords";

    private const string Cancellation = "global::System.Threading.CancellationToken cancellationToken = default";

    private readonly SourceWriter _writer;
    private readonly ModelSource _model;
    private readonly RowConstruction _construction;
    private readonly List<RowInput> _inputs;
    private readonly HashSet<string> _used;

    private ReaderEmitter(SourceWriter writer, ModelSource model, RowConstruction construction)
    {
        _writer = writer;
        _model = model;
        _construction = construction;
        _inputs = [.. construction.Arguments, .. construction.Members];
        _used = new HashSet<string>(model.Spec.Variables.Select(variable => variable.Declaration.Name), StringComparer.Ordinal);
    }

    private string RowType => _model.Declaration.Row.TypeName;

    private string Rows => $"global::System.Collections.Generic.List<{RowType}>";

    /// <summary>Writes the methods.</summary>
    public static void Write(SourceWriter writer, ModelSource model)
    {
        writer.Line();
        if (model.Declaration.Row.Construction is not { } construction)
        {
            writer.Line("// Rows are not read from files: no constructor that generated code can call takes just values that it can read,");
            writer.Line("// and leaves no required member open.");
            return;
        }

        var emitter = new ReaderEmitter(writer, model, construction);
        emitter.WriteEntryPoints();
        emitter.WriteRecords();
    }

    private void WriteEntryPoints()
    {
        WriteEntryPoint(
            "Reads rows from a text file with delimited columns, its first line being their names.",
            [("path", "The file."), ("options", "How the file is written; null for the defaults.")],
            "The file cannot be read; the message names file, line and column.",
            $"ReadCsv(string path, {ModelSource.Runtime}.CsvOptions? options = null, {Cancellation})",
            "OpenCsv(path, options)");
        WriteEntryPoint(
            "Reads rows from the current result of a query, to its end; the query stays open.",
            [("query", "The query's reader.")],
            "A value is not of its type; the message names row and column.",
            $"Read(global::System.Data.Common.DbDataReader query, {Cancellation})",
            "Of(query)");
    }

    private void WriteEntryPoint(string summary, (string Name, string Text)[] parameters, string fault, string signature, string open)
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
        _writer.Open($"{_model.RowAccess} static {Rows} {signature}");
        _writer.Line($"using {ModelSource.Runtime}.RecordReader reader = {ModelSource.Runtime}.RecordReader.{open};");
        _writer.Line($"return {Method}(reader, cancellationToken);");
        _writer.Close();
        _writer.Line();
    }

    private void WriteRemarks()
    {
        _writer.Line("/// <remarks>");
        _writer.Line($"/// Columns are matched to names as formulas are. There must be {List(_inputs.Where(MustBeThere))}.");
        if (_inputs.Any(input => !MustBeThere(input)))
        {
            _writer.Line($"/// Read where there is a column: {List(_inputs.Where(input => !MustBeThere(input)))}.");
        }

        _writer.Line("/// </remarks>");
    }

    private static string List(IEnumerable<RowInput> inputs)
        => string.Join(", ", inputs.Select(input => CodeText.Code(input.Column)).DefaultIfEmpty("no column in particular"));

    private void WriteRecords()
    {
        _writer.Line("// The records as rows; the columns are looked up once.");
        _model.WriteMethodAttributes(_writer);
        _writer.Open($"private static {Rows} {Method}({ModelSource.Runtime}.RecordReader reader, global::System.Threading.CancellationToken cancellationToken)");
        for (int i = 0; i < _inputs.Count; i++)
        {
            string method = MustBeThere(_inputs[i]) ? "Column" : "OptionalColumn";
            _writer.Line($"int {Column(i)} = reader.{method}({CodeText.Literal(_inputs[i].Column)});");
            if (_inputs[i].Kind == InputKind.Enumeration)
            {
                string type = _inputs[i].TypeName;
                string names = CodeText.Collection(_inputs[i].EnumNames.Select(name => $"({CodeText.Literal(name)}, {type}.{TypeNames.Escape(name)})"));
                _writer.Line($"var {Names(i)} = new {ModelSource.Runtime}.EnumNames<{type}>({names});");
            }
        }

        _writer.Line($"var rows = new {Rows}();");
        _writer.Open("while (reader.Read())");
        _writer.Open("if ((rows.Count & 4095) == 0)");
        _writer.Line("cancellationToken.ThrowIfCancellationRequested();");
        _writer.Close();
        _writer.Line();
        WriteRow();
        _writer.Line("rows.Add(row);");
        _writer.Close();
        _writer.Line();
        _writer.Line("return rows;");
        _writer.Close();
    }

    private void WriteRow()
    {
        int arguments = _construction.Arguments.Count;
        string call = string.Join(", ", Enumerable.Range(0, arguments).Select(i => $"{TypeNames.Escape(_inputs[i].Target)}: {Value(i)}"));
        int[] initial = [.. Enumerable.Range(arguments, _inputs.Count - arguments).Where(i => _inputs[i].Setting != InputSetting.Any)];
        if (initial.Length == 0)
        {
            _writer.Line($"var row = new {RowType}({call});");
        }
        else
        {
            _writer.Open($"var row = new {RowType}({call})");
            foreach (int i in initial)
            {
                string value = MustBeThere(_inputs[i]) ? Value(i) : $"{Column(i)} < 0 ? default! : {Value(i)}";
                _writer.Line($"{TypeNames.Escape(_inputs[i].Target)} = {value},");
            }

            _writer.Close(";");
        }

        foreach (int i in Enumerable.Range(arguments, _inputs.Count - arguments).Where(i => _inputs[i].Setting == InputSetting.Any))
        {
            string assignment = $"row.{TypeNames.Escape(_inputs[i].Target)} = {Value(i)};";
            if (MustBeThere(_inputs[i]))
            {
                _writer.Line(assignment);
            }
            else
            {
                _writer.Open($"if ({Column(i)} >= 0)");
                _writer.Line(assignment);
                _writer.Close();
            }
        }
    }

    private string Value(int i)
    {
        RowInput input = _inputs[i];
        string column = Column(i);
        string value = input.Kind switch
        {
            InputKind.Double => $"reader.Number({column})",
            InputKind.Real => $"reader.Real<{input.TypeName}>({column})",
            InputKind.Decimal => $"reader.Decimal({column})",
            InputKind.Integer => $"reader.Integer<{input.TypeName}>({column})",
            InputKind.Boolean => $"reader.Truth({column})",
            InputKind.Enumeration => $"reader.Level({column}, {Names(i)})",
            InputKind.String => $"reader.Text({column})",
            InputKind.Character => $"reader.Character({column})",
            _ => $"reader.Parse<{input.TypeName}>({column})",
        };
        if (!input.MayBeMissing)
        {
            return value;
        }

        return input.Kind is InputKind.String ? $"(reader.IsMissing({column}) ? null : {value})" : $"(reader.IsMissing({column}) ? default({input.TypeName}?) : {value})";
    }

    private bool MustBeThere(RowInput input) => input.Setting == InputSetting.Required || _used.Contains(input.Column);

    private static string Column(int i) => "column" + i.ToString(CultureInfo.InvariantCulture);

    private static string Names(int i) => "names" + i.ToString(CultureInfo.InvariantCulture);
}
