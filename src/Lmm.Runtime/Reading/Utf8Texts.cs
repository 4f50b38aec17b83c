using System.Text;
using System.Text.Unicode;
using Lmm.Columns;

namespace Lmm.Reading;

/// <summary>Numbers distinct texts, given as UTF-8 bytes, in the order in which they first occur.</summary>
internal sealed class Utf8Texts
{
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> _codeOfText
        = new Dictionary<byte[], int>(Utf8Comparer.Instance).GetAlternateLookup<ReadOnlySpan<byte>>();

    // By code: the bytes, and the code that came after it the last time. Rows mostly come sorted or in cycles, so that a
    // comparison with the expected text saves the look-up.
    private readonly List<byte[]> _bytes = [];
    private ColumnBuffer<int> _successors = new(0);
    private int _last = -1;

    /// <summary>The number of distinct texts.</summary>
    public int Count => _bytes.Count;

    /// <summary>The number of a text; -1 when its bytes are not UTF-8.</summary>
    public int CodeOf(ReadOnlySpan<byte> text)
    {
        int code;
        if (_last < 0)
        {
            code = LookUp(text);
        }
        else
        {
            int expected = _successors.Items[_last];
            code = text.SequenceEqual(_bytes[expected]) ? expected : LookUp(text);
            _successors.Items[_last] = code < 0 ? expected : code;
        }

        _last = code < 0 ? _last : code;
        return code;
    }

    /// <summary>The text of a number.</summary>
    public string this[int code] => Encoding.UTF8.GetString(_bytes[code]);

    private int LookUp(ReadOnlySpan<byte> text)
    {
        if (_codeOfText.TryGetValue(text, out int code))
        {
            return code;
        }

        if (!Utf8.IsValid(text))
        {
            return -1;
        }

        code = _bytes.Count;
        _codeOfText[text] = code;
        _bytes.Add(text.ToArray());
        _successors.Add(code);
        return code;
    }

    private sealed class Utf8Comparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static Utf8Comparer Instance { get; } = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            HashCode hash = default;
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }
    }
}
