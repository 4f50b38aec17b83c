using Lmm.Formula.Binding;
using Lmm.Reading;

namespace Lmm.Frame;

/// <summary>
/// Makes frames of the values of a query a chunk at a time. A column takes its type from the values of its chunk; where a chunk has none, from those of the chunks before, or else from what the query declares, so
/// that a column which is empty at first has the type of its later values.
/// </summary>
/// <param name="reader">The query.</param>
internal sealed class ChunkColumns(DatabaseRecordReader reader)
{
    private readonly VariableType?[] _seen = new VariableType?[reader.Columns.Count];
    private readonly VariableType[] _declared = [.. Enumerable.Range(0, reader.Columns.Count).Select(column => Declared(reader, column))];
    private long _rows;

    /// <summary>Makes the frame of the next rows.</summary>
    /// <param name="values">The values of each column; null where missing.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="DataSourceException">A column holds binary values.</exception>
    public ModelFrame Frame(IReadOnlyList<object?>[] values, CancellationToken cancellationToken)
    {
        ModelFrame frame = new(reader.Columns.Index().Where(static column => column.Item.Length > 0).Select(column => Column(column.Index, column.Item, values[column.Index], cancellationToken)));
        _rows += frame.RowCount;
        return frame;
    }

    private FrameColumn Column(int index, string name, IReadOnlyList<object?> values, CancellationToken cancellationToken)
    {
        if (values.Any(static value => value is not null))
        {
            FrameColumn column = ValueColumn.Make(name, values, reader.Origin, cancellationToken, _rows);
            _seen[index] = column.Declaration.Type;
            return column;
        }

        return (_seen[index] ?? _declared[index]) switch
        {
            VariableType.Text => FrameColumn.Text(name, values.Select(static _ => (string?)null)),
            VariableType.Boolean => FrameColumn.Boolean(name, values.Select(static _ => (bool?)null)),
            _ => FrameColumn.Numeric(name, values.Select(static _ => double.NaN)),
        };
    }

    private static VariableType Declared(DatabaseRecordReader reader, int column)
    {
        try
        {
            Type type = reader.Query.GetFieldType(column);
            return type == typeof(bool) ? VariableType.Boolean
                : type == typeof(string) || type == typeof(char) || type == typeof(DateTime) || type == typeof(DateTimeOffset) || type == typeof(DateOnly) || type == typeof(Guid) ? VariableType.Text
                : VariableType.Continuous;
        }
        catch (Exception fault) when (fault is InvalidCastException or NotSupportedException or InvalidOperationException)
        {
            // A driver may tell the type of a value alone.
            return VariableType.Continuous;
        }
    }

    /// <summary>The number of rows so far.</summary>
    public override string ToString() => FormattableString.Invariant($"{_rows} rows of {reader.Origin}");
}
