namespace Lmm.Tests.Reading;

/// <summary>Rows read by generated code.</summary>
public sealed class TypedCsvTests : IDisposable
{
    private const string Header = "number,real,narrow,exact,tiny,huge,wider,truth,dose,text,letter,key,date,time,maybeNumber,maybeReal,maybeExact,maybeWhole,maybeTruth,maybeDose,maybeText,maybeLetter,maybeKey,maybeDate\n";
    private const string Key = "0f8fad5b-d9cb-469f-a165-70867728950e";

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"lmm-typed-{Guid.NewGuid():N}.csv");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Every_type_is_read()
    {
        Write(Header
            + $"1.5,0.1,0.25,0.1,-128,18446744073709551615,-170141183460469231731687303715884105728,TRUE,High,\"a,b\",\"\"\"\",{Key},2024-02-29,2024-02-29T12:30:00,2.5,3.5,4.50,-5,false,low,x,é,{Key},1999-12-31\n"
            + $"NA,NA,NA,-1e3,127,0,1,0,-3,t,c,{Key},2024-03-01,2024-03-01,NA,NA,NA,NA,NA,NA,NA,NA,NA,NA\n");

        List<Everything> rows = EverythingModel.ReadCsv(_path);

        Guid key = Guid.Parse(Key);
        Assert.Equal(
            new Everything(1.5, 0.1f, (Half)0.25, 0.1m, -128, ulong.MaxValue, Int128.MinValue, true, Dose.High, "a,b", '"', key, new(2024, 2, 29), new(2024, 2, 29, 12, 30, 0), 2.5, 3.5f, 4.50m, -5, false, Dose.Low, "x", 'é', key, new(1999, 12, 31)),
            rows[0]);
        Assert.Equal(
            new Everything(double.NaN, float.NaN, Half.NaN, -1000m, 127, 0, 1, false, Dose.None, "t", 'c', key, new(2024, 3, 1), new(2024, 3, 1), null, null, null, null, null, null, null, null, null, null),
            rows[1]);
    }

    [Fact]
    public void Equal_texts_of_a_column_are_one_object()
    {
        Write("y,x,the group\n1,2,some group\n3,4,some group\n");
        List<MixedBag> rows = MixedBagModel.ReadCsv(_path);

        Assert.Same(rows[0].Group, rows[1].Group);
    }

    [Fact]
    public void Members_without_a_column_keep_their_values()
    {
        Write("THE GROUP,X,Y,unknown\ng1,2,1,zzz\n");
        MixedBag row = Assert.Single(MixedBagModel.ReadCsv(_path));

        Assert.Equal((1.0, 2.0, "g1", "north", null, 7), (row.Y, row.X, row.Group, row.Site, row.Initial, row.Field));
    }

    [Fact]
    public void Members_with_a_column_are_set()
    {
        Write("y,x,the group,site,initial,field\n1,2,g1,south,3,4\n");
        MixedBag row = Assert.Single(MixedBagModel.ReadCsv(_path));

        Assert.Equal(("south", 3, 4), (row.Site, row.Initial, row.Field));
    }

    [Fact]
    public void Structs_are_read_by_properties_and_fields()
    {
        Write("y;x\n1,5;3\n", out CsvOptions options);
        Outer.Point point = Assert.Single(Outer.PointModel.ReadCsv(_path, options));

        Assert.Equal((1.5, 3), (point.Y, point.X));
    }

    [Theory]
    [InlineData("y,x\n1,2\n", "there is no column 'the group'; there are y, x. Add it, or give the row's member the column's name by [Variable]", null, null)]
    [InlineData("y,x,the grup\n1,2,3\n", "there is no column 'the group'; is it 'the grup'? Rename it", null, null)]
    [InlineData("y,x,the group\n1,2,g\n3,abc,g\n", ", line 3, column 'x': 'abc' is no number; correct it", 3, "x")]
    [InlineData("y,x,the group\n1,\"2,5\",g\n", ", line 2, column 'x': '2,5' is no number; if its comma is a decimal one, set CsvOptions.DecimalComma", 2, "x")]
    [InlineData("y,x,the group\n1,2,NA\n", ", line 2, column 'the group': the value is missing, and the row's member must have one; give the member a nullable type", 2, "the group")]
    [InlineData("y,x,the group,field\n1,2,g,2.5\n", ", line 2, column 'field': '2.5' is no whole number", 2, "field")]
    [InlineData("y,x,the group,field\n1,2,g,3000000000\n", ", line 2, column 'field': '3000000000' is too large or too small for Int32", 2, "field")]
    [InlineData("y,x,the group,field\n1,2,g,99999999999999999999\n", "is too large or too small for Int32", 2, "field")]
    [InlineData("y,x,the group,field\n1,2,g,\n", ", line 2, column 'field': the value is missing", 2, "field")]
    [InlineData("y,x,the group\n1,2\n", ", line 2, column 'the group': the line has 2 cells and the header 3", 2, "the group")]
    [InlineData("y,x,the group\n", "the file has a header and no rows", null, null)]
    public void Faults_name_file_line_and_column(string text, string message, int? line, string? column)
    {
        Write(text);
        DataSourceException fault = Assert.Throws<DataSourceException>(() => MixedBagModel.ReadCsv(_path));

        Assert.StartsWith(_path, fault.Message, StringComparison.Ordinal);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.Equal(line, (int?)fault.Line);
        Assert.Equal(column, fault.Column);
    }

    [Theory]
    [InlineData("High", "Hihg", "'Hihg' is none of the names of Dose (Low, High, Top, None)")]
    [InlineData("TRUE,High", "yes,High", "'yes' is neither TRUE nor FALSE")]
    [InlineData(",c,", ",cc,", "'cc' is not one character")]
    [InlineData("2024-02-29", "29.2.2024", "'29.2.2024' is no DateOnly")]
    [InlineData(",-1e3,", ",1e99,", "'1e99' is no number")]
    [InlineData(",-128,", ",-129,", "'-129' is too large or too small for SByte")]
    [InlineData(",0,1,", ",-1,1,", "'-1' is too large or too small for UInt64")]
    public void Values_that_are_not_of_their_type_are_shown(string good, string bad, string message)
    {
        string line = $"1,2,3,-1e3,-128,0,1,TRUE,High,t,c,{Key},2024-02-29,2024-03-01,NA,NA,NA,NA,NA,NA,NA,NA,NA,NA\n";
        Write(Header + line + line.Replace(good, bad, StringComparison.Ordinal));
        DataSourceException fault = Assert.Throws<DataSourceException>(() => EverythingModel.ReadCsv(_path));

        Assert.Equal(3, fault.Line);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_read_fit_as_the_frame_of_the_file_does()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Data", "sleepstudy.csv");
        List<ReferenceModels.Rows.SleepDay> rows = ReferenceModels.Rows.SleepDayModel.ReadCsv(path);

        Assert.Equal(
            ((LinearMixedModelFit)Model.Parse(ReferenceModels.Rows.SleepDayModel.Formula).Fit(ModelFrame.FromCsv(path))).Objective,
            ReferenceModels.Rows.SleepDayModel.Fit(rows).Objective);
    }

    [Fact]
    public void What_stands_for_a_missing_value_may_look_like_a_number()
    {
        Write("y,x,the group,initial\n-9,2,g,-9\n");
        MixedBag row = Assert.Single(MixedBagModel.ReadCsv(_path, new CsvOptions { MissingTexts = ["-9"] }));

        Assert.True(double.IsNaN(row.Y));
        Assert.Null(row.Initial);
    }

    [Fact]
    public void Reading_can_be_cancelled()
    {
        Write("y,x,the group\n1,2,g\n");
        Assert.Throws<OperationCanceledException>(() => MixedBagModel.ReadCsv(_path, cancellationToken: new CancellationToken(canceled: true)));
    }

    private void Write(string text) => File.WriteAllText(_path, text);

    private void Write(string text, out CsvOptions options)
    {
        Write(text);
        options = new CsvOptions { DecimalComma = true };
    }
}
