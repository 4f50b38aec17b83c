using Lmm.Formula.Binding;

namespace Lmm.Tests.Reading;

public class CsvFrameTests
{
    [Fact]
    public void Types_are_inferred_from_all_cells()
    {
        ModelFrame frame = Csv.Read(
            """
            whole,real,late,truth,date,text,absent
            1,1.5,1,TRUE,2024-02-29,a,NA
            -2,NA,2.5,false,2023-12-31,1,
            ,-3e2,3,NA,NA,NA,NA
            """);

        Assert.Equal(
            ["long", "double", "double", "bool", "date", "text", "double"],
            frame.Columns.Select(column => column.Declaration.TypeName));
        Assert.Equal([1, -2, double.NaN], frame.Numbers("whole"));
        Assert.Equal([1.5, double.NaN, -300], frame.Numbers("real"));
        Assert.Equal([1, 2.5, 3], frame.Numbers("late"));
        Assert.Equal(["TRUE", "FALSE", null], frame.Texts("truth"));
        Assert.Equal(["2024-02-29", "2023-12-31", null], frame.Texts("date"));
        Assert.Equal(["a", "1", null], frame.Texts("text"));
        Assert.All(frame.Numbers("absent"), value => Assert.True(double.IsNaN(value)));
    }

    [Fact]
    public void A_column_that_turns_out_to_be_text_keeps_the_spelling_of_its_numbers()
    {
        ModelFrame frame = Csv.Read("id,x\n007,1\n1e3,2\nNA,3\nx,4\n");

        Assert.Equal(["007", "1e3", null, "x"], frame.Texts("id"));
        Assert.Equal(VariableType.Text, frame["id"].Declaration.Type);
        Assert.Contains("line 5 of the stream holds 'x'", frame["id"].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,b\n1.5,x", null)]
    [InlineData("a;b\n1.5;x", null)]
    [InlineData("a\tb\n1.5\tx", null)]
    [InlineData("a|b\n1.5|x", null)]
    [InlineData("a:b\n1.5:x", ':')]
    [InlineData("\uFEFFa,b\r\n1.5,x\r\n", null)]
    [InlineData("\"a\",\"b\"\n\"1.5\",\"x\"\n\n", null)]
    [InlineData("a , b\n 1.5 ,\tx", null)]
    public void Delimiters_are_found_or_given(string text, char? delimiter)
    {
        ModelFrame frame = Csv.Read(text, new CsvOptions { Delimiter = delimiter });

        Assert.Equal([1.5], frame.Numbers("a"));
        Assert.Equal(["x"], frame.Texts("b"));
    }

    [Fact]
    public void Quoted_cells_keep_delimiters_line_breaks_quotes_and_blanks()
        => Assert.Equal(["a,b", "c\nd", "e\"f", " g "], Csv.Read("t,x\n\"a,b\",1\n\"c\nd\",2\n\"e\"\"f\",3\n\" g \",4\n").Texts("t"));

    [Fact]
    public void Decimal_commas_are_read_when_asked_for()
    {
        CsvOptions options = new() { DecimalComma = true };

        Assert.Equal([1.5, 2.25], Csv.Read("y\n1,5\n2,25", options).Numbers("y"));
        Assert.Equal([2.5, 4], Csv.Read("y\tx\n1,5\t2,5\n2,25\t4", options).Numbers("x"));
        Assert.Equal([1.5, -2e-3, 3], Csv.Read("y;g\n1,5;a\n-2,0e-3;b\n3;c", options).Numbers("y"));
    }

    [Fact]
    public void Missing_texts_can_be_others()
    {
        CsvOptions options = new() { MissingTexts = [".", "-999"] };
        ModelFrame frame = Csv.Read("y,t\n.,NA\n-999,\n1,.", options);

        Assert.Equal(["long", "text"], frame.Columns.Select(column => column.Declaration.TypeName));
        Assert.Equal([double.NaN, double.NaN, 1], frame.Numbers("y"));
        Assert.Equal([double.NaN, 2.5, double.NaN], Csv.Read("y\n-999\n2.5\n-999\n", options).Numbers("y"));
        Assert.Equal(["NA", "", null], frame.Texts("t"));
    }

    [Fact]
    public void Types_can_be_given()
    {
        CsvOptions options = new() { ColumnTypes = new Dictionary<string, ColumnType> { ["id"] = ColumnType.Text, ["x"] = ColumnType.Number } };
        ModelFrame frame = Csv.Read("id,x\n01,1\n1,2\n", options);

        Assert.Equal(["01", "1"], frame.Texts("id"));
        Assert.Equal("double", frame["x"].Declaration.TypeName);
    }
}
