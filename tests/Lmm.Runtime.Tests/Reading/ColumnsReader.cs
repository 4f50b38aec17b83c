using System.Collections;
using System.Data.Common;

namespace Lmm.Tests.Reading;

/// <summary>A query's reader over values in memory, whose habits are those that providers have.</summary>
/// <param name="columns">The names and types of the columns.</param>
/// <param name="rows">The values; null for NULL.</param>
internal sealed class ColumnsReader((string Name, Type Type)[] columns, IEnumerable<object?[]> rows) : DbDataReader
{
    private readonly IEnumerator<object?[]> _rows = rows.GetEnumerator();

    /// <summary>Whether the typed methods give NULL as the type's default; else they throw.</summary>
    public bool NullIsDefault { get; init; }

    /// <summary>Whether the rows can be had asynchronously alone.</summary>
    public bool IsAsyncOnly { get; init; }

    /// <summary>How many rows were read.</summary>
    public int RowsRead { get; private set; }

    /// <summary>How many values were given in a box.</summary>
    public int Boxed { get; private set; }

    public override int FieldCount => columns.Length;

    public override bool HasRows => true;

    public override bool IsClosed => false;

    public override int RecordsAffected => -1;

    public override int Depth => 0;

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetValue(GetOrdinal(name));

    public override bool Read() => IsAsyncOnly ? throw new NotSupportedException("Read asynchronously.") : Advance();

    public override async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        return Advance();
    }

    public override bool NextResult() => false;

    public override bool IsDBNull(int ordinal) => _rows.Current[ordinal] is null;

    public override object GetValue(int ordinal)
    {
        Boxed++;
        return _rows.Current[ordinal] ?? DBNull.Value;
    }

    public override int GetValues(object[] values) => throw new NotSupportedException();

    public override Type GetFieldType(int ordinal) => columns[ordinal].Type;

    public override string GetName(int ordinal) => columns[ordinal].Name;

    public override int GetOrdinal(string name) => Array.FindIndex(columns, column => column.Name == name);

    public override string GetDataTypeName(int ordinal) => columns[ordinal].Type.Name;

    public override T GetFieldValue<T>(int ordinal) => Typed<T>(ordinal);

    public override double GetDouble(int ordinal) => Typed<double>(ordinal);

    public override float GetFloat(int ordinal) => Typed<float>(ordinal);

    public override decimal GetDecimal(int ordinal) => Typed<decimal>(ordinal);

    public override byte GetByte(int ordinal) => Typed<byte>(ordinal);

    public override short GetInt16(int ordinal) => Typed<short>(ordinal);

    public override int GetInt32(int ordinal) => Typed<int>(ordinal);

    public override long GetInt64(int ordinal) => Typed<long>(ordinal);

    public override bool GetBoolean(int ordinal) => Typed<bool>(ordinal);

    public override char GetChar(int ordinal) => Typed<char>(ordinal);

    public override string GetString(int ordinal) => Typed<string>(ordinal);

    public override DateTime GetDateTime(int ordinal) => Typed<DateTime>(ordinal);

    public override Guid GetGuid(int ordinal) => Typed<Guid>(ordinal);

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => throw new NotSupportedException();

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => throw new NotSupportedException();

    public override IEnumerator GetEnumerator() => new DbEnumerator(this);

    private bool Advance()
    {
        RowsRead++;
        return _rows.MoveNext();
    }

    private T Typed<T>(int ordinal) => _rows.Current[ordinal] is null && NullIsDefault ? default! : (T)(_rows.Current[ordinal] ?? DBNull.Value);
}
