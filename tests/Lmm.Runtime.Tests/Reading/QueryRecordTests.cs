using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Lmm.Tests.Reading;

/// <summary>Values that are taken by the provider's typed methods are those that conversion gives.</summary>
public sealed class QueryRecordTests
{
    private const int Many = 3000;
    private static readonly Guid Key = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e");

    private static readonly (string Name, Type Type)[] Columns =
    [
        ("number", typeof(double)), ("real", typeof(float)), ("narrow", typeof(float)), ("exact", typeof(decimal)), ("tiny", typeof(byte)), ("huge", typeof(long)),
        ("wider", typeof(int)), ("truth", typeof(bool)), ("dose", typeof(string)), ("text", typeof(string)), ("letter", typeof(string)), ("key", typeof(Guid)),
        ("date", typeof(DateTime)), ("time", typeof(DateTime)), ("maybeNumber", typeof(double)), ("maybeReal", typeof(float)), ("maybeExact", typeof(decimal)),
        ("maybeWhole", typeof(short)), ("maybeTruth", typeof(bool)), ("maybeDose", typeof(int)), ("maybeText", typeof(string)), ("maybeLetter", typeof(string)),
        ("maybeKey", typeof(Guid)), ("maybeDate", typeof(DateOnly)),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Typed_columns_give_what_columns_of_objects_give(bool nullIsDefault)
    {
        (string Name, Type Type)[] objects = [.. Columns.Select(column => (column.Name, typeof(object)))];
        List<Everything> expected = EverythingModel.Read(new ColumnsReader(objects, Rows()) { NullIsDefault = nullIsDefault });
        List<Everything> actual = EverythingModel.Read(new ColumnsReader(Columns, Rows()) { NullIsDefault = nullIsDefault });

        Assert.Equal(Many, actual.Count);
        Assert.Equal(expected, actual);
        Assert.True(double.IsNaN(actual[Many / 2].Number));
        Assert.Contains(actual, row => row.MaybeWhole is null);
        Assert.Contains(actual, row => row.MaybeWhole == 0);
    }

    [Fact]
    public void Values_of_the_members_types_are_taken_without_a_box()
    {
        ColumnsReader query = new([("y", typeof(double)), ("x", typeof(int))], Enumerable.Range(0, Many).Select(i => new object?[] { 0.5 * i, i % 3 }));
        List<Outer.Point> points = Outer.PointModel.Read(query);

        Assert.Equal((0.5, 1), (points[1].Y, points[1].X));
        Assert.Equal(0, query.Boxed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(Many)]
    public void A_column_whose_type_is_not_that_of_its_values_is_converted(int from)
    {
        ColumnsReader query = new([("y", typeof(double)), ("x", typeof(int))], Enumerable.Range(1, Many).Select(i => new object?[] { i >= from ? (object)"2.5" : 1.0, i >= from ? (object)7L : 6 }));
        List<Outer.Point> points = Outer.PointModel.Read(query);

        Assert.Equal((2.5, 7), (points[^1].Y, points[^1].X));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(Many)]
    public void A_NULL_that_must_not_be_is_a_fault_however_late_it_comes(int row)
    {
        ColumnsReader query = new([("y", typeof(double)), ("x", typeof(int))], Enumerable.Range(1, Many).Select(i => new object?[] { 1.0, i == row ? null : 0 }));
        DataSourceException fault = Assert.Throws<DataSourceException>(() => Outer.PointModel.Read(query));

        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"the query, row {row}, column 'x': the value is missing"), fault.Message, StringComparison.Ordinal);
    }

    // SQLite would give 'abc' and '12abc' as the numbers 0 and 12, and 2.5 as the whole number 2.
    [Theory]
    [InlineData("'abc', 1", "column 'y': 'abc' is no number")]
    [InlineData("'12abc', 1", "column 'y': '12abc' is no number")]
    [InlineData("1.5, 2.5", "column 'x': '2.5' is no whole number")]
    [InlineData("1.5, 'abc'", "column 'x': 'abc' is no whole number")]
    [InlineData("1.5, NULL", "column 'x': the value is missing")]
    public void SQLite_makes_no_numbers_of_text_however_late_it_comes(string values, string message)
    {
        using SqliteConnection connection = new("Data Source=:memory:");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Many}) SELECT 1.5 AS y, i AS x FROM n UNION ALL SELECT {values}";
        using SqliteDataReader query = command.ExecuteReader();
        DataSourceException fault = Assert.Throws<DataSourceException>(() => Outer.PointModel.Read(query));

        Assert.StartsWith($"the query, row {Many + 1}, {message}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_of_the_row_itself_pass()
    {
        ColumnsReader query = new([("y", typeof(double)), ("x", typeof(double)), ("the group", typeof(string)), ("site", typeof(string))], [[1.0, 2.0, "g", "a"], [1.0, null, "g", "b"]]);
        List<MixedBag> rows = MixedBagModel.Read(query);
        Assert.True(double.IsNaN(rows[1].X));
        Assert.Equal("b", rows[1].Site);
    }

    [Theory]
    [InlineData(1L, Dose.Low)]
    [InlineData((short)2, Dose.High)]
    [InlineData(-3, Dose.None)]
    [InlineData("hIGH", Dose.High)]
    [InlineData("-3", Dose.None)]
    public void Enums_are_read_from_numbers_and_names(object value, Dose expected)
    {
        object?[] row = [.. Row(1)];
        row[8] = value;
        (string Name, Type Type)[] columns = [.. Columns];
        columns[8].Type = value.GetType();
        Assert.Equal(expected, Assert.Single(EverythingModel.Read(new ColumnsReader(columns, [row]))).Dose);
    }

    [Fact]
    public void An_enum_without_the_number_is_a_fault()
    {
        object?[] row = [.. Row(1)];
        row[8] = 9L;
        (string Name, Type Type)[] columns = [.. Columns];
        columns[8].Type = typeof(long);
        DataSourceException fault = Assert.Throws<DataSourceException>(() => EverythingModel.Read(new ColumnsReader(columns, [row])));
        Assert.StartsWith("the query, row 1, column 'dose': '9' is none of the names of Dose (Low, High, Top, None)", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_that_share_ends_and_length_are_told_apart()
    {
        string[] texts = [.. Enumerable.Range(0, 500).Select(i => string.Create(CultureInfo.InvariantCulture, $"subject {i:D3} of the study"))];
        ColumnsReader query = new([("y", typeof(double)), ("x", typeof(double)), ("the group", typeof(string))], Enumerable.Range(0, Many).Select(i => new object?[] { 1.0, 2.0, new string(texts[i * 7 % 500]) }));
        List<MixedBag> rows = MixedBagModel.Read(query);

        Assert.Equal(Enumerable.Range(0, Many).Select(i => texts[i * 7 % 500]), rows.Select(row => row.Group));
        Assert.Equal(500, rows.Select(row => row.Group).Distinct(ReferenceEqualityComparer.Instance).Count());
    }

    private static IEnumerable<object?[]> Rows() => Enumerable.Range(0, Many).Select(Row);

    // The values of a type come with its default among them, and those that may be missing are so now and then.
    private static object?[] Row(int i)
    {
        bool isMissing = i % 7 == 3;
        return
        [
            i == Many / 2 ? null : i % 5 * 0.25, i % 3 * 0.5f, i % 4 * 0.125f, i % 6 * 0.01m, (byte)(i % 100), i % 9L, i % 8 - 4, i % 2 == 0,
            i % 3 == 0 ? "High" : "low", i % 4 == 0 ? "" : new string('t', i % 4), i % 2 == 0 ? "a" : "b", i % 10 == 0 ? Guid.Empty : Key,
            i % 10 == 0 ? DateTime.MinValue : new DateTime(2024, 1, 1).AddDays(i % 50), i % 10 == 0 ? DateTime.MinValue : new DateTime(2024, 1, 1).AddMinutes(i),
            isMissing ? null : i % 5 * 0.5, isMissing ? null : i % 5 * 0.5f, isMissing ? null : i % 5 * 0.5m, isMissing ? null : (short)(i % 5), isMissing ? null : i % 2 == 0,
            isMissing ? null : (i % 2) + 1, isMissing ? null : "text", isMissing ? null : "c", isMissing ? null : Key, isMissing ? null : new DateOnly(2024, 2, 29),
        ];
    }
}
