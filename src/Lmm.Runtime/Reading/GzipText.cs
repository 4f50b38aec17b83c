using System.Buffers.Binary;
using System.IO.Compression;

namespace Lmm.Reading;

/// <summary>What gzip has compressed. The framework ends in silence where a file was cut off; this says so.</summary>
/// <param name="compressed">The compressed bytes.</param>
internal sealed class GzipText(PeekedStream compressed) : ForwardStream
{
    private readonly GZipStream _gzip = new(compressed, CompressionMode.Decompress);
    private long _length;

    /// <exception cref="InvalidDataException">The bytes are damaged, or their end is missing.</exception>
    public override int Read(Span<byte> buffer) => Checked(_gzip.Read(buffer), buffer.Length);

    /// <exception cref="InvalidDataException">The bytes are damaged, or their end is missing.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        => Checked(await _gzip.ReadAsync(buffer, cancellationToken).ConfigureAwait(false), buffer.Length);

    protected override void Dispose(bool disposing)
    {
        _gzip.Dispose();
        base.Dispose(disposing);
    }

    private int Checked(int count, int wanted)
    {
        _length += count;
        return count == 0 && wanted > 0 && !EndsWell() ? throw new InvalidDataException("The end is missing.") : count;
    }

    // Last of all comes the length of the last part; a file may have several, one after the other.
    private bool EndsWell()
    {
        ReadOnlySpan<byte> end = compressed.Last;
        return end.Length == sizeof(uint) && (_length > uint.MaxValue || BinaryPrimitives.ReadUInt32LittleEndian(end) <= _length);
    }
}
