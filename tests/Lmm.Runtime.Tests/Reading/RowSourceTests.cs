using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;

namespace Lmm.Tests.Reading;

/// <summary>Rows from paths, streams, texts and queries: at once, while they are enumerated, and asynchronously.</summary>
public sealed class RowSourceTests : IDisposable
{
    private const int Many = 20_000;
    private static readonly string Text = "y,x\n" + string.Concat(Enumerable.Range(0, Many).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i}.5,{i}\n")));
    private static readonly (double, int)[] Expected = [.. Enumerable.Range(0, Many).Select(i => (i + 0.5, i))];

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"lmm-forms-{Guid.NewGuid():N}.csv");

    public RowSourceTests() => File.WriteAllText(_path, Text);

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_source_in_every_way_gives_the_same_rows(bool isCompressed)
    {
        byte[] bytes = isCompressed ? Compressed(Text) : Encoding.UTF8.GetBytes(Text);
        await File.WriteAllBytesAsync(_path, bytes);

        Check(Outer.PointModel.ReadCsv(_path));
        Check(Outer.PointModel.ReadCsv(new MemoryStream(bytes)));
        Check(Outer.PointModel.EnumerateCsv(_path));
        Check(Outer.PointModel.EnumerateCsv(new MemoryStream(bytes)));
        Check(await Outer.PointModel.EnumerateCsvAsync(_path).ToListAsync());
        Check(await Outer.PointModel.EnumerateCsvAsync(new AsyncOnlyStream(bytes)).ToListAsync());
    }

    [Fact]
    public async Task Texts_give_the_rows_of_files()
    {
        Check(Outer.PointModel.ReadCsv(new StringReader(Text)));
        Check(Outer.PointModel.EnumerateCsv(new StringReader(Text)));
        Check(await Outer.PointModel.EnumerateCsvAsync(new StringReader(Text)).ToListAsync());
    }

    // The buffer ends between the two halves of some character, wherever the first one stands.
    [Theory]
    [InlineData("g")]
    [InlineData("gg")]
    public void A_character_of_two_halves_is_kept_whole(string first)
    {
        string group = first + string.Concat(Enumerable.Repeat("😀", 20_000));
        Assert.Equal(group, Assert.Single(MixedBagModel.ReadCsv(new StringReader($"y,x,the group\n1,2,{group}\n"), new CsvOptions { Encoding = Encoding.Latin1 })).Group);
    }

    [Fact]
    public async Task Frames_are_those_of_the_file_from_every_source()
    {
        // The column x is text in its last line alone, so that it is read again.
        string text = Text + "1,abc\n";
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        await File.WriteAllBytesAsync(_path, bytes);
        string?[] expected = [.. ModelFrame.FromCsv(_path).Texts("x")];
        ModelFrame[] frames =
        [
            ModelFrame.FromCsv(new MemoryStream(bytes)),
            ModelFrame.FromCsv(new StringReader(text)),
            await ModelFrame.FromCsvAsync(_path),
            await ModelFrame.FromCsvAsync(new AsyncOnlyStream(bytes)),
            await ModelFrame.FromCsvAsync(new AsyncOnlyStream(Compressed(text))),
            await ModelFrame.FromCsvAsync(new StringReader(text)),
        ];

        Assert.Equal("abc", expected[^1]);
        Assert.All(frames, frame => Assert.Equal(expected, frame.Texts("x")));
    }

    [Fact]
    public async Task A_frame_of_a_query_can_be_read_asynchronously()
    {
        ModelFrame frame = await ModelFrame.FromAsync(Query(isAsyncOnly: true));
        Assert.Equal([0.5, 1.5], frame.Rows(0, 1).Numbers("y"));
        Assert.Equal(Many, frame.RowCount);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ModelFrame.FromAsync(Query(isAsyncOnly: true), new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Rows_are_read_while_they_are_enumerated()
    {
        MemoryStream stream = new(Encoding.UTF8.GetBytes(string.Concat(Text, string.Concat(Enumerable.Repeat("1,2\n", 500_000)))));
        using (IEnumerator<Outer.Point> rows = Outer.PointModel.EnumerateCsv(stream).GetEnumerator())
        {
            Assert.Equal(0, stream.Position);
            Assert.True(rows.MoveNext());
            Assert.InRange(stream.Position, 1, stream.Length / 2);
        }

        Assert.True(stream.CanRead);
        ColumnsReader query = Query();
        Assert.Equal(0.5, Outer.PointModel.Enumerate(query).First().Y);
        Assert.Equal(1, query.RowsRead);
    }

    [Fact]
    public async Task Queries_give_the_same_rows_in_every_way()
    {
        Check(Outer.PointModel.Read(Query()));
        Check(Outer.PointModel.Enumerate(Query()));
        Check(await Outer.PointModel.EnumerateAsync(Query(isAsyncOnly: true)).ToListAsync());
    }

    [Fact]
    public async Task Faults_come_with_their_rows_and_name_the_line()
    {
        const string Faulty = "y,x\n1,2\n3,four\n";
        string expected = Assert.Throws<DataSourceException>(() => Outer.PointModel.ReadCsv(new StringReader(Faulty))).Message;
        Assert.StartsWith("the text, line 3, column 'x': 'four' is no whole number", expected, StringComparison.Ordinal);

        using IEnumerator<Outer.Point> rows = Outer.PointModel.EnumerateCsv(new StringReader(Faulty)).GetEnumerator();
        Assert.True(rows.MoveNext());
        Assert.Equal(expected, Assert.Throws<DataSourceException>(() => rows.MoveNext()).Message);

        await using IAsyncEnumerator<Outer.Point> later = Outer.PointModel.EnumerateCsvAsync(new StringReader(Faulty)).GetAsyncEnumerator();
        Assert.True(await later.MoveNextAsync());
        Assert.Equal(expected, (await Assert.ThrowsAsync<DataSourceException>(async () => await later.MoveNextAsync())).Message);
    }

    [Fact]
    public async Task Faults_of_the_source_are_those_of_reading_at_once()
    {
        string expected = Assert.Throws<DataSourceException>(() => Outer.PointModel.ReadCsv("no such file.csv")).Message;
        IEnumerable<Outer.Point> rows = Outer.PointModel.EnumerateCsv("no such file.csv");
        Assert.Equal(expected, Assert.Throws<DataSourceException>(() => rows.First()).Message);
        Assert.Equal(expected, (await Assert.ThrowsAsync<DataSourceException>(async () => await Outer.PointModel.EnumerateCsvAsync("no such file.csv").ToListAsync())).Message);
        Assert.Contains("there is no column 'X'", Assert.Throws<DataSourceException>(() => Outer.PointModel.EnumerateCsv(new StringReader("y\n1\n")).First()).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => Outer.PointModel.EnumerateCsv((Stream)null!));
        Assert.Throws<ArgumentNullException>(() => Outer.PointModel.EnumerateCsvAsync((TextReader)null!));
        Assert.Throws<ArgumentNullException>(() => Outer.PointModel.Enumerate(null!));
    }

    [Fact]
    public async Task A_damaged_stream_is_told_when_it_is_read_asynchronously()
    {
        AsyncOnlyStream cut = new(Compressed(Text)[..^9]);
        DataSourceException fault = await Assert.ThrowsAsync<DataSourceException>(async () => await Outer.PointModel.EnumerateCsvAsync(cut).ToListAsync());
        Assert.Equal("the stream: the compressed file is damaged; compress it anew, or see that it is complete.", fault.Message);
        Assert.False(cut.IsClosed);
    }

    [Fact]
    public async Task Files_can_be_enumerated_again_and_all_else_just_once()
    {
        IEnumerable<Outer.Point> file = Outer.PointModel.EnumerateCsv(_path);
        Check(file);
        Check(file);

        IEnumerable<Outer.Point>[] others = [Outer.PointModel.EnumerateCsv(new MemoryStream(Encoding.UTF8.GetBytes(Text))), Outer.PointModel.EnumerateCsv(new StringReader(Text)), Outer.PointModel.Enumerate(Query())];
        foreach (IEnumerable<Outer.Point> rows in others)
        {
            Check(rows);
            Assert.Contains("can be enumerated just once", Assert.Throws<InvalidOperationException>(() => rows.First()).Message, StringComparison.Ordinal);
        }

        IAsyncEnumerable<Outer.Point> later = Outer.PointModel.EnumerateAsync(Query());
        Check(await later.ToListAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await later.ToListAsync());
    }

    [Fact]
    public async Task Asynchronous_reading_can_be_cancelled()
    {
        using CancellationTokenSource cancellation = new();
        int count = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (Outer.Point _ in Outer.PointModel.EnumerateAsync(Query(isAsyncOnly: true)).WithCancellation(cancellation.Token))
            {
                if (++count == 10)
                {
                    await cancellation.CancelAsync();
                }
            }
        });

        Assert.Equal(10, count);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Outer.PointModel.EnumerateCsvAsync(new AsyncOnlyStream(Encoding.UTF8.GetBytes(Text)), cancellationToken: cancellation.Token).ToListAsync());
    }

    [Fact]
    public void A_fit_goes_through_its_rows_once_and_keeps_none()
    {
        List<WeakReference> seen = [];
        int starts = 0;
        MixedBagFit fit = MixedBagModel.Fit(Rows());

        Assert.Equal(1, starts);
        Assert.Equal(3000, fit.ObservationCount);

        IEnumerable<MixedBag> Rows()
        {
            starts++;
            for (int i = 0; i < 3000; i++)
            {
                yield return Row(i);
                if (i == 2900)
                {
                    GC.Collect();
                    Assert.False(seen[0].IsAlive);
                }
            }
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        MixedBag Row(int i)
        {
            MixedBag row = new((i * 7919 % 100) - 50) { X = i * 104729 % 31, Group = $"g{i % 11}" };
            if (i == 100)
            {
                seen.Add(new WeakReference(row));
            }

            return row;
        }
    }

    private static ColumnsReader Query(bool isAsyncOnly = false)
        => new([("y", typeof(double)), ("x", typeof(int))], Enumerable.Range(0, Many).Select(i => new object?[] { i + 0.5, i })) { IsAsyncOnly = isAsyncOnly };

    private static void Check(IEnumerable<Outer.Point> points) => Assert.Equal(Expected, points.Select(point => (point.Y, point.X)));

    private static byte[] Compressed(string text)
    {
        using MemoryStream bytes = new();
        using (GZipStream gzip = new(bytes, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }
}
