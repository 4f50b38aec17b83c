namespace Lmm.Reading;

/// <summary>A stream that can be read just once, as one that can be read again: what has been read is kept, and no more is read than is asked for.</summary>
/// <param name="source">The stream, which stays open.</param>
internal sealed class RereadableStream(Stream source)
{
    private byte[] _read = [];
    private int _count;

    /// <summary>The bytes from where the stream stood at first.</summary>
    public Stream FromStart() => new View(this);

    /// <summary>The last bytes of those that have been read.</summary>
    public byte[] Tail(int count) => _read[int.Max(0, _count - count).._count];

    private int Read(int position, Span<byte> buffer)
    {
        if (position < _count)
        {
            ReadOnlySpan<byte> known = _read.AsSpan(position, int.Min(buffer.Length, _count - position));
            known.CopyTo(buffer);
            return known.Length;
        }

        int fresh = source.Read(buffer);
        if (_count + (long)fresh > _read.Length)
        {
            Array.Resize(ref _read, (int)long.Min(Array.MaxLength, long.Max(2L * _read.Length, _count + (long)fresh)));
        }

        buffer[..fresh].CopyTo(_read.AsSpan(_count));
        _count += fresh;
        return fresh;
    }

    private sealed class View(RereadableStream owner) : ForwardStream
    {
        private int _position;

        public override int Read(Span<byte> buffer)
        {
            int count = owner.Read(_position, buffer);
            _position += count;
            return count;
        }
    }
}
