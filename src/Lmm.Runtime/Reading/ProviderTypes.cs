using System.Data.Common;

namespace Lmm.Reading;

/// <summary>
/// The types of a query's columns. Most providers have one type for all values of a column, and refuse to give a value as another; SQLite gives text as the
/// number 0. So the type is asked for at every value until a provider has been seen to refuse.
/// </summary>
internal sealed class ProviderTypes(DbDataReader query)
{
    private readonly ProvidedType[] _known = new ProvidedType[query.FieldCount];
    private bool _isWrong;

    /// <summary>The type of each column; they can change.</summary>
    public ProvidedType[] Known => _known;

    /// <summary>The type of the current value of a column.</summary>
    public ProvidedType OfValue(int column) => Of(query.GetFieldType(column));

    /// <summary>Finds out in which columns values of other types are refused; to be called when the current record has been read.</summary>
    public void Learn()
    {
        for (int column = 0; column < _known.Length; column++)
        {
            try
            {
                if (_known[column] == ProvidedType.OfValue && !query.IsDBNull(column) && query.GetFieldType(column) is var type && RefusesOthers(column, type))
                {
                    _known[column] = Of(type);
                }
            }
            catch (InvalidOperationException)
            {
                // The columns are to be read once, and in order.
                return;
            }
        }
    }

    /// <summary>Gives the type of a column up; false when that has been done.</summary>
    public bool GiveUp(int column)
    {
        bool isNew = _known[column] != ProvidedType.Any;
        _known[column] = ProvidedType.Any;
        return isNew;
    }

    /// <summary>Gives all types up, when a value was not of the type that it was said to have; false when that has been done.</summary>
    public bool GiveUp()
    {
        bool isNew = !_isWrong;
        _isWrong = true;
        Array.Fill(_known, ProvidedType.Any);
        return isNew;
    }

    private static ProvidedType Of(Type type)
        => type == typeof(double) ? ProvidedType.Double
            : type == typeof(string) ? ProvidedType.Text
            : type == typeof(long) ? ProvidedType.Int64
            : type == typeof(int) ? ProvidedType.Int32
            : type == typeof(DateTime) ? ProvidedType.DateTime
            : type == typeof(bool) ? ProvidedType.Boolean
            : type == typeof(decimal) ? ProvidedType.Decimal
            : type == typeof(float) ? ProvidedType.Single
            : type == typeof(short) ? ProvidedType.Int16
            : type == typeof(byte) ? ProvidedType.Byte
            : ProvidedType.Any;

    private bool RefusesOthers(int column, Type type)
    {
        try
        {
            _ = type == typeof(double) ? query.GetInt64(column) : query.GetDouble(column);
            return false;
        }
        catch (InvalidCastException)
        {
            return true;
        }
        catch (Exception fault) when (fault is FormatException or OverflowException or IndexOutOfRangeException or NotSupportedException)
        {
            return false;
        }
    }
}
