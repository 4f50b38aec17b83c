using System.Globalization;
using System.Text;

namespace Lmm.Databases.Tests;

/// <summary>Text files that are read in chunks, beside the same files in memory.</summary>
public sealed class CsvChunkTests
{
    private const int Seeds = 40;

    private static readonly CsvOptions AsWritten = new() { TrimsBlanks = false };

    [Fact]
    public void Random_models_have_the_fits_of_their_files_in_memory()
    {
        using TemporaryText file = new();
        for (int seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(seed);
            File.WriteAllText(file.Path, Csv(RandomModels.Draw(random)));
            var model = Model.Parse(RandomModels.Formula(random));
            int size = seed % 5 == 0 ? 1 : 1 + random.Next(400);
            LinearMixedModelFit memory;
            try
            {
                memory = (LinearMixedModelFit)model.Fit(ModelFrame.FromCsv(file.Path, AsWritten));
            }
            catch (ModelException)
            {
                Assert.Throws<ModelException>(() => model.FitStream(FrameChunks.FromCsv(file.Path, AsWritten, size)));
                continue;
            }

            try
            {
                Agreement.Of(memory, model.FitStream(FrameChunks.FromCsv(file.Path, AsWritten, size)), theta: 1e-5);
            }
            catch (Xunit.Sdk.XunitException fault)
            {
                Assert.Fail($"seed {seed}, {model}, {size} rows a chunk: {fault.Message}");
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(899)]
    [InlineData(900)]
    [InlineData(5000)]
    public async Task Files_streams_texts_and_queries_have_one_fit_whatever_the_size(int size)
    {
        using TemporaryText file = new();
        string text = Csv(Visits.Draw());
        await File.WriteAllTextAsync(file.Path, text);
        using MemoryStream bytes = new(Encoding.UTF8.GetBytes(text));
        using MemoryStream others = new(Encoding.UTF8.GetBytes(text));
        var model = Model.Parse(Visits.Formula);
        var memory = (LinearMixedModelFit)model.Fit(ModelFrame.FromCsv(file.Path));
        using System.Data.DataTable table = Table(ModelFrame.FromCsv(file.Path));
        using System.Data.Common.DbDataReader query = table.CreateDataReader();
        using System.Data.Common.DbDataReader later = table.CreateDataReader();

        Agreement.Of(memory, model.FitStream(FrameChunks.FromCsv(file.Path, rowsPerChunk: size)), accuracy: 1e-10, theta: 1e-7);
        Agreement.Of(memory, model.FitStream(FrameChunks.FromCsv(bytes, rowsPerChunk: size)), accuracy: 1e-10, theta: 1e-7);
        Agreement.Of(memory, model.FitStream(FrameChunks.FromCsv(new StringReader(text), rowsPerChunk: size)), accuracy: 1e-10, theta: 1e-7);
        Agreement.Of(memory, model.FitStream(FrameChunks.From(query, size)), accuracy: 1e-10, theta: 1e-7);
        Agreement.Of(memory, await model.FitStreamAsync(FrameChunks.FromCsvAsync(file.Path, rowsPerChunk: size)), accuracy: 1e-10, theta: 1e-7);
        Agreement.Of(memory, await model.FitStreamAsync(FrameChunks.FromCsvAsync(others, rowsPerChunk: size)), accuracy: 1e-10, theta: 1e-7);
        Agreement.Of(memory, await model.FitStreamAsync(FrameChunks.FromCsvAsync(new StringReader(text), rowsPerChunk: size)), accuracy: 1e-10, theta: 1e-7);
        Agreement.Of(memory, await model.FitStreamAsync(FrameChunks.FromAsync(later, size)), accuracy: 1e-10, theta: 1e-7);
        Assert.True(bytes.CanRead);
        Assert.False(query.IsClosed);
    }

    [Fact]
    public void Columns_of_files_have_the_types_of_all_rows()
    {
        const string Text = "empty,late,mixed,word,flag,day,none,id\n,,1,7,TRUE,2024-02-29,NA,9007199254740993\n,x,2.5,8,FALSE,2024-03-01,,2\n3,y,3,much,true,x,,3\n";
        using TemporaryText file = new();
        File.WriteAllText(file.Path, Text);
        ModelFrame all = ModelFrame.FromCsv(file.Path);
        for (int size = 1; size <= 4; size++)
        {
            ModelFrame[] chunks = [.. FrameChunks.FromCsv(file.Path, rowsPerChunk: size)];
            Assert.Equal((3 + size - 1) / size, chunks.Length);
            Assert.All(chunks, chunk => Assert.Equal(all.Columns.Select(TypeOf), chunk.Columns.Select(TypeOf)));
            Assert.Equal(all["mixed"].Numbers!, chunks.SelectMany(static chunk => chunk["mixed"].Numbers!));
            Assert.Equal(["7", "8", "much"], chunks.SelectMany(static chunk => chunk["word"].Codes.ToArray().Select(code => chunk["word"].Levels[code])));
            Assert.Contains("word is text because line 4", chunks[0]["word"].Reason!, StringComparison.Ordinal);
            Assert.Equal(["9007199254740993", "2", "3"], chunks.SelectMany(static chunk => chunk["id"].AsFactor() is var id ? id.Codes.ToArray().Select(code => id.Levels[code]) : []));
        }
    }

    [Fact]
    public void What_is_read_just_once_has_the_types_of_its_first_rows()
    {
        ModelFrame[] chunks = [.. FrameChunks.FromCsv(new StringReader("empty,mixed,day,id\n,1,2024-02-29,9007199254740993\n2,2.5,x,9007199254740992\nNA,3,,1\n"), rowsPerChunk: 1)];
        Assert.Equal([double.NaN, 2, double.NaN], chunks.SelectMany(static chunk => chunk["empty"].Numbers!));
        Assert.Equal([1, 2.5, 3], chunks.SelectMany(static chunk => chunk["mixed"].Numbers!));
        Assert.Equal("x", Assert.Single(chunks[1]["day"].Levels));
        Assert.NotEqual(chunks[0]["id"].AsFactor().Levels[0], chunks[1]["id"].AsFactor().Levels[0]);

        DataSourceException fault = Assert.Throws<DataSourceException>(() => FrameChunks.FromCsv(new StringReader("x,y\n1,\n\n2,3\n\"1,5\",4\n"), rowsPerChunk: 2).Count());
        Assert.Equal((LmmErrorCode.MalformedSource, 5L, "x"), (fault.Code, fault.Line, fault.Column));
        Assert.Contains("'1,5' is no number, and the cells of the first 2 rows are numbers or missing; if its comma is a decimal one, set CsvOptions.DecimalComma, or give the column the type Text in CsvOptions.ColumnTypes", fault.Message, StringComparison.Ordinal);
        Assert.Equal("y", Assert.Throws<DataSourceException>(() => FrameChunks.FromCsv(new StringReader("x,y\n1,\n2,a\n"), rowsPerChunk: 1).Count()).Column);
        Assert.Contains("neither TRUE nor FALSE", Assert.Throws<DataSourceException>(() => FrameChunks.FromCsv(new StringReader("x\nTRUE\nmaybe\n"), rowsPerChunk: 1).Count()).Message, StringComparison.Ordinal);

        CsvOptions declared = new() { ColumnTypes = new Dictionary<string, ColumnType> { ["x"] = ColumnType.Text, ["y"] = ColumnType.Text } };
        Assert.Equal(["1", "a"], FrameChunks.FromCsv(new StringReader("x,y\n1,\n2,a\n"), declared, 1).SelectMany(static chunk => chunk["y"].Levels.Concat(chunk["x"].Levels)).Where(static level => level is "1" or "a"));
    }

    [Fact]
    public void Options_and_faults_are_those_of_files_in_memory()
    {
        using TemporaryText file = new();
        CsvOptions options = new() { DecimalComma = true, CommentStart = '#', MissingTexts = ["", "-"] };
        File.WriteAllText(file.Path, "# made by hand\nx;\"a \"\"b\"\"\"\n1,5;-\n-;\"c;\nd\"\n");
        ModelFrame[] chunks = [.. FrameChunks.FromCsv(file.Path, options, 1)];
        Assert.Equal([1.5, double.NaN], chunks.SelectMany(static chunk => chunk["x"].Numbers!));
        Assert.Equal("c;\nd", Assert.Single(chunks[1]["a \"b\""].Levels));

        foreach (string text in new[] { "", "x,y\n", "x,x\n1,2\n", "x,y\n1,2\n3\n", "x,y\n1,2\n3,\"4\n", "x\n1\n\xFF\n" })
        {
            File.WriteAllText(file.Path, text, Encoding.Latin1);
            DataSourceException memory = Assert.Throws<DataSourceException>(() => ModelFrame.FromCsv(file.Path));
            DataSourceException chunked = Assert.Throws<DataSourceException>(() => FrameChunks.FromCsv(file.Path, rowsPerChunk: 1).Count());
            Assert.Equal((memory.Code, memory.Line, memory.Column, memory.Message), (chunked.Code, chunked.Line, chunked.Column, chunked.Message));
        }

        Assert.Contains("there is no such file", Assert.Throws<DataSourceException>(() => FrameChunks.FromCsv("no such file.csv").Count()).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => FrameChunks.FromCsv(file.Path, rowsPerChunk: 0));
        Assert.Throws<ArgumentNullException>(() => FrameChunks.From(null!));
        IEnumerable<ModelFrame> once = FrameChunks.FromCsv(new StringReader("x\n1\n"));
        Assert.Single(once);
        Assert.Throws<InvalidOperationException>(() => once.Count());
        CsvOptions unknown = new() { ColumnTypes = new Dictionary<string, ColumnType> { ["z"] = ColumnType.Text } };
        Assert.Equal(LmmErrorCode.UnknownColumn, Assert.Throws<DataSourceException>(() => FrameChunks.FromCsv(new StringReader("x\n1\n"), unknown).Count()).Code);
    }

    [Fact]
    public void Faults_of_fits_have_the_lines_of_the_file()
    {
        using TemporaryText file = new();
        ModelFrame frame = Visits.Draw(60);
        double[] doses = [.. frame["dose"].Numbers!];
        doses[42] = -3;
        File.WriteAllText(file.Path, Csv(frame.With(FrameColumn.Numeric("dose", doses))));
        string memory = Assert.Throws<ModelException>(() => Model.Parse("score ~ log(dose) + (1 | clinic)").Fit(ModelFrame.FromCsv(file.Path))).Message;
        Assert.Equal(memory, Assert.Throws<ModelException>(() => Model.Parse("score ~ log(dose) + (1 | clinic)").FitStream(FrameChunks.FromCsv(file.Path, rowsPerChunk: 25))).Message);
    }

    [Fact]
    public void A_query_whose_column_is_empty_at_first_has_the_type_of_its_later_values()
    {
        using System.Data.DataTable table = new() { Columns = { { "y", typeof(double) }, { "g", typeof(string) }, { "mixed", typeof(object) } } };
        table.Rows.Add(1.5, DBNull.Value, DBNull.Value);
        table.Rows.Add(DBNull.Value, "a", 3);
        table.Rows.Add(2, "b", "much");
        using System.Data.Common.DbDataReader query = table.CreateDataReader();
        ModelFrame[] chunks = [.. FrameChunks.From(query, 1)];
        Assert.All(chunks, static chunk => Assert.Null(chunk["g"].Numbers));
        Assert.All(chunks, static chunk => Assert.NotNull(chunk["y"].Numbers));
        Assert.Contains("row 3 of the query holds 'much'", chunks[2]["mixed"].Reason!, StringComparison.Ordinal);
        ModelException fault = Assert.Throws<ModelException>(() => Model.Parse("y ~ mixed + (1 | g)").FitStream(chunks));
        Assert.Contains("chunk 3 has values of the type text in the column mixed", fault.Message, StringComparison.Ordinal);
        Assert.Contains("row 3 of the query holds 'much'; if it should be a number, correct the row or cast the column", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reading_can_be_cancelled()
    {
        using TemporaryText file = new();
        await File.WriteAllTextAsync(file.Path, "x\n1\n2\n3\n");
        using CancellationTokenSource source = new();
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (ModelFrame _ in FrameChunks.FromCsv(file.Path, rowsPerChunk: 1, cancellationToken: source.Token))
            {
                source.Cancel();
            }
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (ModelFrame _ in FrameChunks.FromCsvAsync(file.Path).WithCancellation(source.Token))
            {
            }
        });
    }

    private static (string Name, string Type, bool IsTruth) TypeOf(FrameColumn column) => (column.Name, column.GetType().Name, column.Levels.Contains("TRUE"));

    private static string Csv(ModelFrame frame)
    {
        StringBuilder text = new(string.Join(',', frame.Columns.Select(static column => column.Name)) + "\n");
        for (int row = 0; row < frame.RowCount; row++)
        {
            text.Append(string.Join(',', frame.Columns.Select(column => Cell(column, row)))).Append('\n');
        }

        return text.ToString();
    }

    private static string Cell(FrameColumn column, int row)
        => column.Numbers is { } numbers ? double.IsNaN(numbers[row]) ? "NA" : numbers[row].ToString("R", CultureInfo.InvariantCulture)
            : column.Codes[row] < 0 ? ""
            : $"\"{column.Levels[column.Codes[row]].Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static System.Data.DataTable Table(ModelFrame frame)
    {
        System.Data.DataTable table = new();
        foreach (FrameColumn column in frame.Columns)
        {
            table.Columns.Add(column.Name, column.Numbers is null ? typeof(string) : TypeOf(column).Type == "WholeNumberColumn" ? typeof(long) : typeof(double));
        }

        for (int row = 0; row < frame.RowCount; row++)
        {
            table.Rows.Add([.. frame.Columns.Select(column => column.Numbers is { } numbers ? (object)numbers[row] : column.Levels[column.Codes[row]])]);
        }

        return table;
    }
}
