using System.Buffers.Binary;
using System.IO.Compression;

namespace Lmm.Reading;

/// <summary>What gzip has compressed. The framework ends in silence where a file was cut off; this says so.</summary>
/// <param name="compressed">The compressed bytes.</param>
/// <param name="tail">The last bytes of all.</param>
internal sealed class GzipText(Stream compressed, Func<int, byte[]> tail) : ForwardStream
{
    private readonly GZipStream _gzip = new(compressed, CompressionMode.Decompress);
    private long _length;

    /// <exception cref="InvalidDataException">The bytes are damaged, or their end is missing.</exception>
    public override int Read(Span<byte> buffer)
    {
        int count = _gzip.Read(buffer);
        _length += count;
        if (count == 0 && buffer.Length > 0 && !EndsWell())
        {
            throw new InvalidDataException("The end is missing.");
        }

        return count;
    }

    protected override void Dispose(bool disposing)
    {
        _gzip.Dispose();
        base.Dispose(disposing);
    }

    // Last of all comes the length of the last part; a file may have several, one after the other.
    private bool EndsWell()
    {
        byte[] end = tail(sizeof(uint));
        return end.Length == sizeof(uint) && (_length > uint.MaxValue || BinaryPrimitives.ReadUInt32LittleEndian(end) <= _length);
    }
}
