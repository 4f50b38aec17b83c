using System.Text;

namespace Lmm.Reading;

/// <summary>A text as the bytes of its UTF-8. The text stays open.</summary>
/// <param name="text">The text, from where it stands.</param>
internal sealed class TextBytes(TextReader text) : ForwardStream
{
    private const int MostCharacters = 1 << 14;

    private readonly Encoder _encoder = Encoding.UTF8.GetEncoder();
    private readonly char[] _characters = new char[MostCharacters];
    private readonly byte[] _bytes = new byte[Encoding.UTF8.GetMaxByteCount(MostCharacters)];
    private int _position;
    private int _count;
    private bool _isAtEnd;

    public override int Read(Span<byte> buffer)
    {
        while (_position == _count && !_isAtEnd)
        {
            Encode(text.Read(_characters));
        }

        return Take(buffer);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_position == _count && !_isAtEnd)
        {
            Encode(await text.ReadAsync(_characters, cancellationToken).ConfigureAwait(false));
        }

        return Take(buffer.Span);
    }

    // A character of two code units may lie in two reads.
    private void Encode(int characters)
    {
        _isAtEnd = characters == 0;
        _position = 0;
        _count = _encoder.GetBytes(_characters.AsSpan(0, characters), _bytes, flush: _isAtEnd);
    }

    private int Take(Span<byte> buffer)
    {
        int count = int.Min(buffer.Length, _count - _position);
        _bytes.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }
}
