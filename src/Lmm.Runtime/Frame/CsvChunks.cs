using System.Runtime.CompilerServices;
using Lmm.Reading;
using Lmm.Variables;

namespace Lmm.Frame;

/// <summary>
/// Reads a text file into frames of a bounded number of rows. A first look finds the types of the columns: it goes through the whole of what can be read again, so that chunks have the types of all rows, and
/// through the rows of one chunk of what cannot.
/// </summary>
/// <param name="source">The file.</param>
/// <param name="options">How it is written.</param>
/// <param name="rowsPerChunk">The most rows of a frame.</param>
internal sealed class CsvChunks(CsvSource source, CsvOptions options, int rowsPerChunk)
{
    private const int RowsPerCheck = 4096;

    private CsvSource _source = source;
    private Dictionary<string, CsvColumnType> _found = [];
    private long? _rowsOfLook;

    /// <summary>Reads the file.</summary>
    /// <exception cref="DataSourceException">The file cannot be read, is malformed, or has no rows; or a cell is not of its column's type.</exception>
    public static IEnumerable<ModelFrame> Read(CsvSource source, CsvOptions? options, int rowsPerChunk, CancellationToken cancellationToken)
    {
        CsvChunks chunks = new(source, options ?? CsvOptions.Default, rowsPerChunk);
        using CsvTable table = chunks.OpenAsync(isAsync: false, cancellationToken).GetAwaiter().GetResult();
        while (chunks.NextAsync(table, isAsync: false, cancellationToken).GetAwaiter().GetResult() is { } frame)
        {
            yield return frame;
        }
    }

    /// <summary>As <see cref="Read"/>, without blocking a thread.</summary>
    /// <exception cref="DataSourceException">The file cannot be read, is malformed, or has no rows; or a cell is not of its column's type.</exception>
    public static async IAsyncEnumerable<ModelFrame> ReadAsync(CsvSource source, CsvOptions? options, int rowsPerChunk, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        CsvChunks chunks = new(source, options ?? CsvOptions.Default, rowsPerChunk);
        using CsvTable table = await chunks.OpenAsync(isAsync: true, cancellationToken).ConfigureAwait(false);
        while (await chunks.NextAsync(table, isAsync: true, cancellationToken).ConfigureAwait(false) is { } frame)
        {
            yield return frame;
        }
    }

    private async Task<CsvTable> OpenAsync(bool isAsync, CancellationToken cancellationToken)
    {
        _source = _source.AfterLook(out bool canLookThrough);
        using (CsvTable table = await CsvTable.OpenAsync(_source, options, isAsync, cancellationToken).ConfigureAwait(false))
        {
            CsvFrame.RefuseUnknownColumns(table, options);
            CsvColumnType[] columns = [.. CsvFrame.Named(table).Where(column => CsvFrame.Given(column.Name, options) is null).Select(column => new CsvColumnType(column.Index, column.Name, options))];
            long most = columns.Length == 0 ? 1 : canLookThrough ? long.MaxValue : rowsPerChunk;
            long rows = await LookAsync(table, columns, most, isAsync, cancellationToken).ConfigureAwait(false);
            _rowsOfLook = canLookThrough ? null : rows;
            _found = columns.ToDictionary(static column => column.Name);
        }

        return await CsvTable.OpenAsync(_source, options, isAsync, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<long> LookAsync(CsvTable table, CsvColumnType[] columns, long most, bool isAsync, CancellationToken cancellationToken)
    {
        long rows = 0;
        while (rows < most && (isAsync ? await table.ReadAsync(cancellationToken).ConfigureAwait(false) : table.Read()))
        {
            if (rows++ % RowsPerCheck == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            Array.ForEach(columns, column => column.Add(table));
        }

        return rows > 0 ? rows : throw DataSourceException.NoRows(table.Origin);
    }

    // Null at the end.
    private async Task<ModelFrame?> NextAsync(CsvTable table, bool isAsync, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        CsvColumn[] columns = [.. CsvFrame.Named(table).Select(column => Column(table, column.Index, column.Name))];
        RowLines lines = await CsvFrame.ReadRowsAsync(table, columns, rowsPerChunk, isAsync, cancellationToken).ConfigureAwait(false);
        return lines.Count == 0 ? null : new ModelFrame(columns.Select(static column => column.ToColumn())) { Lines = lines };
    }

    private CsvColumn Column(CsvTable table, int index, string name)
    {
        if (CsvFrame.Given(name, options) is { } given)
        {
            return new CsvColumn(index, name, options, given);
        }

        CsvColumnType found = _found.TryGetValue(name, out CsvColumnType? known)
            ? known
            : throw new DataSourceException(LmmErrorCode.MalformedSource, table.Origin, "the header changed while the file was read; read it when nobody writes.", 1, name);
        return (found.Type, _rowsOfLook) switch
        {
            (null or ColumnType.WholeNumber or ColumnType.Number, { } rows) => new CsvColumn(index, name, options, null) { RowsOfNumbers = rows },

            // Dates are texts of a kind, and what is read later may be another.
            (ColumnType.Date, not null) => new CsvColumn(index, name, options, ColumnType.Text),
            var (type, _) => new CsvColumn(index, name, options, type ?? ColumnType.Number) { Reason = found.Reason },
        };
    }
}
