namespace Lmm.Reading;

/// <summary>A stream whose first bytes can be looked at before they are read, and which knows its last ones.</summary>
/// <param name="source">The bytes.</param>
/// <param name="isLent">Whether they stay open.</param>
internal sealed class PeekedStream(Stream source, bool isLent) : ForwardStream
{
    private readonly byte[] _last = new byte[sizeof(uint)];
    private byte[] _first = [];
    private int _count;
    private int _position;
    private long _length;

    /// <summary>The last bytes of those that have been taken from the source: as many as there are in a <c>uint</c>, or all if they are fewer.</summary>
    public ReadOnlySpan<byte> Last => _last.AsSpan((int)long.Max(0, _last.Length - _length));

    /// <summary>The first bytes, or all if they are fewer; to be called before any byte is read.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> PeekAsync(int most, bool isAsync, CancellationToken cancellationToken)
    {
        Array.Resize(ref _first, int.Max(most, _first.Length));
        int fresh = 1;
        while (_count < most && fresh > 0)
        {
            Memory<byte> rest = _first.AsMemory(_count);
            fresh = isAsync ? await source.ReadAsync(rest, cancellationToken).ConfigureAwait(false) : source.Read(rest.Span);
            Took(rest.Span[..fresh]);
            _count += fresh;
        }

        return _first.AsMemory(0, int.Min(most, _count));
    }

    public override int Read(Span<byte> buffer)
        => Peeked(buffer) is > 0 and var known ? known : Took(buffer[..source.Read(buffer)]);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count = Peeked(buffer.Span);
        if (count > 0)
        {
            return count;
        }

        count = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        return Took(buffer.Span[..count]);
    }

    protected override void Dispose(bool disposing)
    {
        if (!isLent)
        {
            source.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Peeked(Span<byte> buffer)
    {
        int count = int.Min(buffer.Length, _count - _position);
        _first.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    private int Took(ReadOnlySpan<byte> fresh)
    {
        int kept = int.Max(0, _last.Length - fresh.Length);
        _last.AsSpan(_last.Length - kept).CopyTo(_last);
        fresh[int.Max(0, fresh.Length - _last.Length)..].CopyTo(_last.AsSpan(kept));
        _length += fresh.Length;
        return fresh.Length;
    }
}
