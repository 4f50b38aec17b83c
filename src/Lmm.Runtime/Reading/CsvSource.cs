namespace Lmm.Reading;

/// <summary>Where the bytes of a text file come from; they can be read more than once.</summary>
internal sealed class CsvSource
{
    private const int BufferSize = 1 << 16;

    private readonly string? _path;
    private readonly byte[]? _bytes;

    private CsvSource(string origin, string? path, byte[]? bytes)
    {
        Origin = origin;
        _path = path;
        _bytes = bytes;
    }

    /// <summary>The file's path, or another name for messages.</summary>
    public string Origin { get; }

    /// <summary>A file. Pipes and devices, which can be read just once, are read into memory.</summary>
    /// <exception cref="DataSourceException">There is no such file, it is a directory, or it may not be read.</exception>
    public static CsvSource File(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = Open(path);
        return stream.CanSeek ? new CsvSource(path, path, null) : new CsvSource(path, null, ReadAll(path, stream));
    }

    /// <summary>A stream, from its position to its end.</summary>
    /// <exception cref="DataSourceException">The stream cannot be read.</exception>
    public static CsvSource Stream(Stream stream, string origin)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new CsvSource(origin, null, ReadAll(origin, stream));
    }

    /// <summary>The bytes from the start.</summary>
    public Stream Open() => _bytes is not null ? new MemoryStream(_bytes, writable: false) : Open(_path!);

    private static FileStream Open(string path)
    {
        if (Directory.Exists(path))
        {
            throw new DataSourceException(path, "this is a directory; name a file in it.");
        }

        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, BufferSize, FileOptions.SequentialScan);
        }
        catch (Exception fault) when (Reason(fault) is { } reason)
        {
            throw new DataSourceException(path, reason, innerException: fault);
        }
    }

    private static byte[] ReadAll(string origin, Stream stream)
    {
        using MemoryStream copy = new();
        try
        {
            stream.CopyTo(copy);
        }
        catch (Exception fault) when (Reason(fault) is { } reason)
        {
            throw new DataSourceException(origin, reason, innerException: fault);
        }

        return copy.ToArray();
    }

    /// <summary>What is wrong when the system refuses to open or read a file; null for other faults.</summary>
    public static string? Reason(Exception fault) => fault switch
    {
        FileNotFoundException => "there is no such file; check its name and the current directory.",
        DirectoryNotFoundException => "there is no such directory; check the path and the current directory.",
        UnauthorizedAccessException => "the file may not be read; ask for permission to read it.",
        IOException => $"the file cannot be read ({fault.Message.TrimEnd('.')}); see that it exists and that no other program locks it.",
        NotSupportedException or ArgumentException => $"this names no file ({fault.Message.TrimEnd('.')}).",
        _ => null,
    };
}
