using System.Globalization;
using Lmm.Generators.Declarations;

namespace Lmm.Generators.Emission;

/// <summary>Writes how rows of a type are made of the records of a text file or of a query, for all models on it.</summary>
internal sealed class RecordsEmitter
{
    /// <summary>The name of the method that gives a reader of rows.</summary>
    public const string Reader = "Reader";

    private const string Form = "Form";

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

    /// <summary>True for a value that need not have a column, unless the model uses it.</summary>
    public static bool IsOptional(RowInput input) => input.Setting != InputSetting.Required;

    /// <summary>Writes the reader and its form.</summary>
    public void Write()
    {
        _writer.Line("// Reads rows; what rows can do without must have a column all the same when it is used.");
        _writer.Line($"internal static {ModelSource.Runtime}.RowReader<{_rowType}, {Form}> {Reader}(params string[] used) => new(used);");
        _writer.Line();
        _writer.Line("// The columns of one source, looked up once, and the row of a record.");
        _writer.Open($"internal readonly struct {Form} : {ModelSource.Runtime}.IRowForm<{_rowType}, {Form}>");
        WriteColumns();
        _writer.Line();
        _writer.Line($"public static {Form} Of({ModelSource.Runtime}.RecordReader reader, string[] used) => new(reader, used);");
        _writer.Line();
        _writer.Open($"public {_rowType} Row<TRecord>(TRecord record) where TRecord : struct, {ModelSource.Runtime}.IRecord");
        WriteRow();
        _writer.Line("return row;");
        _writer.Close();
        _writer.Close();
    }

    private void WriteColumns()
    {
        for (int i = 0; i < _inputs.Length; i++)
        {
            _writer.Line($"private readonly int {Column(i)};");
            if (_inputs[i].Kind == InputKind.Enumeration)
            {
                _writer.Line($"private readonly {ModelSource.Runtime}.EnumNames<{_inputs[i].TypeName}> {Names(i)};");
            }
        }

        _writer.Line();
        _writer.Open($"private {Form}({ModelSource.Runtime}.RecordReader reader, string[] used)");
        for (int i = 0; i < _inputs.Length; i++)
        {
            string column = CodeText.Literal(_inputs[i].Column);
            _writer.Line($"{Column(i)} = reader.{(IsOptional(_inputs[i]) ? $"Column({column}, used)" : $"Column({column})")};");
            if (_inputs[i].Kind == InputKind.Enumeration)
            {
                string names = CodeText.Collection(_inputs[i].Constants.Select(constant => $"({CodeText.Literal(constant.Name)}, {constant.Code})"));
                _writer.Line($"{Names(i)} = new({names});");
            }
        }

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
            InputKind.Double => $"record.Number({column})",
            InputKind.Real => $"record.Real<{input.TypeName}>({column})",
            InputKind.Decimal => $"record.Decimal({column})",
            InputKind.Integer => $"record.Integer<{input.TypeName}>({column})",
            InputKind.Boolean => $"record.Truth({column})",
            InputKind.Enumeration => $"record.Level({column}, {Names(i)})",
            InputKind.String => $"record.Text({column})",
            InputKind.Character => $"record.Character({column})",
            _ => $"record.Parse<{input.TypeName}>({column})",
        };
        if (!input.MayBeMissing)
        {
            return value;
        }

        // A text whose type does not say whether it may be null takes null without a warning.
        return input.Kind is InputKind.String ? $"(record.IsMissing({column}) ? null! : {value})" : $"(record.IsMissing({column}) ? default({input.TypeName}?) : {value})";
    }

    private static string Column(int i) => "_column" + i.ToString(CultureInfo.InvariantCulture);

    private static string Names(int i) => "_names" + i.ToString(CultureInfo.InvariantCulture);
}
