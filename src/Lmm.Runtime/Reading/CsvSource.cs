namespace Lmm.Reading;

/// <summary>Where the bytes of a text with delimited columns come from.</summary>
internal sealed class CsvSource
{
    private const int BufferSize = 1 << 16;

    private readonly Func<bool, Stream> _open;
    private readonly bool _isOnce;
    private int _opened;

    private CsvSource(string origin, Func<bool, Stream> open, bool isOnce)
    {
        Origin = origin;
        _open = open;
        _isOnce = isOnce;
    }

    /// <summary>The file's path, or another name for messages.</summary>
    public string Origin { get; }

    /// <summary>True when the bytes belong to who gave them, and stay open.</summary>
    public bool IsLent { get; private init; }

    /// <summary>True for UTF-8 that has been made of decoded text.</summary>
    public bool IsDecoded { get; private init; }

    /// <summary>A file, a pipe or a device.</summary>
    public static CsvSource File(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new CsvSource(path, isAsync => OpenFile(path, isAsync), isOnce: false);
    }

    /// <summary>A stream, from its position to its end; it stays open.</summary>
    public static CsvSource Stream(Stream stream, string origin = "the stream")
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new CsvSource(origin, _ => stream, isOnce: true) { IsLent = true };
    }

    /// <summary>A text, from where it stands to its end; it stays open.</summary>
    public static CsvSource Text(TextReader text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new CsvSource("the text", _ => new TextBytes(text), isOnce: true) { IsDecoded = true };
    }

    /// <summary>The same, to be read more than once: of what can be read just once, what has been read is kept in memory.</summary>
    /// <exception cref="DataSourceException">There is no such file, it is a directory, or it may not be read.</exception>
    public CsvSource Kept()
    {
        Stream stream = Open(isAsync: false);
        if (!_isOnce && stream.CanSeek)
        {
            stream.Dispose();
            return this;
        }

        RereadableStream kept = new(stream);
        return new CsvSource(Origin, _ => kept.FromStart(), isOnce: false) { IsDecoded = IsDecoded };
    }

    /// <summary>The same, to be read to the end after a first look: what can be read just once is kept in memory as far as the look went, and no further.</summary>
    /// <param name="canLookThrough">Whether the look may go to the end.</param>
    /// <exception cref="DataSourceException">There is no such file, it is a directory, or it may not be read.</exception>
    public CsvSource AfterLook(out bool canLookThrough)
    {
        Stream stream = Open(isAsync: false);
        canLookThrough = !_isOnce && stream.CanSeek;
        if (canLookThrough)
        {
            stream.Dispose();
            return this;
        }

        RereadableStream kept = new(stream);
        bool hasLooked = false;
        return new CsvSource(Origin, Next, isOnce: false) { IsDecoded = IsDecoded };

        Stream Next(bool isAsync)
        {
            Stream next = hasLooked ? kept.ForLastTime() : kept.FromStart();
            hasLooked = true;
            return next;
        }
    }

    /// <summary>The bytes from the start.</summary>
    /// <param name="isAsync">Whether they are to be read asynchronously.</param>
    /// <exception cref="DataSourceException">There is no such file, it is a directory, or it may not be read.</exception>
    /// <exception cref="InvalidOperationException">They have been read, and can be just once.</exception>
    public Stream Open(bool isAsync)
        => _isOnce && Interlocked.Exchange(ref _opened, 1) > 0
            ? throw ReadAlready(Origin)
            : _open(isAsync);

    private static FileStream OpenFile(string path, bool isAsync)
    {
        if (Directory.Exists(path))
        {
            throw new DataSourceException(LmmErrorCode.UnreadableSource, path, "this is a directory; name a file in it.");
        }

        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, BufferSize, isAsync ? FileOptions.SequentialScan | FileOptions.Asynchronous : FileOptions.SequentialScan);
        }
        catch (Exception fault) when (Reason(fault) is { } reason)
        {
            throw new DataSourceException(LmmErrorCode.UnreadableSource, path, reason, innerException: fault);
        }
    }

    /// <summary>The fault of rows that are enumerated again and come from what can be read just once.</summary>
    public static InvalidOperationException ReadAlready(string origin) => new($"The rows of {origin} can be enumerated just once; make a list of them to go through them again.");

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
