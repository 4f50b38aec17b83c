using System.Text;

namespace Lmm.Reading;

/// <summary>The first lines of a text file, and what they tell of the whole.</summary>
internal sealed class CsvStart
{
    private const int MostBytes = 1 << 16;
    private const string DelimitersBesideCommas = ";\t|";
    private const string CommentStarts = "#%;!";

    private readonly string[] _lines;

    private CsvStart(Stream text, Encoding? encoding, string[] lines)
    {
        Text = text;
        Encoding = encoding;
        _lines = lines;
    }

    /// <summary>The whole text, these lines included, as it was before anything compressed it.</summary>
    public Stream Text { get; }

    /// <summary>The encoding; null for UTF-8, or what a byte order mark says.</summary>
    public Encoding? Encoding { get; }

    /// <summary>Opens a file and reads its first lines.</summary>
    /// <exception cref="DataSourceException">The bytes cannot be read, or are not those of text.</exception>
    public static async ValueTask<CsvStart> OfAsync(CsvSource source, CsvOptions options, bool isAsync, CancellationToken cancellationToken)
    {
        PeekedStream text = new(source.Open(isAsync), source.IsLent);
        try
        {
            byte[] magic = (await text.PeekAsync(FileKind.LongestMagic, isAsync, cancellationToken).ConfigureAwait(false)).ToArray();
            if (FileKind.NameOf(magic) is { } kind)
            {
                throw new DataSourceException(LmmErrorCode.UnreadableSource, source.Origin, $"this is {kind} and not text; save the table in it as CSV.");
            }

            text = FileKind.IsGzip(magic) ? new PeekedStream(new GzipText(text), isLent: false) : text;
            byte[] bytes = (await text.PeekAsync(MostBytes, isAsync, cancellationToken).ConfigureAwait(false)).ToArray();
            Encoding? encoding = source.IsDecoded ? null : options.Encoding ?? Utf16WithoutMark(bytes);
            using StreamReader reader = new(new MemoryStream(bytes), encoding ?? Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
            return new CsvStart(text, encoding, reader.ReadToEnd().Split('\n'));
        }
        catch (Exception fault)
        {
            await text.DisposeAsync().ConfigureAwait(false);
            throw fault is not DataSourceException && CsvSource.Reason(fault) is { } reason
                ? new DataSourceException(LmmErrorCode.UnreadableSource, source.Origin, reason, innerException: fault)
                : fault;
        }
    }

    /// <summary>
    /// What stands between cells when numbers have decimal commas: what the header has most of, a semicolon when it has none. Null when numbers have
    /// a point, so that the library finds out.
    /// </summary>
    public char? Delimiter(CsvOptions options)
    {
        string header = _lines.FirstOrDefault(line => options.CommentStart is not { } start || !line.StartsWith(start)) ?? "";
        return options.DecimalComma ? DelimitersBesideCommas.MaxBy(candidate => header.Count(character => character == candidate)) : null;
    }

    /// <summary>How to pass over the lines above the header when the first one looks like a comment; null when it does not.</summary>
    public string? LineAdvice(CsvOptions options)
        => options.CommentStart is null && _lines[0].Length > 0 && CommentStarts.Contains(_lines[0][0])
            ? $"; the file begins with a line that starts with '{_lines[0][0]}': if it is a comment, set CsvOptions.CommentStart to '{_lines[0][0]}'"
            : null;

    // Text with digits and commas has a zero in many a second byte, and in no other, and so have its line breaks.
    private static Encoding? Utf16WithoutMark(byte[] bytes)
    {
        int pairs = bytes.Length / 2;
        int[] zeros = [0, 0];
        for (int i = 0; i < 2 * pairs; i++)
        {
            zeros[i % 2] += bytes[i] == 0 ? 1 : 0;
        }

        return (zeros[0] == 0, zeros[1] == 0) switch
        {
            (true, false) when 4 * zeros[1] >= pairs && LineBreaksAreWide(bytes, 1) => Encoding.Unicode,
            (false, true) when 4 * zeros[0] >= pairs && LineBreaksAreWide(bytes, -1) => Encoding.BigEndianUnicode,
            _ => null,
        };
    }

    private static bool LineBreaksAreWide(byte[] bytes, int zeroAt)
    {
        int[] breaks = [.. bytes.Index().Where(item => item.Item == '\n').Select(item => item.Index)];
        return breaks.Length > 0 && breaks.All(position => position + zeroAt >= 0 && position + zeroAt < bytes.Length && bytes[position + zeroAt] == 0);
    }
}
