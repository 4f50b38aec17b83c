using System.Globalization;
using System.Text;
using Lmm.Columns;
using Lmm.Variables;

namespace Lmm.Reading;

/// <summary>
/// Collects the cells of one column under a type that is given or inferred: whole numbers while all cells are, numbers
/// while all are, and else text. A column that turns out to be text after it was taken for numbers is read again.
/// </summary>
/// <param name="index">The column's index in the header.</param>
/// <param name="name">The column's name.</param>
/// <param name="options">How the file is written.</param>
/// <param name="type">The type; null to infer it.</param>
internal sealed class CsvColumn(int index, string name, CsvOptions options, ColumnType? type)
{
    private readonly MissingCells _missing = new(options);
    private readonly Utf8Texts _texts = new();
    private readonly StrayCellCounter _strays = new(options);
    private ColumnBuffer<long> _wholes = new(0);
    private ColumnBuffer<double> _reals = new(0);
    private ColumnBuffer<int> _codes = new(0);
    private List<int> _missingRows = [];
    private Storage _storage = type switch
    {
        null or ColumnType.WholeNumber => Storage.Wholes,
        ColumnType.Number => Storage.Reals,
        _ => Storage.Texts,
    };

    private string? _reason;
    private string _origin = "";

    /// <summary>Why the column is text, where that is known beforehand.</summary>
    public string? Reason { private get; init; }

    /// <summary>How many rows before these, all numbers, have told that the column is one of numbers; null where that is not so, and a cell that is none makes text of it.</summary>
    public long? RowsOfNumbers { private get; init; }

    private enum Storage
    {
        Wholes,
        Reals,
        Texts,
        Undecided,
    }

    /// <summary>The column's index in the header.</summary>
    public int Index => index;

    /// <summary>True when the cells so far were taken for numbers and one is none: the column must be read again.</summary>
    public bool MustBeReread => _storage == Storage.Undecided;

    /// <summary>Adds the cell of the table's current line.</summary>
    public void Add(CsvTable table)
    {
        ReadOnlySpan<byte> cell = table.Cell(index);
        switch (_storage)
        {
            case Storage.Wholes:
                AddWhole(cell, table);
                break;
            case Storage.Reals:
                AddReal(cell, table);
                break;
            case Storage.Texts:
                AddText(cell, table);
                break;
        }
    }

    /// <summary>Forgets all cells, to read the column as text.</summary>
    public void StartAgainAsText()
    {
        _wholes = new(0);
        _reals = new(0);
        _missingRows = [];
        _storage = Storage.Texts;
    }

    /// <summary>The column of a frame.</summary>
    public FrameColumn ToColumn() => _storage switch
    {
        Storage.Wholes when type is null && _missingRows.Count == _wholes.Count => FrameColumn.Numeric(name, Enumerable.Repeat(double.NaN, _wholes.Count)),
        Storage.Wholes => new WholeNumberColumn(name, _wholes.ToArray(), Missing()),
        Storage.Reals => new ContinuousColumn(name, _reals.ToArray()),
        _ => TextColumns.Make(name, _codes.ToArray(), _texts, type, Reason ?? _reason, _strays.Result(_origin)),
    };

    private void AddWhole(ReadOnlySpan<byte> cell, CsvTable table)
    {
        // What stands for a missing value may look like a number.
        if (_missing.Contains(cell))
        {
            _missingRows.Add(_wholes.Count);
            _wholes.Add(0);
        }
        else if (Utf8Number.TryReadWhole(cell, out long value))
        {
            _wholes.Add(value);
        }
        else if (type == ColumnType.WholeNumber)
        {
            throw table.Fault(index, $"'{Show(cell)}' is no whole number of up to 64 bits; correct it, list it in CsvOptions.MissingTexts, or give the column another type.");
        }
        else if (Utf8Number.TryReadReal(cell, options.DecimalComma, out double real))
        {
            TakeWholesForReals();
            _reals.Add(real);
        }
        else
        {
            TurnToText(cell, table);
        }
    }

    private void AddReal(ReadOnlySpan<byte> cell, CsvTable table)
    {
        if (_missing.Contains(cell))
        {
            _reals.Add(double.NaN);
        }
        else if (Utf8Number.TryReadReal(cell, options.DecimalComma, out double value))
        {
            _reals.Add(value);
        }
        else if (type == ColumnType.Number)
        {
            throw table.Fault(index, $"'{Show(cell)}' is no number; {NumberAdvice.For(cell, options)}.");
        }
        else
        {
            TurnToText(cell, table);
        }
    }

    private void AddText(ReadOnlySpan<byte> cell, CsvTable table)
    {
        if (_missing.Contains(cell))
        {
            _codes.Add(DeclaredFactorBuilder.Missing);
            return;
        }

        int known = _texts.Count;
        int code = _texts.CodeOf(cell);
        if (code < 0)
        {
            throw table.NotUtf8(index);
        }

        if (code == known && type is ColumnType.Boolean or ColumnType.Date && !TextColumns.Is(type.Value, _texts[code]))
        {
            throw table.Fault(index, $"'{CellText.Shown(_texts[code])}' is {(type == ColumnType.Boolean ? "neither TRUE nor FALSE" : "no date by ISO 8601, as 2024-02-29")}; correct it, list it in CsvOptions.MissingTexts, or give the column another type.");
        }

        if (type is null)
        {
            _strays.Add(code, _texts, cell, table.Line);
        }

        _codes.Add(code);
    }

    // Below 2^53 in magnitude the conversion is exact, above it rounds as reading the text would.
    private void TakeWholesForReals()
    {
        _storage = Storage.Reals;
        _reals = new ColumnBuffer<double>(int.Max(2 * _wholes.Count, 256));
        foreach (long whole in _wholes.Items)
        {
            _reals.Add(whole);
        }

        foreach (int row in _missingRows)
        {
            _reals.Items[row] = double.NaN;
        }

        _wholes = new(0);
    }

    private void TurnToText(ReadOnlySpan<byte> cell, CsvTable table)
    {
        if (RowsOfNumbers is { } before)
        {
            throw table.Fault(index, string.Create(
                CultureInfo.InvariantCulture,
                $"'{Show(cell)}' is no number, and the cells of the first {before} rows are numbers or missing; {NumberAdvice.For(cell, options)}, or give the column the type Text in CsvOptions.ColumnTypes."));
        }

        _origin = table.Origin;
        _reason = NumberAdvice.WhyText(name, cell, table, options);
        int rows = _wholes.Count + _reals.Count;
        bool onlyMissing = _reals.Count == 0 && _missingRows.Count == rows;
        _storage = onlyMissing ? Storage.Texts : Storage.Undecided;
        if (onlyMissing)
        {
            for (int row = 0; row < rows; row++)
            {
                _codes.Add(DeclaredFactorBuilder.Missing);
            }

            AddText(cell, table);
        }
    }

    private bool[]? Missing()
    {
        if (_missingRows.Count == 0)
        {
            return null;
        }

        bool[] missing = new bool[_wholes.Count];
        foreach (int row in _missingRows)
        {
            missing[row] = true;
        }

        return missing;
    }

    private static string Show(ReadOnlySpan<byte> cell) => CellText.Shown(Encoding.UTF8.GetString(cell));
}
