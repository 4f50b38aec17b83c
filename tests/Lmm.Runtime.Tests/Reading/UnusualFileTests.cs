using System.IO.Compression;
using System.Text;

namespace Lmm.Tests.Reading;

/// <summary>Files and cells that are not plain UTF-8 text are read, or named for what they are.</summary>
public sealed class UnusualFileTests : IDisposable
{
    private const string Table = "y,x,text\n1.5,1,a\n2.5,2,b\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("lmm-file-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("1.5\u00A0")]
    [InlineData("\u202F1.5")]
    [InlineData("\u20071.5\u00A0")]
    public void No_break_spaces_around_numbers_are_left_out(string cell)
    {
        Assert.Equal([1.5], Csv.Read($"y,x\n{cell},1\n").Numbers("y"));
        Assert.Equal(1.5, Point($"Y,X\n{cell},1\n").Y);
    }

    [Fact]
    public void No_break_spaces_around_a_missing_value_are_left_out()
        => Assert.Equal([double.NaN, double.NaN, 1], Csv.Read("y,x\nNA\u00A0,1\n\u00A0,2\n1,3\n").Numbers("y"));

    [Theory]
    [InlineData("\u221210.057", -10.057)]
    [InlineData("1e\u22122", 0.01)]
    public void A_typographic_minus_is_read(string cell, double value)
    {
        Assert.Equal([value], Csv.Read($"y,x\n{cell},1\n").Numbers("y"));
        Assert.Equal(value, Point($"Y,X\n{cell},1\n").Y);
    }

    [Fact]
    public void Whole_numbers_with_a_typographic_minus_or_a_no_break_space_are_whole()
    {
        Assert.Equal("long", Csv.Read("y,x\n1,\u22123\n2,4\u00A0\n")["x"].Declaration.TypeName);
        Assert.Equal(-3, Point("Y,X\n1,\u22123\u00A0\n").X);
    }

    [Theory]
    [InlineData("1\0", "U+0000")]
    [InlineData("1.5\0\0", "U+0000")]
    [InlineData("1\u200B", "U+200B")]
    [InlineData("\uFEFF1", "U+FEFF")]
    [InlineData("1\u2060", "U+2060")]
    [InlineData("1\u3000", "U+3000")]
    public void Other_invisible_characters_are_named(string cell, string name)
    {
        string frame = Csv.Fault($"a,b\n1,2\n{cell},2\n", new CsvOptions { ColumnTypes = new Dictionary<string, ColumnType> { ["a"] = ColumnType.Number } }).Message;
        DataSourceException typed = Assert.Throws<DataSourceException>(() => Point($"Y,X\n{cell},1\n"));

        Assert.All([frame, typed.Message], message => Assert.Contains($"it contains the invisible character {name}", message, StringComparison.Ordinal));
        Assert.All([frame, typed.Message], message => Assert.Contains($"<{name}>", message, StringComparison.Ordinal));
        Assert.Equal((2, "Y"), (typed.Line, typed.Column));
    }

    [Theory]
    [InlineData("1\0")]
    [InlineData("1234567890123456789\0")]
    public void A_whole_number_does_not_end_with_NUL(string cell)
        => Assert.Contains("<U+0000>", Assert.Throws<DataSourceException>(() => Point($"Y,X\n1,{cell}\n")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_typed_number_names_separated_thousands()
        => Assert.Contains("if its comma separates thousands", Assert.Throws<DataSourceException>(() => Point("Y,X\n\"1,234.5\",1\n")).Message, StringComparison.Ordinal);

    [Fact]
    public void Files_that_gzip_has_compressed_are_read_whatever_their_names()
    {
        foreach (string name in new[] { "data.csv.gz", "data.csv" })
        {
            string path = File(name, Compressed(Table));
            Assert.Equal([1.5, 2.5], ModelFrame.FromCsv(path).Numbers("y"));
            Assert.Equal(["a", "b"], ModelFrame.FromCsv(new MemoryStream(Compressed(Table))).Texts("text"));
            Assert.Equal(2, Outer.PointModel.ReadCsv(path).Count);
        }
    }

    [Fact]
    public void A_damaged_compressed_file_is_named()
        => Assert.Contains("compressed file is damaged", Fault(Compressed(Table)[..^12]), StringComparison.Ordinal);

    [Theory]
    [InlineData("504B0304140006", "a ZIP archive or a workbook (.zip, .xlsx, .ods)")]
    [InlineData("425A68393141", "a file compressed by bzip2")]
    [InlineData("28B52FFD0458", "a file compressed by Zstandard")]
    public void Files_of_other_kinds_are_named(string bytes, string name)
        => Assert.Contains($"this is {name} and not text", Fault(Convert.FromHexString(bytes)), StringComparison.Ordinal);

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void UTF_16_is_read_with_and_without_a_byte_order_mark(bool bigEndian, bool hasMark)
    {
        UnicodeEncoding encoding = new(bigEndian, hasMark);
        string path = File("data.csv", [.. encoding.GetPreamble(), .. encoding.GetBytes(Table.Replace("b", "ß"))]);

        Assert.Equal(["a", "ß"], ModelFrame.FromCsv(path).Texts("text"));
        Assert.Equal([1.5, 2.5], Outer.PointModel.ReadCsv(path).Select(point => point.Y));
    }

    [Theory]
    [InlineData("# made by a machine\n# version 2\ny,x,text\n1.5,1,a\n", "; the file begins with a line that starts with '#': if it is a comment, set CsvOptions.CommentStart to '#'")]
    [InlineData("# it's \"quoted\"\ny,x,text\n1.5,1,a\n", "set CsvOptions.CommentStart to '#'")]
    [InlineData("The trial of 1998\ny,x,text\n1.5,1,a\n", "if what stands above the columns' names is a title, remove it, or start its lines with '#' and set CsvOptions.CommentStart")]
    public void Lines_above_the_header_are_named(string text, string cure)
        => Assert.Contains(cure, Csv.Fault(text).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Comments_above_the_header_are_passed_over(bool decimalComma)
    {
        string table = decimalComma ? "# a, b; c\ny\tx\n1,5\t2\n" : "# a; b; c\n# d\ny,x\n1.5,2\n";

        Assert.Equal([1.5], Csv.Read(table, new CsvOptions { CommentStart = '#', DecimalComma = decimalComma }).Numbers("y"));
    }

    private static Outer.Point Point(string text)
    {
        string path = Path.GetTempFileName();
        try
        {
            System.IO.File.WriteAllText(path, text);
            return Outer.PointModel.ReadCsv(path)[0];
        }
        finally
        {
            System.IO.File.Delete(path);
        }
    }

    private static byte[] Compressed(string text)
    {
        using MemoryStream bytes = new();
        using (GZipStream gzip = new(bytes, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }

    private string File(string name, byte[] bytes)
    {
        string path = Path.Combine(_folder, name);
        System.IO.File.WriteAllBytes(path, bytes);
        return path;
    }

    private string Fault(byte[] bytes) => Assert.Throws<DataSourceException>(() => ModelFrame.FromCsv(File("data.csv", bytes))).Message;
}
