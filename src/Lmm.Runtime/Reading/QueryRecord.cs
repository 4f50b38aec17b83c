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
    private readonly ProvidedType[] _types = reader.Types;

    public bool IsMissing(int column) => _query.IsDBNull(column);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Number(int column)
    {
        ProvidedType type = TypeOf(column);
        if (type == ProvidedType.Double)
        {
            double value = _query.GetDouble(column);
            if (value != 0 || !_query.IsDBNull(column))
            {
                return value;
            }
        }

        return OtherNumber(column, type);
    }

    T IRecord.Real<T>(int column)
    {
        if (typeof(T) == typeof(float) && TypeOf(column) == ProvidedType.Single)
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
        if (TypeOf(column) == ProvidedType.Decimal)
        {
            decimal value = _query.GetDecimal(column);
            if (value != 0 || !_query.IsDBNull(column))
            {
                return value;
            }
        }

        return reader.Decimal(column);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    T IRecord.Integer<T>(int column)
    {
        ProvidedType type = TypeOf(column);
        if (typeof(T) == typeof(int) && type == ProvidedType.Int32)
        {
            int value = _query.GetInt32(column);
            if (value != 0 || !_query.IsDBNull(column))
            {
                return (T)(object)value;
            }
        }

        return OtherInteger<T>(column, type);
    }

    public bool Truth(int column)
    {
        ProvidedType type = TypeOf(column);
        if (type == ProvidedType.Boolean)
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
        else if (TryWhole(column, type, out long whole) && whole is 0 or 1)
        {
            return whole == 1;
        }

        return reader.Truth(column);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public string Text(int column) => GivenText(column, TypeOf(column)) is { Length: > 0 } text ? reader.Shared(column, text) : OtherText(column);

    public char Character(int column) => reader.Character(column);

    T IRecord.Parse<T>(int column)
    {
        ProvidedType type = TypeOf(column);
        if (type == ProvidedType.DateTime && (typeof(T) == typeof(DateTime) || typeof(T) == typeof(DateOnly)))
        {
            DateTime time = _query.GetDateTime(column);
            if (time != default || !_query.IsDBNull(column))
            {
                return typeof(T) == typeof(DateTime) ? (T)(object)time : (T)(object)reader.Day(column, time);
            }
        }

        return GivenText(column, type) is { Length: > 0 } text ? reader.Parse<T>(column, text) : reader.Parse<T>(column);
    }

    T IRecord.Level<T>(int column, EnumNames<T> names)
    {
        ProvidedType type = TypeOf(column);
        if (GivenText(column, type) is { Length: > 0 } text)
        {
            return reader.Level(column, names, text);
        }

        return TryWhole(column, type, out long whole) && names.TryFind(whole, out T value) ? value : reader.Level(column, names);
    }

    private ProvidedType TypeOf(int column) => _types[column] is var type && type != ProvidedType.OfValue ? type : reader.TypeOfValue(column);

    private string? GivenText(int column, ProvidedType type) => type == ProvidedType.Text ? _query.GetString(column) : null;

    private bool TryWhole(int column, ProvidedType type, out long value)
    {
        value = type switch
        {
            ProvidedType.Int64 => _query.GetInt64(column),
            ProvidedType.Int32 => _query.GetInt32(column),
            ProvidedType.Int16 => _query.GetInt16(column),
            ProvidedType.Byte => _query.GetByte(column),
            _ => 0,
        };
        return value != 0 || (type is ProvidedType.Int64 or ProvidedType.Int32 or ProvidedType.Int16 or ProvidedType.Byte && !_query.IsDBNull(column));
    }

    // Apart, so that the compiler does not draw what is rare into every row.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private double OtherNumber(int column, ProvidedType type) => TryWhole(column, type, out long whole) ? whole : reader.Number(column);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private T OtherInteger<T>(int column, ProvidedType type)
        where T : struct, IBinaryInteger<T>
        => TryWhole(column, type, out long whole) ? reader.Whole<T>(column, whole) : reader.Integer<T>(column);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private string OtherText(int column) => reader.Text(column);
}
