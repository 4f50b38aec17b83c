namespace Lmm.Reading;

/// <summary>A stream that can be read just once, as one that can be read again: what has been read is kept, and no more is read than is asked for.</summary>
/// <param name="source">The stream, which stays open.</param>
internal sealed class RereadableStream(Stream source)
{
    private readonly Stream _source = source;
    private byte[] _read = [];
    private int _count;

    /// <summary>The bytes from where the stream stood at first.</summary>
    public Stream FromStart() => new View(this, isLast: false);

    /// <summary>The bytes from where the stream stood at first, after which there is no other view: no more is kept.</summary>
    public Stream ForLastTime() => new View(this, isLast: true);

    private int Known(int position, Span<byte> buffer)
    {
        ReadOnlySpan<byte> known = _read.AsSpan(position, int.Min(buffer.Length, _count - position));
        known.CopyTo(buffer);
        return known.Length;
    }

    private int Keep(ReadOnlySpan<byte> fresh, bool isLast)
    {
        if (isLast)
        {
            _read = [];
            _count = 0;
            return fresh.Length;
        }

        if (_count + (long)fresh.Length > _read.Length)
        {
            Array.Resize(ref _read, (int)long.Min(Array.MaxLength, long.Max(2L * _read.Length, _count + (long)fresh.Length)));
        }

        fresh.CopyTo(_read.AsSpan(_count));
        _count += fresh.Length;
        return fresh.Length;
    }

    private sealed class View(RereadableStream owner, bool isLast) : ForwardStream
    {
        private long _position;

        public override int Read(Span<byte> buffer)
            => Advance(_position < owner._count ? owner.Known((int)_position, buffer) : owner.Keep(buffer[..owner._source.Read(buffer)], isLast));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_position < owner._count)
            {
                return Advance(owner.Known((int)_position, buffer.Span));
            }

            int fresh = await owner._source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            return Advance(owner.Keep(buffer.Span[..fresh], isLast));
        }

        private int Advance(int count)
        {
            _position += count;
            return count;
        }
    }
}
