using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Lmm.Storage;

/// <summary>Writes what a section of a file holds: numbers in little-endian order, each list after its length.</summary>
/// <param name="pool">The lists of texts that the file has written already.</param>
internal sealed class StoredWriter(TextPool pool)
{
    /// <summary>The length of a text that is null.</summary>
    public const int Null = int.MinValue;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>What has been written.</summary>
    public ReadOnlySpan<byte> Content => _buffer.WrittenSpan;

    /// <summary>Writes a truth value.</summary>
    public void Write(bool value) => Write((byte)(value ? 1 : 0));

    /// <summary>Writes a byte.</summary>
    public void Write(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
    }

    /// <summary>Writes a whole number.</summary>
    public void Write(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.GetSpan(sizeof(int)), value);
        _buffer.Advance(sizeof(int));
    }

    /// <summary>Writes a whole number.</summary>
    public void Write(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.GetSpan(sizeof(long)), value);
        _buffer.Advance(sizeof(long));
    }

    /// <summary>Writes a whole number.</summary>
    public void Write(ulong value) => Write(unchecked((long)value));

    /// <summary>Writes a number, by its bits.</summary>
    public void Write(double value) => Write(BitConverter.DoubleToInt64Bits(value));

    /// <summary>Writes a text, as UTF-8 where that tells it, else by its 16-bit characters.</summary>
    public void Write(string? text)
    {
        if (text is null)
        {
            Write(Null);
        }
        else if (TryCount(text) is { } count)
        {
            Write(count);
            _buffer.Advance(Utf8.GetBytes(text, _buffer.GetSpan(count)));
        }
        else
        {
            Write(-text.Length);
            foreach (char character in text)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(_buffer.GetSpan(sizeof(char)), character);
                _buffer.Advance(sizeof(char));
            }
        }
    }

    /// <summary>Writes a list of texts, or the place of an equal one that has been written.</summary>
    public void Write(string[] texts)
    {
        if (pool.TryFind(texts, out int place))
        {
            Write(place);
            return;
        }

        Write(-1);
        Write(texts, Write);
    }

    /// <summary>Writes numbers.</summary>
    public void Write(ReadOnlySpan<double> values)
    {
        Write(values.Length);
        WriteAll(MemoryMarshal.Cast<double, long>(values));
    }

    /// <summary>Writes whole numbers.</summary>
    public void Write(ReadOnlySpan<long> values)
    {
        Write(values.Length);
        WriteAll(values);
    }

    /// <summary>Writes whole numbers.</summary>
    public void Write(ReadOnlySpan<int> values)
    {
        Write(values.Length);
        foreach (int value in values)
        {
            Write(value);
        }
    }

    /// <summary>Writes truth values.</summary>
    public void Write(ReadOnlySpan<bool> values)
    {
        Write(values.Length);
        foreach (bool value in values)
        {
            Write(value);
        }
    }

    /// <summary>Writes a matrix, row by row.</summary>
    public void Write(double[,] matrix)
    {
        Write(matrix.GetLength(0));
        Write(matrix.GetLength(1));
        WriteAll(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, long>(ref MemoryMarshal.GetArrayDataReference(matrix)), matrix.Length));
    }

    /// <summary>Writes a list of anything.</summary>
    public void Write<T>(IReadOnlyCollection<T> items, Action<T> write)
    {
        Write(items.Count);
        foreach (T item in items)
        {
            write(item);
        }
    }

    /// <summary>Writes what may be missing.</summary>
    public void WriteOptional<T>(T? item, Action<T> write)
        where T : class
    {
        Write(item is not null);
        if (item is not null)
        {
            write(item);
        }
    }

    // Null for a text that is no sequence of characters, but of halves of some.
    private static int? TryCount(string text)
    {
        try
        {
            return Utf8.GetByteCount(text);
        }
        catch (EncoderFallbackException)
        {
            return null;
        }
    }

    private void WriteAll(ReadOnlySpan<long> values)
    {
        if (BitConverter.IsLittleEndian)
        {
            _buffer.Write(MemoryMarshal.AsBytes(values));
            return;
        }

        foreach (long value in values)
        {
            Write(value);
        }
    }
}
