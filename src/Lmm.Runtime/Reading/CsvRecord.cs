namespace Lmm.Reading;

/// <summary>The current record of a text file.</summary>
internal readonly struct CsvRecord(CsvRecordReader reader) : IRecord
{
    public bool IsMissing(int column) => reader.IsMissing(column);

    public double Number(int column) => reader.Number(column);

    T IRecord.Real<T>(int column) => reader.Real<T>(column);

    public decimal Decimal(int column) => reader.Decimal(column);

    T IRecord.Integer<T>(int column) => reader.Integer<T>(column);

    public bool Truth(int column) => reader.Truth(column);

    public string Text(int column) => reader.Text(column);

    public char Character(int column) => reader.Character(column);

    T IRecord.Parse<T>(int column) => reader.Parse<T>(column);

    T IRecord.Level<T>(int column, EnumNames<T> names) => reader.Level(column, names);
}
