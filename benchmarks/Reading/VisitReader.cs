using System.Collections;
using System.Data.Common;

namespace Lmm.Benchmarks.Reading;

/// <summary>A query's reader that costs next to nothing, so that what stands above it shows: visits in arrays, by column.</summary>
internal sealed class VisitReader(Visit[] visits) : DbDataReader
{
    private static readonly string[] Names = ["reaction", "dose", "weight", "day", "subject", "arm", "date"];
    private static readonly Type[] Types = [typeof(double), typeof(double), typeof(double), typeof(int), typeof(string), typeof(string), typeof(DateTime)];

    private readonly double[][] _numbers = [[.. visits.Select(visit => visit.Reaction)], [.. visits.Select(visit => visit.Dose)], [.. visits.Select(visit => visit.Weight ?? double.NaN)]];
    private readonly int[] _days = [.. visits.Select(visit => visit.Day)];
    private readonly string[][] _texts = [[.. visits.Select(visit => visit.Subject)], [.. visits.Select(visit => visit.Arm.ToString())]];
    private readonly DateTime[] _dates = [.. visits.Select(visit => visit.Date.ToDateTime(TimeOnly.MinValue))];
    private int _row = -1;

    public override int FieldCount => Names.Length;

    public override bool HasRows => _days.Length > 0;

    public override bool IsClosed => false;

    public override int RecordsAffected => -1;

    public override int Depth => 0;

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetValue(GetOrdinal(name));

    public void Rewind() => _row = -1;

    public override bool Read() => ++_row < _days.Length;

    public override bool NextResult() => false;

    public override bool IsDBNull(int ordinal) => ordinal == 2 && double.IsNaN(_numbers[2][_row]);

    public override double GetDouble(int ordinal) => ordinal < 3 ? _numbers[ordinal][_row] : throw new InvalidCastException();

    public override int GetInt32(int ordinal) => ordinal == 3 ? _days[_row] : throw new InvalidCastException();

    public override string GetString(int ordinal) => ordinal is 4 or 5 ? _texts[ordinal - 4][_row] : throw new InvalidCastException();

    public override DateTime GetDateTime(int ordinal) => ordinal == 6 ? _dates[_row] : throw new InvalidCastException();

    public override Type GetFieldType(int ordinal) => Types[ordinal];

    public override string GetName(int ordinal) => Names[ordinal];

    public override int GetOrdinal(string name) => Array.IndexOf(Names, name);

    public override string GetDataTypeName(int ordinal) => Types[ordinal].Name;

    public override object GetValue(int ordinal) => ordinal switch
    {
        _ when IsDBNull(ordinal) => DBNull.Value,
        < 3 => GetDouble(ordinal),
        3 => GetInt32(ordinal),
        < 6 => GetString(ordinal),
        _ => GetDateTime(ordinal),
    };

    public override int GetValues(object[] values)
    {
        int count = int.Min(values.Length, FieldCount);
        for (int ordinal = 0; ordinal < count; ordinal++)
        {
            values[ordinal] = GetValue(ordinal);
        }

        return count;
    }

    public override bool GetBoolean(int ordinal) => throw new InvalidCastException();

    public override byte GetByte(int ordinal) => throw new InvalidCastException();

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => throw new InvalidCastException();

    public override char GetChar(int ordinal) => throw new InvalidCastException();

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => throw new InvalidCastException();

    public override decimal GetDecimal(int ordinal) => throw new InvalidCastException();

    public override float GetFloat(int ordinal) => throw new InvalidCastException();

    public override Guid GetGuid(int ordinal) => throw new InvalidCastException();

    public override short GetInt16(int ordinal) => throw new InvalidCastException();

    public override long GetInt64(int ordinal) => throw new InvalidCastException();

    public override IEnumerator GetEnumerator() => new DbEnumerator(this);
}
