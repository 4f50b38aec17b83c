using System.Data.Common;
using System.Globalization;
using Lmm.Variables;

namespace Lmm.Reading;

/// <summary>Reads the rows of a query's result. Only NULL is missing; values are taken by their own type, never coerced by the provider.</summary>
internal sealed class DatabaseRecordReader : RecordReader
{
    // Of fewer rows, asking for types costs less than to find out whether they can change.
    private const int RowsBeforeTrust = 1024;
    private const double LargestExact = 9007199254740992;

    private readonly DbDataReader _reader;
    private readonly string[] _names;
    private readonly SharedTexts?[] _texts;
    private readonly ProviderTypes _types;
    private long _row;

    public DatabaseRecordReader(DbDataReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _reader = reader;
        _names = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
        _texts = new SharedTexts?[_names.Length];
        _types = new ProviderTypes(reader);
        if (_names.GroupBy(name => name).FirstOrDefault(names => names.Skip(1).Any()) is { } twice)
        {
            throw new DataSourceException(LmmErrorCode.MalformedSource, Origin, "two columns have this name; give each its own by AS.", column: twice.Key);
        }
    }

    internal override string Origin => QueryName;

    /// <summary>What messages call the source.</summary>
    public const string QueryName = "the query";

    private protected override IReadOnlyList<string> Names => _names;

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Columns => _names;

    /// <summary>The query.</summary>
    public DbDataReader Query => _reader;

    internal override bool Read()
    {
        Advance();
        return _reader.Read();
    }

    internal override ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        Advance();
        return new ValueTask<bool>(_reader.ReadAsync(cancellationToken));
    }

    /// <summary>The types of the columns; they can change.</summary>
    public ProvidedType[] Types => _types.Known;

    /// <summary>The type of the current value of a column.</summary>
    public ProvidedType TypeOfValue(int column) => _types.OfValue(column);

    /// <summary>
    /// Gives up the types of the columns in which a NULL is met, or else all, because they are not those of the values. When there were any, the record is to be
    /// read again.
    /// </summary>
    internal override bool Learns(Exception fault)
    {
        bool learns = false;
        for (int column = 0; fault is not LmmException && column < _names.Length; column++)
        {
            learns |= _reader.IsDBNull(column) && _types.GiveUp(column);
        }

        return learns || (fault is InvalidCastException or OverflowException && _types.GiveUp());
    }

    internal override bool IsMissing(int column) => _reader.IsDBNull(column);

    internal override double Number(int column) => Cell(column) switch
    {
        double number => number,
        long number => number,
        DBNull => double.NaN,
        decimal number => (double)number,
        float or int or short or sbyte or byte or uint or ushort or ulong => Convert.ToDouble(Cell(column), CultureInfo.InvariantCulture),
        string text when !text.EndsWith('\0') && double.TryParse(PlainNumber.Of(text), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) => number,
        _ => throw NoNumber(column),
    };

    internal override bool Truth(int column) => Cell(column) switch
    {
        bool truth => truth,
        DBNull => throw Missing(column),
        var other => LevelLabel.Of(other) switch
        {
            "1" => true,
            "0" => false,
            var text when bool.TryParse(text, out bool truth) => truth,
            var text => throw Fault(column, $"'{Shown(text)}' is neither true nor false; correct it, or give the row's member the type string."),
        },
    };

    internal override string Text(int column) => Shared(column, Cell(column) is string text ? text : Present(column));

    /// <summary>The one object of equal texts of a column.</summary>
    public string Shared(int column, string text) => (_texts[column] ??= new SharedTexts()).Of(text);

    internal override T Parse<T>(int column) => Cell(column) switch
    {
        T value => value,
        DateTime time when typeof(T) == typeof(DateOnly) => (T)(object)Day(column, time),
        string text => Parse<T>(column, text),
        byte[] { Length: 16 } bytes when typeof(T) == typeof(Guid) => (T)(object)new Guid(bytes),
        _ => base.Parse<T>(column),
    };

    /// <summary>The day of a time that is its beginning.</summary>
    public DateOnly Day(int column, DateTime time) => time.TimeOfDay == TimeSpan.Zero
        ? DateOnly.FromDateTime(time)
        : throw Fault(column, $"'{LevelLabel.Of(time)}' has a time of day; cut it off in the query, or give the row's member the type DateTime.");

    /// <summary>A value as the provider gives it; null for NULL.</summary>
    public object? Value(int column) => Cell(column) is var value && value is DBNull ? null : value;

    // What a driver has no type for: a NUMERIC that is NaN, or has more digits than decimals have, or a date of the year 50,000.
    private object Cell(int column)
    {
        try
        {
            return _reader.GetValue(column);
        }
        catch (Exception fault) when (fault is InvalidCastException or OverflowException or ArgumentException or FormatException or NotSupportedException)
        {
            throw Fault(column, $"the driver cannot give the value ({fault.Message.TrimEnd('.')}); cast the column in the query, such as to double precision or text, or leave it out.");
        }
    }

    private void Advance()
    {
        if (_row == RowsBeforeTrust)
        {
            _types.Learn();
        }

        _row++;
    }

    private protected override string Raw(int column) => Cell(column) switch
    {
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        byte[] => throw Fault(column, "the value is binary; cast it to text or a number in the query."),
        var value => LevelLabel.Of(value),
    };

    private protected override bool TryWhole(int column, out long value)
    {
        object cell = Cell(column);
        value = cell switch
        {
            long whole => whole,
            int or short or sbyte or byte or uint or ushort => Convert.ToInt64(cell, CultureInfo.InvariantCulture),
            double real when Math.Floor(real) == real && Math.Abs(real) <= LargestExact => (long)real,
            _ => 0,
        };
        return value != 0 || cell is long or int or short or sbyte or byte or uint or ushort or double and 0;
    }

    private protected override DataSourceException Fault(int column, string message) => new(LmmErrorCode.MalformedSource, Origin, message, _row, _names[column], unit: "row");
}
