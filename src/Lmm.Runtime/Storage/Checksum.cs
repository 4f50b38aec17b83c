using System.Buffers.Binary;

namespace Lmm.Storage;

/// <summary>
/// CRC-64 with the polynomial of ECMA-182 (that of xz): any damage of up to 64 bits in a row is found, any other but one in 2⁶⁴. It finds damage, not forgery.
/// </summary>
internal struct Checksum()
{
    private const ulong Polynomial = 0xC96C5795D7870F42;
    private const int BytesAtOnce = 8;

    private static readonly ulong[][] Tables = MakeTables();

    private ulong _state = ulong.MaxValue;

    /// <summary>The checksum of what was added.</summary>
    public readonly ulong Value => ~_state;

    /// <summary>The checksum of numbers, by their bits; a zero has no sign.</summary>
    public static ulong Of(ReadOnlySpan<double> values)
    {
        var checksum = new Checksum();
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        foreach (double value in values)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes, value + 0.0);
            checksum.Add(bytes);
        }

        return checksum.Value;
    }

    /// <summary>Adds bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        ulong state = _state;
        while (bytes.Length >= BytesAtOnce)
        {
            state ^= BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            ulong next = 0;
            for (int place = 0; place < BytesAtOnce; place++)
            {
                next ^= Tables[BytesAtOnce - 1 - place][(byte)(state >> (8 * place))];
            }

            state = next;
            bytes = bytes[BytesAtOnce..];
        }

        foreach (byte value in bytes)
        {
            state = Tables[0][(byte)state ^ value] ^ (state >> 8);
        }

        _state = state;
    }

    // A table for each place among the bytes that are taken at once.
    private static ulong[][] MakeTables()
    {
        var tables = new ulong[BytesAtOnce][];
        for (int place = 0; place < BytesAtOnce; place++)
        {
            tables[place] = new ulong[256];
            for (int value = 0; value < 256; value++)
            {
                ulong state = place == 0 ? (ulong)value : tables[place - 1][value];
                for (int bit = 0; bit < 8; bit++)
                {
                    state = (state & 1) == 0 ? state >> 1 : (state >> 1) ^ Polynomial;
                }

                tables[place][value] = state;
            }
        }

        return tables;
    }
}
