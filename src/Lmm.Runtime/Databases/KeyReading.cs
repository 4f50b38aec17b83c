using System.Data.Common;
using Lmm.Cells;

namespace Lmm.Databases;

/// <summary>Reads the keys and the number of rows of cells: whole numbers without an object for each, where the engine tells the types of columns.</summary>
internal sealed class KeyReading
{
    private readonly DbDataReader _reader;
    private readonly int _first;
    private readonly bool _hasTypedColumns;
    private readonly Func<int, CellKey>[] _keys;
    private readonly bool[] _areLong;
    private bool? _hasLongCounts;

    /// <summary>Begins to read.</summary>
    /// <param name="reader">The reader of the statement's result.</param>
    /// <param name="first">The column of the first key.</param>
    /// <param name="count">The number of keys.</param>
    /// <param name="hasTypedColumns">Whether columns have types, and not each value its own.</param>
    public KeyReading(DbDataReader reader, int first, int count, bool hasTypedColumns)
    {
        _reader = reader;
        _first = first;
        _hasTypedColumns = hasTypedColumns;
        Values = new CellKey[count];
        Type[] types = [.. Enumerable.Range(first, count).Select(column => hasTypedColumns ? reader.GetFieldType(column) : typeof(object))];
        _keys = Array.ConvertAll(types, WayOf);
        _areLong = Array.ConvertAll(types, static type => type == typeof(long));
    }

    /// <summary>The keys of the current row.</summary>
    public CellKey[] Values { get; }

    /// <summary>Reads the keys of the current row.</summary>
    public CellKey[] Read()
    {
        for (int key = 0; key < _keys.Length; key++)
        {
            Values[key] = _keys[key](_first + key);
        }

        return Values;
    }

    /// <summary>Reads the code of a key of the current row.</summary>
    public int Code(int key, LevelCodes codes) => _areLong[key] ? codes.Of(_reader.GetInt64(_first + key)) : codes.Of(_keys[key](_first + key));

    /// <summary>The number of rows in a column of the current row.</summary>
    public long Count(int column)
    {
        _hasLongCounts ??= _hasTypedColumns && _reader.GetFieldType(column) == typeof(long);
        return _hasLongCounts.Value ? _reader.GetInt64(column) : DatabaseReading.Whole(_reader, column);
    }

    private Func<int, CellKey> WayOf(Type type)
        => type == typeof(long) ? column => new CellKey(_reader.GetInt64(column))
            : type == typeof(int) ? column => new CellKey(_reader.GetInt32(column))
            : column => CellKey.Of(_reader.GetValue(column));
}
