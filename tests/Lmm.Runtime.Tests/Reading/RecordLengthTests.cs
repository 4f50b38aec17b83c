using System.Text;
using Lmm.Reading;

namespace Lmm.Tests.Reading;

/// <summary>A file without line breaks is refused before it fills the memory.</summary>
public sealed class RecordLengthTests
{
    private const long MiB = 1 << 20;

    [Theory]
    [InlineData("", 'a', 300)]
    [InlineData("", ',', 300)]
    [InlineData("y,x\n1,", 'a', 1024)]
    [InlineData("y,x\n1,\"", '\n', 1024)]
    public void A_record_of_more_than_16_MiB_is_refused_early(string start, char filler, int length)
    {
        using EndlessStream stream = new(start, filler, length * MiB);
        long before = GC.GetAllocatedBytesForCurrentThread();

        DataSourceException fault = Assert.Throws<DataSourceException>(() => ModelFrame.FromCsv(stream));

        Assert.Contains("a line or a cell is longer than 16 MiB, the most that is read", fault.Message, StringComparison.Ordinal);
        Assert.InRange(stream.Given, 16 * MiB, 40 * MiB);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 640 * MiB);
    }

    [Fact]
    public void A_long_record_within_the_limit_is_read()
    {
        string text = new('a', 10_000_000);

        Assert.Equal([text], Csv.Read($"y,x\n1,{text}\n").Texts("x"));
    }

    /// <summary>Gives what it is asked for and keeps nothing.</summary>
    private sealed class EndlessStream(string start, char filler, long length) : ForwardStream
    {
        private readonly byte[] _start = Encoding.UTF8.GetBytes(start);

        public long Given { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            int given = (int)long.Min(buffer.Length, length - Given);
            for (int i = 0; i < given; i++)
            {
                buffer[i] = Given + i < _start.Length ? _start[Given + i] : (byte)filler;
            }

            Given += given;
            return given;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));
    }
}
