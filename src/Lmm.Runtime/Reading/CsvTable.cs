using System.Globalization;
using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace Lmm.Reading;

/// <summary>
/// The lines of a text file as cells of UTF-8 bytes, with the header read and every line checked to be as long as it. The
/// only place, apart from <see cref="CsvSource"/>, that knows the library which splits the lines.
/// </summary>
internal sealed class CsvTable : IDisposable
{
    // No row is as long; a file whose quotes never end is.
    private const int LongestRecord = 1 << 24;

    private readonly CsvReader _reader;
    private readonly string? _advice;

    private CsvTable(string origin, CsvReader reader, string[] header, string? advice)
    {
        _advice = advice;
        Origin = origin;
        _reader = reader;
        Header = header;
    }

    /// <summary>The file's path, or another name for messages.</summary>
    public string Origin { get; }

    /// <summary>The names of the columns; empty where a column has none.</summary>
    public string[] Header { get; }

    /// <summary>The line where the current record starts, counted from one.</summary>
    public long Line => _reader.LineNumber;

    /// <summary>Opens a file and reads its header.</summary>
    /// <exception cref="DataSourceException">The file cannot be read, is empty, or its header is malformed.</exception>
    public static CsvTable Open(CsvSource source, CsvOptions options) => OpenAsync(source, options, isAsync: false, default).AsTask().GetAwaiter().GetResult();

    /// <summary>As <see cref="Open"/>.</summary>
    /// <param name="source">The file.</param>
    /// <param name="options">How it is written.</param>
    /// <param name="isAsync">Whether it is read asynchronously; else the task is complete.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async ValueTask<CsvTable> OpenAsync(CsvSource source, CsvOptions options, bool isAsync, CancellationToken cancellationToken)
    {
        CsvStart start = await CsvStart.OfAsync(source, options, isAsync, cancellationToken).ConfigureAwait(false);
        CsvReader reader = CsvReader.Create(start.Text, Options(options, start), leaveOpen: false);
        try
        {
            if (isAsync)
            {
                await reader.ReadHeaderAsync(cancellationToken).ConfigureAwait(false);
            }
            else
            {
                reader.ReadHeader();
            }

            string[] header = [.. reader.Headers];
            CheckHeader(source.Origin, header);
            return new CsvTable(source.Origin, reader, header, start.LineAdvice(options));
        }
        catch (Exception fault)
        {
            await reader.DisposeAsync().ConfigureAwait(false);
            throw Translate(source.Origin, fault, start.LineAdvice(options)) ?? fault;
        }
    }

    /// <summary>Goes to the next line that is not empty; false at the end.</summary>
    /// <exception cref="DataSourceException">The line is malformed, or has more or fewer cells than the header.</exception>
    public bool Read()
    {
        bool any;
        try
        {
            any = _reader.Read();
        }
        catch (Exception fault) when (Translate(Origin, fault, _advice) is { } translated)
        {
            throw translated;
        }

        return Checked(any);
    }

    /// <summary>As <see cref="Read"/>, asynchronously; complete at once where the line has been read from the file.</summary>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        bool any;
        try
        {
            any = await _reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (Translate(Origin, fault, _advice) is { } translated)
        {
            throw translated;
        }

        return Checked(any);
    }

    /// <summary>A cell of the current line, its quotes resolved; valid until the next read.</summary>
    public ReadOnlySpan<byte> Cell(int column) => _reader.GetSpan(column);

    /// <summary>The fault of a cell of the current line.</summary>
    public DataSourceException Fault(int column, string message) => new(LmmErrorCode.MalformedSource, Origin, message, Line, Header[column]);

    /// <summary>The fault of a cell that is not UTF-8.</summary>
    public DataSourceException NotUtf8(int column)
        => Fault(column, "the text is not UTF-8; save the file as UTF-8, or set CsvOptions.Encoding to the encoding that it has.");

    public void Dispose() => _reader.Dispose();

    private bool Checked(bool any) => any && _reader.FieldCount != Header.Length ? throw Ragged() : any;

    private static CsvReaderOptions Options(CsvOptions options, CsvStart start) => new()
    {
        Separator = options.Delimiter ?? start.Delimiter(options),
        Quote = options.Quote,
        CommentPrefix = options.CommentStart,
        TrimWhitespace = options.TrimsBlanks,
        Encoding = start.Encoding,
        MalformedData = CsvMalformedDataHandling.Throw,
        FieldCountMismatch = CsvFieldCountHandling.Allow,
        TrackLineNumbers = true,
        BufferSize = 1 << 18,
        MaxRecordSize = LongestRecord,
    };

    private static void CheckHeader(string origin, string[] header)
    {
        if (header.Length == 0)
        {
            throw new DataSourceException(LmmErrorCode.MalformedSource, origin, "the file is empty; its first line must name the columns.");
        }

        Dictionary<string, int> firstOfName = [];
        for (int i = 0; i < header.Length; i++)
        {
            if (header[i].Contains('\uFFFD') || !Utf8.IsValid(Encoding.UTF8.GetBytes(header[i])))
            {
                throw new DataSourceException(LmmErrorCode.MalformedSource, origin, "the header is not UTF-8; save the file as UTF-8, or set CsvOptions.Encoding to the encoding that it has.", 1);
            }

            if (header[i].Length > 0 && !firstOfName.TryAdd(header[i], i))
            {
                throw new DataSourceException(
                    LmmErrorCode.MalformedSource,
                    origin,
                    string.Create(CultureInfo.InvariantCulture, $"the columns {firstOfName[header[i]] + 1} and {i + 1} have the same name; give each its own."),
                    1,
                    header[i]);
            }
        }
    }

    private DataSourceException Ragged()
    {
        int cells = _reader.FieldCount;
        string names = _advice is not null && cells > Header.Length ? _advice
            : Header.Length == 1 && _reader.RowNumber == 1 && cells > 2 ? "; if what stands above the columns' names is a title, remove it, or start its lines with '#' and set CsvOptions.CommentStart"
            : _reader.RowNumber == 1 && cells == Header.Length + 1 ? "; if the first cell is the row's name, give it a name in the header too"
            : "; complete the line, or put cells that contain the delimiter in quotes";
        return new DataSourceException(
            LmmErrorCode.MalformedSource,
            Origin,
            string.Create(CultureInfo.InvariantCulture, $"the line has {cells} {(cells == 1 ? "cell" : "cells")} and the header {Header.Length}{names}."),
            Line,
            cells < Header.Length ? Header[cells] : null);
    }

    // The library's message without the place, which ours has already.
    private static string What(CsvFormatException fault)
    {
        const string AfterPlace = "): ";
        int start = fault.Message.IndexOf(AfterPlace, StringComparison.Ordinal);
        int end = fault.Message.IndexOf(" (byte", StringComparison.Ordinal);
        return start >= 0 && end > start ? fault.Message[(start + AfterPlace.Length)..end] : fault.Message.TrimEnd('.');
    }

    private static bool IsTooLong(CsvFormatException fault)
        => fault.Message.Contains(nameof(CsvReaderOptions.MaxRecordSize), StringComparison.Ordinal) || fault.Message.Contains("too large to buffer", StringComparison.Ordinal);

    private static DataSourceException? Translate(string origin, Exception fault, string? advice) => fault switch
    {
        CsvFormatException format when IsTooLong(format) => new DataSourceException(
            LmmErrorCode.MalformedSource,
            origin,
            $"a line or a cell is longer than {LongestRecord >> 20} MiB, the most that is read; see that the file is text with line breaks, and that its quotes end.",
            format.LineNumber > 0 ? format.LineNumber : null,
            innerException: format),
        CsvFormatException format => new DataSourceException(LmmErrorCode.MalformedSource, origin, $"the quotes are malformed ({What(format)}); put the whole cell in quotes and double those inside, or set CsvOptions.Delimiter if cells end elsewhere{advice}.", format.LineNumber > 0 ? format.LineNumber : null, innerException: format),
        DataSourceException => null,
        _ => CsvSource.Reason(fault) is { } reason ? new DataSourceException(LmmErrorCode.UnreadableSource, origin, reason, innerException: fault) : null,
    };
}
