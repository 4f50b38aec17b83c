using System.Data.Common;

namespace Lmm.Reading;

/// <summary>
/// The types of a query's columns. Most providers have one type for all values of a column, and refuse to give a value as another; SQLite gives text as the
/// number 0. So the type is asked for at every value until a provider has been seen to refuse.
/// </summary>
internal sealed class ProviderTypes(DbDataReader query)
{
    private readonly Type?[] _known = new Type?[query.FieldCount];
    private bool _isWrong;

    /// <summary>The type of the current value, or, where values of other types are refused, of the column; <c>object</c> when types have turned out to be wrong.</summary>
    public Type Of(int column) => _known[column] ?? query.GetFieldType(column);

    /// <summary>Finds out in which columns values of other types are refused; to be called when the current record has been read.</summary>
    public void Learn()
    {
        for (int column = 0; column < _known.Length && !_isWrong; column++)
        {
            try
            {
                if (!query.IsDBNull(column) && query.GetFieldType(column) is var type && RefusesOthers(column, type))
                {
                    _known[column] = type;
                }
            }
            catch (InvalidOperationException)
            {
                // The columns are to be read once, and in order.
                return;
            }
        }
    }

    /// <summary>Gives all types up, when a value was not of the type that it was said to have; false when that has been done.</summary>
    public bool GiveUp()
    {
        bool isNew = !_isWrong;
        _isWrong = true;
        Array.Fill(_known, typeof(object));
        return isNew;
    }

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
