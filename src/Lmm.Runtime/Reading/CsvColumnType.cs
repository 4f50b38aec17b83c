using System.Text;

namespace Lmm.Reading;

/// <summary>Finds the type of a column cell by cell and keeps no cell: the type by which <see cref="CsvColumn"/> would read them all.</summary>
/// <param name="index">The column's index in the header.</param>
/// <param name="name">The column's name.</param>
/// <param name="options">How the file is written.</param>
internal sealed class CsvColumnType(int index, string name, CsvOptions options)
{
    private readonly MissingCells _missing = new(options);

    /// <summary>The column's name.</summary>
    public string Name => name;

    /// <summary>The type of the cells so far; null where all are missing.</summary>
    public ColumnType? Type { get; private set; }

    /// <summary>Why the column is text; null where it is none.</summary>
    public string? Reason { get; private set; }

    /// <summary>Adds the cell of the table's current line.</summary>
    public void Add(CsvTable table)
    {
        // Nothing makes another type of a text.
        if (Type == ColumnType.Text)
        {
            return;
        }

        ReadOnlySpan<byte> cell = table.Cell(index);
        if (_missing.Contains(cell))
        {
            return;
        }

        Type = Type switch
        {
            null or ColumnType.WholeNumber when Utf8Number.TryReadWhole(cell, out _) => ColumnType.WholeNumber,
            null or ColumnType.WholeNumber or ColumnType.Number when Utf8Number.TryReadReal(cell, options.DecimalComma, out _) => ColumnType.Number,
            null => FirstText(cell, table),
            ColumnType.Boolean or ColumnType.Date when TextColumns.Is(Type.Value, Encoding.UTF8.GetString(cell)) => Type,
            ColumnType.Boolean or ColumnType.Date => ColumnType.Text,
            _ => TextAmongNumbers(cell, table),
        };
    }

    private ColumnType FirstText(ReadOnlySpan<byte> cell, CsvTable table)
    {
        Reason = NumberAdvice.WhyText(name, cell, table, options);
        string text = Encoding.UTF8.GetString(cell);
        return TextColumns.Is(ColumnType.Boolean, text) ? ColumnType.Boolean
            : TextColumns.Is(ColumnType.Date, text) ? ColumnType.Date
            : ColumnType.Text;
    }

    private ColumnType TextAmongNumbers(ReadOnlySpan<byte> cell, CsvTable table)
    {
        Reason = NumberAdvice.WhyText(name, cell, table, options);
        return ColumnType.Text;
    }

    /// <summary>The name and the type.</summary>
    public override string ToString() => $"{name}: {Type?.ToString() ?? "empty"}";
}
