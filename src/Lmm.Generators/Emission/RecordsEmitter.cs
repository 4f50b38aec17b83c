using System.Globalization;
using Lmm.Generators.Declarations;

namespace Lmm.Generators.Emission;

/// <summary>Writes the methods that read rows of a type from a text file and from a query, for all models on it.</summary>
internal sealed class RecordsEmitter
{
    /// <summary>The name of the method that reads a file.</summary>
    public const string Csv = "ReadCsv";

    /// <summary>The name of the method that reads a query.</summary>
    public const string Query = "Read";

    private const string Cancellation = "global::System.Threading.CancellationToken cancellationToken";

    private readonly SourceWriter _writer;
    private readonly RowConstruction _construction;
    private readonly RowInput[] _inputs;
    private readonly string _rowType;

    /// <summary>Writes for a row type.</summary>
    public RecordsEmitter(SourceWriter writer, RowType row, RowConstruction construction)
    {
        _writer = writer;
        _construction = construction;
        _inputs = [.. RowEmitter.Inputs(row)];
        _rowType = row.TypeName;
    }

    private string Rows => $"global::System.Collections.Generic.List<{_rowType}>";

    // A member that need not be set must have a column all the same when the model that asks uses it.
    private bool AreSomeOptional => _inputs.Any(IsOptional);

    /// <summary>True for a value that need not have a column, unless the model uses it.</summary>
    public static bool IsOptional(RowInput input) => input.Setting != InputSetting.Required;

    /// <summary>Writes the methods.</summary>
    public void Write()
    {
        WriteEntryPoint(Csv, $"string path, {ModelSource.Runtime}.CsvOptions? options", "OpenCsv(path, options)");
        WriteEntryPoint(Query, "global::System.Data.Common.DbDataReader query", "Of(query)");
        WriteRecords();
    }

    private void WriteEntryPoint(string name, string parameters, string open)
    {
        _writer.Open($"internal static {Rows} {name}({parameters}, {Cancellation}{(AreSomeOptional ? ", params string[] used" : "")})");
        _writer.Line($"using {ModelSource.Runtime}.RecordReader reader = {ModelSource.Runtime}.RecordReader.{open};");
        _writer.Line($"return ReadRecords(reader, cancellationToken{(AreSomeOptional ? ", used" : "")});");
        _writer.Close();
        _writer.Line();
    }

    private void WriteRecords()
    {
        _writer.Line("// The records as rows; the columns are looked up once.");
        _writer.Open($"private static {Rows} ReadRecords({ModelSource.Runtime}.RecordReader reader, {Cancellation}{(AreSomeOptional ? ", string[] used" : "")})");
        for (int i = 0; i < _inputs.Length; i++)
        {
            string column = CodeText.Literal(_inputs[i].Column);
            _writer.Line($"int {Column(i)} = reader.{(IsOptional(_inputs[i]) ? $"Column({column}, used)" : $"Column({column})")};");
            if (_inputs[i].Kind == InputKind.Enumeration)
            {
                string type = _inputs[i].TypeName;
                string names = CodeText.Collection(_inputs[i].Constants.Select(constant => $"({CodeText.Literal(constant.Name)}, {constant.Code})"));
                _writer.Line($"{ModelSource.Runtime}.EnumNames<{type}> {Names(i)} = new({names});");
            }
        }

        _writer.Line($"{Rows} rows = [];");
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
        int[] initial = [.. Enumerable.Range(arguments, _inputs.Length - arguments).Where(i => _inputs[i].Setting != InputSetting.Any)];
        if (initial.Length == 0)
        {
            _writer.Line($"{_rowType} row = new {_construction.TypeName}({call});");
        }
        else
        {
            _writer.Open($"{_rowType} row = new {_construction.TypeName}({call})");
            foreach (int i in initial)
            {
                string value = IsOptional(_inputs[i]) ? $"{Column(i)} < 0 ? default! : {Value(i)}" : Value(i);
                _writer.Line($"{TypeNames.Escape(_inputs[i].Target)} = {value},");
            }

            _writer.Close(";");
        }

        foreach (int i in Enumerable.Range(arguments, _inputs.Length - arguments).Where(i => _inputs[i].Setting == InputSetting.Any))
        {
            _writer.Open($"if ({Column(i)} >= 0)");
            _writer.Line($"row.{TypeNames.Escape(_inputs[i].Target)} = {Value(i)};");
            _writer.Close();
            _writer.Line();
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

        // A text whose type does not say whether it may be null takes null without a warning.
        return input.Kind is InputKind.String ? $"(reader.IsMissing({column}) ? null! : {value})" : $"(reader.IsMissing({column}) ? default({input.TypeName}?) : {value})";
    }

    private static string Column(int i) => "column" + i.ToString(CultureInfo.InvariantCulture);

    private static string Names(int i) => "names" + i.ToString(CultureInfo.InvariantCulture);
}
