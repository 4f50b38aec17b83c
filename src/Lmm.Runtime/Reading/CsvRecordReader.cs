using System.Globalization;
using System.Text;

namespace Lmm.Reading;

/// <summary>Reads the records of a text file.</summary>
internal sealed class CsvRecordReader : RecordReader
{
    private readonly CsvOptions _options;
    private readonly CsvTable _table;
    private readonly MissingCells _missing;
    private readonly Utf8Texts?[] _texts;
    private readonly List<string>[] _strings;
    private bool _hasRows;

    /// <summary>Reads the records of a file, and closes it.</summary>
    /// <param name="table">The file.</param>
    /// <param name="options">How it is written.</param>
    public CsvRecordReader(CsvTable table, CsvOptions options)
    {
        _options = options;
        _missing = new MissingCells(options);
        _table = table;
        _texts = new Utf8Texts[_table.Header.Length];
        _strings = new List<string>[_table.Header.Length];
    }

    internal override string Origin => _table.Origin;

    private protected override IReadOnlyList<string> Names => _table.Header;

    private protected override NumberFormatInfo NumberFormat => Utf8Number.Format(_options.DecimalComma);

    internal override bool Read() => _table.Read() ? Found() : End();

    internal override async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
        => await _table.ReadAsync(cancellationToken).ConfigureAwait(false) ? Found() : End();

    internal override bool IsMissing(int column) => _missing.Contains(_table.Cell(column));

    internal override double Number(int column)
    {
        ReadOnlySpan<byte> cell = _table.Cell(column);
        return _missing.Contains(cell) ? double.NaN
            : Utf8Number.TryReadNumber(cell, _options.DecimalComma, out double value) ? value
            : throw NoNumber(column);
    }

    internal override bool Truth(int column)
    {
        ReadOnlySpan<byte> cell = _table.Cell(column);
        if (_missing.Contains(cell))
        {
            throw Missing(column);
        }

        if (Ascii.EqualsIgnoreCase(cell, "TRUE"u8) || cell.SequenceEqual("1"u8))
        {
            return true;
        }

        return Ascii.EqualsIgnoreCase(cell, "FALSE"u8) || cell.SequenceEqual("0"u8)
            ? false
            : throw Fault(column, $"'{Shown(Raw(column))}' is neither TRUE nor FALSE; correct it, or give the row's member the type string.");
    }

    internal override string Text(int column)
    {
        ReadOnlySpan<byte> cell = _table.Cell(column);
        if (_missing.Contains(cell))
        {
            throw Missing(column);
        }

        Utf8Texts texts = _texts[column] ??= new Utf8Texts();
        List<string> strings = _strings[column] ??= [];
        int code = texts.CodeOf(cell);
        if (code < 0)
        {
            throw _table.NotUtf8(column);
        }

        if (code == strings.Count)
        {
            strings.Add(texts[code]);
        }

        return strings[code];
    }

    protected override void Dispose(bool disposing)
    {
        _table.Dispose();
        base.Dispose(disposing);
    }

    private bool Found()
    {
        _hasRows = true;
        return true;
    }

    private bool End() => _hasRows ? false : throw DataSourceException.NoRows(Origin);

    private protected override string Raw(int column) => Encoding.UTF8.GetString(_table.Cell(column));

    private protected override bool TryWhole(int column, out long value)
    {
        ReadOnlySpan<byte> cell = _table.Cell(column);
        value = 0;
        return !_missing.Contains(cell)
            && (Utf8Number.TryReadWhole(cell, out value) || Utf8Number.TryReadWholeValue(cell, _options.DecimalComma, out value));
    }

    private protected override DataSourceException Fault(int column, string message) => _table.Fault(column, message);

    private protected override string NumberCure(int column) => NumberAdvice.For(_table.Cell(column), _options);
}
