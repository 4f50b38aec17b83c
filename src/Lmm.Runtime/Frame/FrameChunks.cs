using System.Data.Common;
using Lmm.Faults;
using Lmm.Frame;
using Lmm.Reading;

namespace Lmm;

/// <summary>
/// Reads tables that do not fit the memory a bounded number of rows at a time, for <see cref="StreamFitting"/> and <see cref="ResidualStreams"/>: memory holds one chunk, whatever the number of rows. All chunks have
/// the same columns, of the same types; a level may occur in any.
/// </summary>
public static class FrameChunks
{
    private const int DefaultRows = 10_000;

    /// <summary>Reads a text file with delimited columns, its first line being their names.</summary>
    /// <remarks>
    /// Columns have the types that <see cref="ModelFrame.FromCsv(string, CsvOptions?, CancellationToken)"/> finds: the file is looked through once for them and then read, each time that the chunks are gone through.
    /// <see cref="CsvOptions.ColumnTypes"/> for all columns saves the look. What can be read just once, such as a pipe, is looked at for the rows of one chunk: a later cell that does not suit is an error then.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="options">How the file is written, and types that are not to be inferred; null for the defaults.</param>
    /// <param name="rowsPerChunk">The most rows of a chunk, one or more.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The chunks, each read when it is asked for; the last may have fewer rows.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of rows is below one.</exception>
    /// <exception cref="DataSourceException">The file cannot be read, is malformed, or has no rows; or a cell is not of its column's type. The message names file, line and column. It is thrown when the chunks are gone through.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static IEnumerable<ModelFrame> FromCsv(string path, CsvOptions? options = null, int rowsPerChunk = DefaultRows, CancellationToken cancellationToken = default)
        => CsvChunks.Read(CsvSource.File(path), options, Rows(rowsPerChunk), cancellationToken);

    /// <summary>Reads text with delimited columns from a stream, from its position to its end, once.</summary>
    /// <remarks>
    /// The types of columns are those of the rows of the first chunk, of which the text is kept until they are found; give others by <see cref="CsvOptions.ColumnTypes"/>. A later cell that does not suit is an error:
    /// a column of numbers stays one, with decimals or without, and so does one that is empty at first. Chunks of a file, by its path, have the types of all rows.
    /// </remarks>
    /// <param name="stream">The stream; it stays open.</param>
    /// <param name="options">How the text is written, and types that are not to be inferred; null for the defaults.</param>
    /// <param name="rowsPerChunk">The most rows of a chunk, one or more.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The chunks, each read when it is asked for; the last may have fewer rows. They can be gone through once.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of rows is below one.</exception>
    /// <exception cref="DataSourceException">The stream cannot be read, the text is malformed or has no rows, or a cell is not of its column's type; the message names line and column. It is thrown when the chunks are gone through.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static IEnumerable<ModelFrame> FromCsv(Stream stream, CsvOptions? options = null, int rowsPerChunk = DefaultRows, CancellationToken cancellationToken = default)
        => CsvChunks.Read(CsvSource.Stream(stream), options, Rows(rowsPerChunk), cancellationToken);

    /// <summary>Reads text with delimited columns, from where it stands to its end, once.</summary>
    /// <param name="text">The text; it stays open. <see cref="CsvOptions.Encoding"/> does not matter.</param>
    /// <param name="options">How the text is written, and types that are not to be inferred; null for the defaults.</param>
    /// <param name="rowsPerChunk">The most rows of a chunk, one or more.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <inheritdoc cref="FromCsv(Stream, CsvOptions?, int, CancellationToken)"/>
    public static IEnumerable<ModelFrame> FromCsv(TextReader text, CsvOptions? options = null, int rowsPerChunk = DefaultRows, CancellationToken cancellationToken = default)
        => CsvChunks.Read(CsvSource.Text(text), options, Rows(rowsPerChunk), cancellationToken);

    /// <inheritdoc cref="FromCsv(string, CsvOptions?, int, CancellationToken)"/>
    public static IAsyncEnumerable<ModelFrame> FromCsvAsync(string path, CsvOptions? options = null, int rowsPerChunk = DefaultRows, CancellationToken cancellationToken = default)
        => CsvChunks.ReadAsync(CsvSource.File(path), options, Rows(rowsPerChunk), cancellationToken);

    /// <inheritdoc cref="FromCsv(Stream, CsvOptions?, int, CancellationToken)"/>
    public static IAsyncEnumerable<ModelFrame> FromCsvAsync(Stream stream, CsvOptions? options = null, int rowsPerChunk = DefaultRows, CancellationToken cancellationToken = default)
        => CsvChunks.ReadAsync(CsvSource.Stream(stream), options, Rows(rowsPerChunk), cancellationToken);

    /// <inheritdoc cref="FromCsv(TextReader, CsvOptions?, int, CancellationToken)"/>
    public static IAsyncEnumerable<ModelFrame> FromCsvAsync(TextReader text, CsvOptions? options = null, int rowsPerChunk = DefaultRows, CancellationToken cancellationToken = default)
        => CsvChunks.ReadAsync(CsvSource.Text(text), options, Rows(rowsPerChunk), cancellationToken);

    /// <summary>Reads the current result of a query to its end, once; the query stays open.</summary>
    /// <remarks>
    /// A column takes its type from its values, chunk by chunk, as <see cref="ModelFrame.From(DbDataReader, CancellationToken)"/> does of all; where a chunk has none, from the chunks before, or else from the query's
    /// declaration. A column whose values are of one type in one chunk and of another in the next is an error of the fit that reads it; cast it in the query.
    /// </remarks>
    /// <param name="query">The query's reader.</param>
    /// <param name="rowsPerChunk">The most rows of a chunk, one or more.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The chunks, each read when it is asked for; none where there are no rows.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of rows is below one.</exception>
    /// <exception cref="DataSourceException">Two columns have one name, or a column holds binary values. It is thrown when the chunks are gone through.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static IEnumerable<ModelFrame> From(DbDataReader query, int rowsPerChunk = DefaultRows, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return DatabaseFrame.Chunks(query, Rows(rowsPerChunk), cancellationToken);
    }

    /// <inheritdoc cref="From(DbDataReader, int, CancellationToken)"/>
    public static IAsyncEnumerable<ModelFrame> FromAsync(DbDataReader query, int rowsPerChunk = DefaultRows, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return DatabaseFrame.ChunksAsync(query, Rows(rowsPerChunk), cancellationToken);
    }

    private static int Rows(int rowsPerChunk) => Allowed.AtLeast(1, rowsPerChunk);
}
