using System.Data;
using System.Text;
using Lmm.Reading;

namespace Lmm.Tests.Reading;

/// <summary>Cells that are nearly of another type than they look.</summary>
public sealed class ReaderEdgeTests
{
    // A colon is the character after nine.
    [Fact]
    public void Times_of_day_are_no_whole_numbers()
        => Assert.Equal(["12:30", "8:15"], Csv.Read("t\n12:30\n8:15\n").Texts("t"));

    [Fact]
    public void Levels_are_in_the_order_of_their_characters()
        => Assert.Equal(["A", "B", "a", "b"], Csv.Read("f\nb\nA\na\nB\n")["f"].Levels);

    [Fact]
    public void A_long_cell_is_shown_by_its_first_forty_characters()
    {
        var options = new CsvOptions { ColumnTypes = new Dictionary<string, ColumnType> { ["x"] = ColumnType.Number } };
        DataSourceException fault = Csv.Fault($"x\n{new string('z', 41)}\n", options);
        Assert.Contains($"'{new string('z', 40)}…'", fault.Message, StringComparison.Ordinal);
        Assert.Contains($"'{new string('z', 40)}'", Csv.Fault($"x\n{new string('z', 40)}\n", options).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("0", false)]
    [InlineData("TRUE", true)]
    [InlineData("false", false)]
    public void Truth_is_written_in_words_and_digits(string cell, bool expected)
    {
        using RecordReader reader = Reader($"b\n{cell}\n");
        Assert.True(reader.Read());
        Assert.Equal(expected, reader.Truth(reader.Column("b")));
    }

    [Theory]
    [InlineData("-Inf", double.NegativeInfinity)]
    [InlineData("Inf", double.PositiveInfinity)]
    [InlineData("+inf", double.PositiveInfinity)]
    public void Infinities_keep_their_sign(string cell, double expected)
    {
        using RecordReader reader = Reader($"x\n{cell}\n");
        Assert.True(reader.Read());
        Assert.Equal(expected, reader.Number(reader.Column("x")));
    }

    [Theory]
    [InlineData("3.0", 3)]
    [InlineData("-2e2", -200)]
    public void A_whole_number_may_be_written_with_a_point(string cell, int expected)
        => Assert.Equal(expected, Assert.Single(PointModel(cell)).X);

    [Theory]
    [InlineData("3.5")]
    [InlineData("9007199254740994.0")]
    public void What_is_no_whole_number_to_the_last_digit_is_refused(string cell)
        => Assert.Throws<DataSourceException>(() => PointModel(cell));

    // Two times of one day are two levels, two midnights are dates.
    [Theory]
    [InlineData(13, "text", 2)]
    [InlineData(0, "date", 1)]
    public void Times_of_a_day_are_told_apart(int hours, string type, int levels)
    {
        using var table = new DataTable();
        table.Columns.Add("t", typeof(DateTime));
        table.Rows.Add(new DateTime(2024, 2, 29));
        table.Rows.Add(new DateTime(2024, 2, 29).AddHours(hours));
        ModelFrame frame = ModelFrame.From(table.CreateDataReader());
        Assert.Equal(type, frame["t"].Declaration.TypeName);
        Assert.Equal(levels, frame["t"].Levels.Count);
    }

    [Fact]
    public void Names_that_differ_in_case_alone_are_found_exactly_or_not_at_all()
    {
        var names = new EnumNames<DayOfWeek>(("Day", DayOfWeek.Monday), ("DAY", DayOfWeek.Friday), ("Rest", DayOfWeek.Sunday), ("REST", DayOfWeek.Sunday));
        Assert.True(names.TryFind("DAY", out DayOfWeek found));
        Assert.Equal(DayOfWeek.Friday, found);
        Assert.False(names.TryFind("day", out _));
        Assert.True(names.TryFind("rest", out found));
        Assert.Equal(DayOfWeek.Sunday, found);
    }

    private static CsvRecordReader Reader(string text)
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, text, Encoding.UTF8);
        return new CsvRecordReader(CsvTable.Open(CsvSource.File(path), CsvOptions.Default), CsvOptions.Default);
    }

    private static List<Outer.Point> PointModel(string cell)
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, $"Y,X\n1.5,{cell}\n", Encoding.UTF8);
        return Outer.PointModel.ReadCsv(path);
    }
}
