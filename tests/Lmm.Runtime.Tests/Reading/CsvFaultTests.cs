using System.Text;

namespace Lmm.Tests.Reading;

/// <summary>Whatever is wrong with a file is said with file, line, column and cure.</summary>
public sealed class CsvFaultTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lmm-csv-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_missing_file() => AssertFault(OfFile("absent.csv", null), "absent.csv: there is no such file; check its name", null, null);

    [Fact]
    public void A_missing_directory() => AssertFault(OfFile(Path.Combine("no", "absent.csv"), null), "there is no such directory", null, null);

    [Fact]
    public void A_directory() => AssertFault(Assert.Throws<DataSourceException>(() => ModelFrame.FromCsv(_folder)), "this is a directory; name a file in it", null, null);

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("\uFEFF")]
    public void An_empty_file(string text) => AssertFault(OfFile("data.csv", text), "data.csv: the file is empty; its first line must name the columns", null, null);

    [Theory]
    [InlineData("a,b")]
    [InlineData("a,b\n\n")]
    public void A_header_only(string text) => AssertFault(OfFile("data.csv", text), "data.csv: the file has a header and no rows", null, null);

    [Fact]
    public void Duplicate_headers() => AssertFault(Csv.Fault("a,b,a\n1,2,3"), "line 1, column 'a': the columns 1 and 3 have the same name", 1, "a");

    [Fact]
    public void A_line_too_short() => AssertFault(Csv.Fault("a,b,c\n1,2,3\n1,2\n"), "line 3, column 'c': the line has 2 cells and the header 3; complete the line", 3, "c");

    [Fact]
    public void A_line_too_long() => AssertFault(Csv.Fault("a,b\n1,2\n\n1,2,3\n"), "line 4: the line has 3 cells and the header 2", 4, null);

    [Fact]
    public void Row_names_without_a_header() => AssertFault(Csv.Fault("a,b\n1,5,6\n2,7,8"), "line 2: the line has 3 cells and the header 2; if the first cell is the row's name", 2, null);

    [Fact]
    public void Lines_are_counted_through_quoted_line_breaks() => Assert.Equal(5, Csv.Fault("a,b\n\"1\n1\",2\n3,4\n5").Line);

    [Theory]
    [InlineData("a,b\n1,2\n\"x,3\n4,5", "quote")]
    [InlineData("a,b\n1,2\n\"x\"y,3\n", "text after the closing quote of a quoted field")]
    [InlineData("a,b\n1,2\nx\"y,3\n", "quote")]
    public void Malformed_quotes(string text, string what)
    {
        AssertFault(Csv.Fault(text), "line 3: the quotes are malformed", 3, null);
        Assert.Contains(what, Csv.Fault(text).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("record", Csv.Fault(text).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_not_UTF8()
    {
        string path = Path.Combine(_folder, "latin.csv");
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes("name,x\nRene,1\nRené,2\n"));
        DataSourceException fault = Assert.Throws<DataSourceException>(() => ModelFrame.FromCsv(path));

        AssertFault(fault, "latin.csv, line 3, column 'name': the text is not UTF-8", 3, "name");
        Assert.Equal(path, fault.Origin);
        Assert.Equal(["Rene", "René"], ModelFrame.FromCsv(path, new CsvOptions { Encoding = Encoding.Latin1 }).Texts("name"));
    }

    [Fact]
    public void A_header_that_is_not_UTF8()
        => AssertFault(
            Assert.Throws<DataSourceException>(() => ModelFrame.FromCsv(new MemoryStream(Encoding.Latin1.GetBytes("é,b\n1,2")))),
            "line 1: the header is not UTF-8", 1, null);

    [Fact]
    public void A_source_that_may_not_be_read()
    {
        using RefusingStream stream = new();

        AssertFault(Assert.Throws<DataSourceException>(() => ModelFrame.FromCsv(stream)), "the file may not be read; ask for permission", null, null);
    }

    [Theory]
    [InlineData(ColumnType.Number, "x\n1.5\nabc", "'abc' is no number; correct it")]
    [InlineData(ColumnType.Number, "x\n1\n\"1,5\"", "'1,5' is no number; if its comma is a decimal one, set CsvOptions.DecimalComma")]
    [InlineData(ColumnType.WholeNumber, "x\n1\n1.5", "'1.5' is no whole number")]
    [InlineData(ColumnType.Boolean, "x\nTRUE\nyes", "'yes' is neither TRUE nor FALSE")]
    [InlineData(ColumnType.Date, "x\n2024-02-29\n2023-02-29", "'2023-02-29' is no date by ISO 8601")]
    public void A_cell_that_is_not_of_the_type_given(ColumnType type, string text, string message)
        => AssertFault(Csv.Fault(text, new CsvOptions { ColumnTypes = new Dictionary<string, ColumnType> { ["x"] = type } }), "line 3, column 'x': " + message, 3, "x");

    [Fact]
    public void A_type_for_a_column_that_is_not_there()
        => AssertFault(Csv.Fault("a,b\n1,2", new CsvOptions { ColumnTypes = new Dictionary<string, ColumnType> { ["c"] = ColumnType.Text } }), "a type is given for the column 'c', which the file does not have; its columns are a, b", 1, null);

    [Fact]
    public void Whole_numbers_of_more_than_64_bits_stay_apart_as_text()
        => Assert.Equal(["12345678901234567890123", "12345678901234567890124"], Csv.Read("id\n12345678901234567890123\n12345678901234567890124").Texts("id"));

    private DataSourceException OfFile(string name, string? text)
    {
        string path = Path.Combine(_folder, name);
        if (text is not null)
        {
            File.WriteAllText(path, text);
        }

        return Assert.Throws<DataSourceException>(() => ModelFrame.FromCsv(path));
    }

    private static void AssertFault(DataSourceException fault, string message, long? line, string? column)
    {
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.Equal(line, fault.Line);
        Assert.Equal(column, fault.Column);
    }

    private sealed class RefusingStream : MemoryStream
    {
        public override int Read(byte[] buffer, int offset, int count) => throw new UnauthorizedAccessException("no");
    }
}
