using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Lmm.Storage;

/// <summary>Reads what <see cref="StoredWriter"/> has written. No number that it reads makes it take more memory than the section has bytes.</summary>
/// <param name="content">The section.</param>
/// <param name="pool">The lists of texts that the sections before it have.</param>
/// <param name="damaged">The fault of a file whose contents contradict each other.</param>
internal sealed class StoredReader(byte[] content, TextPool pool, Func<Exception?, SavedFileException> damaged)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private int _position;

    /// <summary>Reads all of the section.</summary>
    /// <exception cref="SavedFileException">The section is not what it should be.</exception>
    public T ReadAll<T>(Func<StoredReader, T> read)
    {
        T result;
        try
        {
            result = read(this);
        }
        catch (Exception fault) when (fault is ArgumentException or ArithmeticException or IndexOutOfRangeException or InvalidCastException or InvalidOperationException or KeyNotFoundException
            or NullReferenceException or OutOfMemoryException or ModelException)
        {
            throw damaged(fault);
        }

        Require(_position == content.Length);
        return result;
    }

    /// <summary>Refuses the file where what it says cannot be.</summary>
    /// <exception cref="SavedFileException">It cannot.</exception>
    public void Require(bool holds)
    {
        if (!holds)
        {
            throw damaged(null);
        }
    }

    /// <summary>Reads a truth value.</summary>
    public bool ReadBoolean()
    {
        byte value = ReadByte();
        Require(value <= 1);
        return value == 1;
    }

    /// <summary>Reads a byte.</summary>
    public byte ReadByte() => Take(1)[0];

    /// <summary>Reads a whole number.</summary>
    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    /// <summary>Reads a whole number that is not negative.</summary>
    public int ReadCount()
    {
        int count = ReadInt32();
        Require(count >= 0);
        return count;
    }

    /// <summary>Reads a number of rows, which may be those of a database.</summary>
    public long ReadRowCount()
    {
        long count = ReadInt64();
        Require(count >= 0);
        return count;
    }

    /// <summary>Reads a whole number.</summary>
    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    /// <summary>Reads a whole number.</summary>
    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    /// <summary>Reads a number.</summary>
    public double ReadDouble() => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));

    /// <summary>Reads the member of an enum.</summary>
    public TEnum ReadMember<TEnum>()
        where TEnum : struct, Enum
    {
        var member = (TEnum)Enum.ToObject(typeof(TEnum), ReadInt32());
        Require(Enum.IsDefined(member));
        return member;
    }

    /// <summary>Reads a text that may be null.</summary>
    public string? ReadTextOrNull()
    {
        int length = ReadInt32();
        if (length == StoredWriter.Null)
        {
            return null;
        }

        if (length >= 0)
        {
            return Utf8.GetString(Take(length));
        }

        ReadOnlySpan<byte> bytes = Take(-(long)length * sizeof(char));
        var characters = new char[-length];
        for (int place = 0; place < characters.Length; place++)
        {
            characters[place] = (char)BinaryPrimitives.ReadUInt16LittleEndian(bytes[(place * sizeof(char))..]);
        }

        return new string(characters);
    }

    /// <summary>Reads a text.</summary>
    public string ReadText()
    {
        string? text = ReadTextOrNull();
        Require(text is not null);
        return text!;
    }

    /// <summary>Reads a list of texts; equal ones are one object.</summary>
    public string[] ReadTexts()
    {
        int place = ReadInt32();
        if (place >= 0)
        {
            Require(place < pool.Count);
            return pool[place];
        }

        string[] texts = ReadList(ReadText, sizeof(int));
        pool.Add(texts);
        return texts;
    }

    /// <summary>Reads numbers.</summary>
    public double[] ReadDoubles()
    {
        var values = new double[ReadLength(sizeof(double))];
        ReadAll(MemoryMarshal.Cast<double, long>(values.AsSpan()));
        return values;
    }

    /// <summary>Reads whole numbers.</summary>
    public long[] ReadInt64s()
    {
        var values = new long[ReadLength(sizeof(long))];
        ReadAll(values);
        return values;
    }

    /// <summary>Reads whole numbers.</summary>
    public int[] ReadInt32s()
    {
        var values = new int[ReadLength(sizeof(int))];
        for (int place = 0; place < values.Length; place++)
        {
            values[place] = ReadInt32();
        }

        return values;
    }

    /// <summary>Reads truth values.</summary>
    public bool[] ReadBooleans()
    {
        var values = new bool[ReadLength(1)];
        for (int place = 0; place < values.Length; place++)
        {
            values[place] = ReadBoolean();
        }

        return values;
    }

    /// <summary>Reads a matrix.</summary>
    public double[,] ReadMatrix()
    {
        int rows = ReadCount();
        int columns = ReadCount();
        Require((long)rows * columns * sizeof(double) <= content.Length - _position);
        var matrix = new double[rows, columns];
        ReadAll(MemoryMarshal.CreateSpan(ref Unsafe.As<byte, long>(ref MemoryMarshal.GetArrayDataReference(matrix)), matrix.Length));
        return matrix;
    }

    /// <summary>Reads a matrix of so many rows and columns.</summary>
    public double[,] ReadMatrix(int rows, int columns)
    {
        double[,] matrix = ReadMatrix();
        Require(matrix.GetLength(0) == rows && matrix.GetLength(1) == columns);
        return matrix;
    }

    /// <summary>Reads a list of anything.</summary>
    /// <param name="read">Reads an item.</param>
    /// <param name="least">The fewest bytes that an item has.</param>
    public T[] ReadList<T>(Func<T> read, int least = 1)
    {
        var items = new T[ReadLength(least)];
        for (int place = 0; place < items.Length; place++)
        {
            items[place] = read();
        }

        return items;
    }

    /// <summary>Reads what may be missing.</summary>
    public T? ReadOptional<T>(Func<T> read)
        where T : class
        => ReadBoolean() ? read() : null;

    private int ReadLength(int least)
    {
        int length = ReadCount();
        Require((long)length * least <= content.Length - _position);
        return length;
    }

    private void ReadAll(Span<long> values)
    {
        ReadOnlySpan<byte> bytes = Take((long)values.Length * sizeof(long));
        if (BitConverter.IsLittleEndian)
        {
            bytes.CopyTo(MemoryMarshal.AsBytes(values));
            return;
        }

        for (int place = 0; place < values.Length; place++)
        {
            values[place] = BinaryPrimitives.ReadInt64LittleEndian(bytes[(place * sizeof(long))..]);
        }
    }

    private ReadOnlySpan<byte> Take(long count)
    {
        Require(count <= content.Length - _position);
        ReadOnlySpan<byte> taken = content.AsSpan(_position, (int)count);
        _position += (int)count;
        return taken;
    }
}
