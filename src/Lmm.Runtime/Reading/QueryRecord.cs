using System.Data.Common;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Lmm.Reading;

/// <summary>
/// The current record of a query. A value that has the type of the row's member is taken by the provider's method for the type, without a box; all others
/// are converted by <see cref="DatabaseRecordReader"/>.
/// </summary>
/// <remarks>
/// Whether a value is NULL is not asked before each: a provider answers NULL by an exception, from which <see cref="DatabaseRecordReader.Learns"/>, or else by
/// the type's default, which is asked about.
/// </remarks>
internal readonly struct QueryRecord(DatabaseRecordReader reader) : IRecord
{
    private readonly DbDataReader _query = reader.Query;

    public bool IsMissing(int column) => _query.IsDBNull(column);

    public double Number(int column)
    {
        if (!reader.IsKnownNull(column))
        {
            Type type = reader.TypeOf(column);
            if (type == typeof(double))
            {
                double value = _query.GetDouble(column);
                if (value != 0 || !_query.IsDBNull(column))
                {
                    return value;
                }
            }
            else if (TryWhole(type, column, out long whole))
            {
                return whole;
            }
        }

        return reader.Number(column);
    }

    T IRecord.Real<T>(int column)
    {
        if (typeof(T) == typeof(float) && IsUsual(column, typeof(float)))
        {
            float value = _query.GetFloat(column);
            if (value != 0 || !_query.IsDBNull(column))
            {
                return (T)(object)value;
            }
        }

        return reader.Real<T>(column);
    }

    public decimal Decimal(int column)
    {
        if (IsUsual(column, typeof(decimal)))
        {
            decimal value = _query.GetDecimal(column);
            if (value != 0 || !_query.IsDBNull(column))
            {
                return value;
            }
        }

        return reader.Decimal(column);
    }

    T IRecord.Integer<T>(int column)
    {
        if (!reader.IsKnownNull(column))
        {
            Type type = reader.TypeOf(column);
            if (typeof(T) == typeof(int) && type == typeof(int))
            {
                int value = _query.GetInt32(column);
                if (value != 0 || !_query.IsDBNull(column))
                {
                    return (T)(object)value;
                }
            }
            else if (TryWhole(type, column, out long whole))
            {
                return reader.Whole<T>(column, whole);
            }
        }

        return Converted<T>(column);
    }

    public bool Truth(int column)
    {
        if (!reader.IsKnownNull(column))
        {
            Type type = reader.TypeOf(column);
            if (type == typeof(bool))
            {
                if (_query.GetBoolean(column))
                {
                    return true;
                }

                if (!_query.IsDBNull(column))
                {
                    return false;
                }
            }
            else if (TryWhole(type, column, out long whole) && whole is 0 or 1)
            {
                return whole == 1;
            }
        }

        return reader.Truth(column);
    }

    public string Text(int column) => GivenText(column) is { Length: > 0 } text ? reader.Shared(column, text) : Converted(column);

    public char Character(int column) => reader.Character(column);

    T IRecord.Parse<T>(int column)
    {
        if (!reader.IsKnownNull(column))
        {
            Type type = reader.TypeOf(column);
            if (type == typeof(DateTime) && (typeof(T) == typeof(DateTime) || typeof(T) == typeof(DateOnly)))
            {
                DateTime time = _query.GetDateTime(column);
                if (time != default || !_query.IsDBNull(column))
                {
                    return typeof(T) == typeof(DateTime) ? (T)(object)time : (T)(object)reader.Day(column, time);
                }
            }
            else if (type == typeof(string))
            {
                if (_query.GetString(column) is { Length: > 0 } text)
                {
                    return reader.Parse<T>(column, text);
                }
            }
            else if (type == typeof(T) && !_query.IsDBNull(column))
            {
                return _query.GetFieldValue<T>(column);
            }
        }

        return reader.Parse<T>(column);
    }

    T IRecord.Level<T>(int column, EnumNames<T> names)
    {
        if (!reader.IsKnownNull(column))
        {
            Type type = reader.TypeOf(column);
            if (type == typeof(string))
            {
                if (_query.GetString(column) is { Length: > 0 } text)
                {
                    return reader.Level(column, names, text);
                }
            }
            else if (TryWhole(type, column, out long whole) && names.TryFind(whole, out T value))
            {
                return value;
            }
        }

        return reader.Level(column, names);
    }

    private bool IsUsual(int column, Type type) => !reader.IsKnownNull(column) && reader.TypeOf(column) == type;

    private string? GivenText(int column) => IsUsual(column, typeof(string)) ? _query.GetString(column) : null;

    private bool TryWhole(Type type, int column, out long value)
    {
        value = type == typeof(long) ? _query.GetInt64(column)
            : type == typeof(int) ? _query.GetInt32(column)
            : type == typeof(short) ? _query.GetInt16(column)
            : type == typeof(byte) ? _query.GetByte(column)
            : 0;
        return value != 0 || ((type == typeof(long) || type == typeof(int) || type == typeof(short) || type == typeof(byte)) && !_query.IsDBNull(column));
    }

    // Apart, so that the compiler does not draw what is rare into every row.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private T Converted<T>(int column)
        where T : struct, IBinaryInteger<T>
        => reader.Integer<T>(column);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private string Converted(int column) => reader.Text(column);
}
