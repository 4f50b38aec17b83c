namespace Lmm.Reading;

/// <summary>Where the bytes of a text file come from; they can be read more than once. Files compressed by gzip are read as what they hold.</summary>
internal sealed class CsvSource
{
    private const int BufferSize = 1 << 16;

    private readonly Func<Stream> _open;
    private readonly Func<int, byte[]> _tail;
    private bool? _isCompressed;

    private CsvSource(string origin, Func<Stream> open, Func<int, byte[]> tail)
    {
        Origin = origin;
        _open = open;
        _tail = tail;
    }

    private CsvSource(string origin, RereadableStream stream)
        : this(origin, stream.FromStart, stream.Tail)
    {
    }

    /// <summary>The file's path, or another name for messages.</summary>
    public string Origin { get; }

    /// <summary>A file. Of pipes and devices, which can be read just once, what has been read is kept in memory.</summary>
    /// <exception cref="DataSourceException">There is no such file, it is a directory, or it may not be read.</exception>
    public static CsvSource File(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        FileStream stream = Open(path);
        if (!stream.CanSeek)
        {
            return new CsvSource(path, new RereadableStream(stream));
        }

        stream.Dispose();
        return new CsvSource(path, () => Open(path), count => Last(path, count));
    }

    /// <summary>A stream, from its position to its end; what has been read is kept in memory.</summary>
    public static CsvSource Stream(Stream stream, string origin)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new CsvSource(origin, new RereadableStream(stream));
    }

    /// <summary>The bytes from the start, as they are when nothing has compressed them.</summary>
    /// <exception cref="DataSourceException">The bytes cannot be read, or are not those of text.</exception>
    public Stream Open()
    {
        _isCompressed ??= IsCompressed();
        return _isCompressed.Value ? new GzipText(_open(), _tail) : _open();
    }

    /// <summary>The first bytes, as <see cref="Open()"/> gives them.</summary>
    /// <exception cref="DataSourceException">The bytes cannot be read, or are not those of text.</exception>
    public byte[] Peek(int most) => Guard(() =>
    {
        using Stream stream = Open();
        return First(stream, most);
    });

    private static FileStream Open(string path)
    {
        if (Directory.Exists(path))
        {
            throw new DataSourceException(LmmErrorCode.UnreadableSource, path, "this is a directory; name a file in it.");
        }

        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, BufferSize, FileOptions.SequentialScan);
        }
        catch (Exception fault) when (Reason(fault) is { } reason)
        {
            throw new DataSourceException(LmmErrorCode.UnreadableSource, path, reason, innerException: fault);
        }
    }

    private bool IsCompressed()
    {
        byte[] magic = Guard(() =>
        {
            using Stream stream = _open();
            return First(stream, 6);
        });
        return FileKind.NameOf(magic) is { } kind
            ? throw new DataSourceException(LmmErrorCode.UnreadableSource, Origin, $"this is {kind} and not text; save the table in it as CSV.")
            : FileKind.IsGzip(magic);
    }

    private static byte[] Last(string path, int count)
    {
        using FileStream stream = Open(path);
        stream.Position = long.Max(0, stream.Length - count);
        return First(stream, count);
    }

    private static byte[] First(Stream stream, int most)
    {
        byte[] bytes = new byte[most];
        return bytes[..stream.ReadAtLeast(bytes, most, throwOnEndOfStream: false)];
    }

    private byte[] Guard(Func<byte[]> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (Reason(fault) is { } reason)
        {
            throw new DataSourceException(LmmErrorCode.UnreadableSource, Origin, reason, innerException: fault);
        }
    }

    /// <summary>What is wrong when the system refuses to open or read a file; null for other faults.</summary>
    public static string? Reason(Exception fault) => fault switch
    {
        FileNotFoundException => "there is no such file; check its name and the current directory.",
        DirectoryNotFoundException => "there is no such directory; check the path and the current directory.",
        UnauthorizedAccessException => "the file may not be read; ask for permission to read it.",
        InvalidDataException => "the compressed file is damaged; compress it anew, or see that it is complete.",
        IOException => $"the file cannot be read ({fault.Message.TrimEnd('.')}); see that it exists and that no other program locks it.",
        NotSupportedException or ArgumentException => $"this names no file ({fault.Message.TrimEnd('.')}).",
        _ => null,
    };
}
